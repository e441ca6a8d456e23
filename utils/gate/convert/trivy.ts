import { sayInEnglish } from '../said.ts';
import {
  type Bag,
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
} from './gitlab-report.ts';

type TrivyScan = 'dependency_scanning' | 'container_scanning' | 'iac';

/** Trivy's JSON, schema version 2 (trivy.dev/docs/latest/configuration/reporting/#json). */
export function convertTrivy(scan: TrivyScan, content: string): Conversion {
  const top = bag(parse(content));
  if (top.SchemaVersion !== 2) return notOf('Trivy');
  const read = new Set<string>();
  const vulnerabilities: Vulnerability[] = [];
  for (const result of list(top.Results).map(bag)) {
    const target = repositoryPath(text(result.Target));
    if (target && scan !== 'container_scanning') read.add(target);
    if (scan === 'iac') vulnerabilities.push(...misconfigurations(target, result));
    else {
      for (const found of list(result.Vulnerabilities).map(bag)) {
        vulnerabilities.push(vulnerability(scan, top, target, found));
      }
    }
  }
  const scanner = {
    id: 'trivy',
    name: 'Trivy',
    version: text(bag(top.Trivy).Version),
    vendor: 'Aqua Security',
  };
  return {
    ok: true,
    read,
    unparsed: new Set(),
    report: gitLabReport(typeOf(scan), scanner, vulnerabilities),
  };
}

/** GitLab files infrastructure findings as SAST. */
function typeOf(scan: TrivyScan): string {
  return scan === 'iac' ? 'sast' : scan;
}

function vulnerability(scan: TrivyScan, top: Bag, target: string, found: Bag): Vulnerability {
  const name = text(found.PkgName);
  const version = text(found.InstalledVersion);
  const id = text(found.VulnerabilityID);
  const fixed = text(found.FixedVersion);
  const dependency = { package: { name }, version };
  return {
    // The finding has no other place for the package; a lock file names hundreds.
    name: `${name} ${version}: ${text(found.Title) || id}`,
    description: text(found.Description),
    severity: severity(found.Severity),
    ...(fixed && { solution: sayInEnglish('gate.finding.update', { package: name, version: fixed }) }),
    location:
      scan === 'container_scanning'
        ? { image: text(top.ArtifactName), operating_system: operatingSystem(top), dependency }
        : { file: target, dependency },
    identifiers: [
      { type: kindOf(id), name: id, value: id, url: text(found.PrimaryURL) },
      ...list(found.CweIDs)
        .map(text)
        .filter((cwe) => /^CWE-\d+$/.test(cwe))
        .map((cwe) => ({
          type: 'cwe',
          name: cwe,
          value: cwe.slice(4),
          url: `https://cwe.mitre.org/data/definitions/${cwe.slice(4)}.html`,
        })),
    ],
  };
}

function operatingSystem(top: Bag): string {
  const os = bag(bag(top.Metadata).OS);
  return `${text(os.Family)} ${text(os.Name)}`.trim();
}

/** GitLab's identifier types: `cve`, `ghsa` …; whatever else stands before the first dash. */
function kindOf(id: string): string {
  return /^[A-Za-z]+(?=-)/.exec(id)?.[0].toLowerCase() ?? 'trivy';
}

function misconfigurations(file: string, result: Bag): Vulnerability[] {
  return list(result.Misconfigurations)
    .map(bag)
    .filter((found) => found.Status !== 'PASS')
    .map((found) => {
      const cause = bag(found.CauseMetadata);
      // Newer ones carry the short id alone.
      const id = text(found.AVDID) || text(found.ID);
      return {
        name: text(found.Title) || id,
        description: [text(found.Message), text(found.Description)].filter(Boolean).join('\n\n'),
        severity: severity(found.Severity),
        ...(text(found.Resolution) && { solution: text(found.Resolution) }),
        location: { file, ...lines(cause.StartLine, cause.EndLine) },
        identifiers: [{ type: 'trivy_check', name: id, value: id, url: text(found.PrimaryURL) }],
      };
    });
}
