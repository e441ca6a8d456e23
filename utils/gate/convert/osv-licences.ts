import { sayInEnglish } from '../said.ts';
import {
  bag,
  type Conversion,
  gitLabReport,
  list,
  notOf,
  parse,
  repositoryPath,
  text,
  type Vulnerability,
} from './gitlab-report.ts';
import { licenceRisk } from './licence-risk.ts';

/**
 * osv-scanner's JSON with `--licenses --all-packages`: for each lock file its packages and their licences
 * (google.github.io/osv-scanner/output). Permissive ones are not reported: they are no finding.
 */
export function convertOsvLicences(content: string): Conversion {
  const top = bag(parse(content));
  if (!Array.isArray(top.results)) return notOf('osv-scanner');
  const read = new Set<string>();
  const vulnerabilities: Vulnerability[] = [];
  for (const result of top.results.map(bag)) {
    const file = repositoryPath(text(bag(result.source).path));
    if (file) read.add(file);
    for (const entry of list(result.packages).map(bag)) {
      const { name, version } = bag(entry.package);
      const licences = list(entry.licenses).map(text).filter(Boolean);
      // deps.dev lists several where all of them hold.
      const expression = licences.join(' AND ') || 'UNKNOWN';
      const severity = licenceRisk(expression);
      if (severity === null) continue;
      vulnerabilities.push(finding(file, text(name), text(version), expression, severity));
    }
  }
  const scanner = { id: 'osv-scanner', name: 'osv-scanner', version: '', vendor: 'Google' };
  return {
    ok: true,
    read,
    unparsed: new Set(),
    report: gitLabReport('license_scanning', scanner, vulnerabilities),
  };
}

function finding(
  file: string,
  name: string,
  version: string,
  licence: string,
  severity: Vulnerability['severity'],
): Vulnerability {
  const isKnown = licence !== 'UNKNOWN' && licence !== 'non-standard';
  const versioned = `${name} ${version}`;
  return {
    name: isKnown
      ? sayInEnglish('gate.finding.licence', { package: versioned, licence })
      : sayInEnglish('gate.finding.no_licence', { package: versioned }),
    description: isKnown
      ? sayInEnglish('gate.finding.conditions', { licence, package: name })
      : sayInEnglish('gate.finding.unlicensed', { package: versioned }),
    severity,
    solution: sayInEnglish('gate.finding.clear', { package: name }),
    location: { file, dependency: { package: { name }, version } },
    identifiers: [
      {
        type: 'license',
        name: licence,
        value: licence,
        ...(/^[\w.+-]+$/.test(licence) && isKnown && { url: `https://spdx.org/licenses/${licence}.html` }),
      },
    ],
  };
}
