import {
  bag,
  type Conversion,
  gitLabReport,
  lines,
  list,
  notOf,
  parse,
  repositoryPath,
  text,
  type Vulnerability,
  warning,
} from './gitlab-report.ts';

interface Rule {
  name: string;
  severity: Vulnerability['severity'];
  cwe: number;
}

/** Rules of eslint-plugin-security. It has no severities; these are by what an attacker gains where it is right. */
const RULES: Record<string, Rule> = {
  'detect-bidi-characters': { name: 'Characters that hide what the code does', severity: 'High', cwe: 1007 },
  'detect-buffer-noassert': { name: 'Buffer access without bounds check', severity: 'Medium', cwe: 125 },
  'detect-child-process': { name: 'Command built from variable text', severity: 'High', cwe: 78 },
  'detect-disable-mustache-escape': {
    name: 'Template without HTML escaping',
    severity: 'Medium',
    cwe: 79,
  },
  'detect-eval-with-expression': { name: 'eval of variable text', severity: 'High', cwe: 95 },
  'detect-invisible-characters': { name: 'Invisible characters', severity: 'Medium', cwe: 1007 },
  'detect-new-buffer': { name: 'Buffer of variable size', severity: 'Medium', cwe: 908 },
  'detect-no-csrf-before-method-override': {
    name: 'CSRF check that method override walks around',
    severity: 'High',
    cwe: 352,
  },
  'detect-non-literal-fs-filename': { name: 'File name from variable text', severity: 'Medium', cwe: 22 },
  'detect-non-literal-regexp': {
    name: 'Regular expression from variable text',
    severity: 'Medium',
    cwe: 1333,
  },
  'detect-non-literal-require': { name: 'Module name from variable text', severity: 'High', cwe: 829 },
  'detect-object-injection': { name: 'Property name from variable text', severity: 'Low', cwe: 915 },
  'detect-possible-timing-attacks': { name: 'Secret compared in measurable time', severity: 'Low', cwe: 208 },
  'detect-pseudoRandomBytes': { name: 'Random numbers that can be guessed', severity: 'Medium', cwe: 338 },
  'detect-unsafe-regex': { name: 'Regular expression that can take for ever', severity: 'Medium', cwe: 1333 },
};

const PREFIX = 'security/';

/** ESLint's `--format json` with eslint-plugin-security (eslint.org/docs/latest/use/formatters/#json). */
export function convertEslint(content: string): Conversion {
  const files = parse(content);
  if (!Array.isArray(files)) return notOf('ESLint');
  const read = new Set<string>();
  const unparsed = new Set<string>();
  const vulnerabilities: Vulnerability[] = [];
  for (const entry of files.map(bag)) {
    const file = repositoryPath(text(entry.filePath));
    const messages = list(entry.messages).map(bag);
    (messages.some(({ fatal }) => fatal === true) ? unparsed : read).add(file);
    for (const message of messages) {
      const id = text(message.ruleId);
      if (id.startsWith(PREFIX)) vulnerabilities.push(finding(file, id.slice(PREFIX.length), message));
    }
  }
  const scanner = { id: 'eslint', name: 'ESLint', version: '', vendor: 'eslint-plugin-security' };
  return {
    ok: true,
    read,
    unparsed,
    report: gitLabReport('sast', scanner, vulnerabilities, warning(unparsed)),
  };
}

function finding(file: string, id: string, message: Record<string, unknown>): Vulnerability {
  const rule = RULES[id] ?? { name: id, severity: 'Unknown', cwe: 0 };
  return {
    name: rule.name,
    description: text(message.message),
    severity: rule.severity,
    location: { file, ...lines(message.line, message.endLine) },
    identifiers: [
      {
        type: 'eslint_rule_id',
        name: `${PREFIX}${id}`,
        value: `${PREFIX}${id}`,
        url: `https://github.com/eslint-community/eslint-plugin-security/blob/main/docs/rules/${id}.md`,
      },
      ...(rule.cwe
        ? [
            {
              type: 'cwe',
              name: `CWE-${rule.cwe}`,
              value: String(rule.cwe),
              url: `https://cwe.mitre.org/data/definitions/${rule.cwe}.html`,
            },
          ]
        : []),
    ],
  };
}
