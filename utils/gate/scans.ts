/** Everything MR Gate can look for, in the order people read it. The ids are the policy file's words. */
export const SCAN_IDS = [
  'secret_detection',
  'sast',
  'iac',
  'dependency_scanning',
  'container_scanning',
  'licenses',
] as const;
export type ScanId = (typeof SCAN_IDS)[number];

export interface ScanDefinition {
  id: ScanId;
  /** For people. */
  title: string;
  summary: string;
  /** `available` runs today; `planned` is defined, shown as not yet available and can't be chosen. */
  status: 'available' | 'planned';
  /** The scanner's image, pinned; null: the gate program itself scans, in its own image. */
  image: string | null;
  /** File that the scan leaves in its work folder, in GitLab's security report format. */
  report: string;
}

export const SCANS: readonly ScanDefinition[] = [
  {
    id: 'secret_detection',
    title: 'Secret detection',
    summary: 'Passwords, keys and tokens committed to the repository',
    status: 'available',
    image: null,
    report: 'gl-secret-detection-report.json',
  },
  {
    id: 'sast',
    title: 'SAST',
    summary: 'Vulnerable patterns in the source code',
    status: 'planned',
    image: 'registry.gitlab.com/security-products/semgrep:6',
    report: 'gl-sast-report.json',
  },
  {
    id: 'iac',
    title: 'Infrastructure as Code',
    summary: 'Unsafe settings in Terraform, Kubernetes, Dockerfiles and the like',
    status: 'planned',
    image: 'registry.gitlab.com/security-products/kics:6',
    report: 'gl-iac-report.json',
  },
  {
    id: 'dependency_scanning',
    title: 'Dependency scanning',
    summary: 'Known vulnerabilities in the packages that lock files name',
    status: 'planned',
    image: 'ghcr.io/google/osv-scanner:v2.2.2',
    report: 'gl-dependency-scanning-report.json',
  },
  {
    id: 'container_scanning',
    title: 'Container scanning',
    summary: 'Known vulnerabilities in the image that the repository builds',
    status: 'planned',
    image: 'docker.io/aquasec/trivy:0.66.0',
    report: 'gl-container-scanning-report.json',
  },
  {
    id: 'licenses',
    title: 'Licences',
    summary: 'Dependencies under licences that the policy forbids',
    status: 'planned',
    image: 'docker.io/aquasec/trivy:0.66.0',
    report: 'gl-license-report.json',
  },
];

/** The definition of a scan. */
export function scan(id: ScanId): ScanDefinition {
  const found = SCANS.find((s) => s.id === id);
  if (!found) throw new Error(`No scan is defined as ${id}`);
  return found;
}
