import {
  bag,
  type Conversion,
  gitLabReport,
  lines,
  list,
  notOf,
  parse,
  repositoryPath,
  severity,
  text,
  type Vulnerability,
  warning,
} from './gitlab-report.ts';

/** Bandit's `--format json`, 1.6 and later (bandit.readthedocs.io/en/latest/formatters/json.html). */
export function convertBandit(content: string): Conversion {
  const top = bag(parse(content));
  if (!Array.isArray(top.results)) return notOf('Bandit');
  const unparsed = new Set(list(top.errors).map((error) => repositoryPath(text(bag(error).filename))));
  // Besides each file, `metrics` holds the sums.
  const files = Object.keys(bag(top.metrics)).filter((name) => name !== '_totals');
  const read = new Set(files.map(repositoryPath).filter((file) => !unparsed.has(file)));
  const scanner = { id: 'bandit', name: 'Bandit', version: '', vendor: 'PyCQA' };
  const vulnerabilities = top.results.map((result) => finding(bag(result)));
  return {
    ok: true,
    read,
    unparsed,
    report: gitLabReport('sast', scanner, vulnerabilities, warning(unparsed)),
  };
}

function finding(result: Record<string, unknown>): Vulnerability {
  const id = text(result.test_id);
  const cwe = bag(result.issue_cwe);
  return {
    name: text(result.issue_text).split('\n')[0] || text(result.test_name),
    description: text(result.issue_text),
    severity: severity(result.issue_severity),
    location: { file: repositoryPath(text(result.filename)), ...lines(result.line_number, undefined) },
    identifiers: [
      {
        type: 'bandit_test_id',
        name: `Bandit Test ID ${id}`,
        value: id,
        url: text(result.more_info),
      },
      ...(typeof cwe.id === 'number'
        ? [{ type: 'cwe', name: `CWE-${cwe.id}`, value: String(cwe.id), url: text(cwe.link) }]
        : []),
    ],
  };
}
