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

/** GitLab's other security reports: no policy can ask for them, and where they are, they are judged all the same. */
const OTHER_TITLES = {
  dast: 'DAST',
  api_fuzzing: 'API fuzzing',
  coverage_fuzzing: 'Coverage fuzzing',
} as const;

/** What a security report may be of. */
export type ReportKind = ScanId | keyof typeof OTHER_TITLES;

/** What of the runner's surroundings a scan needs; the words for it are in `needs`. */
export type Network = 'none' | 'database' | 'package_names';

export interface ScanDefinition {
  id: ScanId;
  /** For people. */
  title: string;
  summary: string;
  /** What it takes to run, for who chooses it; '' where every runner can. */
  needs: string;
  /**
   * `none`: nothing beyond the image. `database`: downloads a list of known vulnerabilities and compares on the
   * runner. `package_names`: names and versions of the dependencies leave the instance.
   */
  network: Network;
  /**
   * The scanner's image, pinned by version; null: the gate program itself scans. An administrator replaces it with
   * the CI/CD variable `imageVariable` of the gate project, or all of them with `MR_GATE_IMAGE_PREFIX`.
   */
  image: string | null;
  imageVariable: string | null;
  /** CI/CD variables that the scanner itself reads, which point it to a mirror of what it downloads. */
  mirrorVariables: readonly string[];
  /** What the scanner may take for one side (head or base). One that takes longer has failed. */
  minutes: number;
  /** Report in GitLab's format, of each side, in the scan's report folder. */
  report: string;
}

const TRIVY = 'ghcr.io/aquasecurity/trivy:0.71.2';
/** trivy.dev/docs/latest/guide/advanced/self-hosting */
const TRIVY_MIRRORS = ['TRIVY_DB_REPOSITORY', 'TRIVY_JAVA_DB_REPOSITORY'];

/**
 * Why these scanners:
 *
 * - Secrets: secretlint (MIT), part of the gate program. No image, no network, and no way to switch it off from
 *   within the repository. GitLab's own analyzer and gitleaks find about the same, and need an image for it.
 * - SAST: GitLab's own Semgrep analyzer, free on every tier, with its rules inside: it runs offline, writes GitLab's
 *   format with tracking signatures, and finds what GitLab's own SAST job finds.
 * - Infrastructure as code, dependencies, container images: Trivy (Apache-2.0). One image to mirror for three scans; it
 *   compares on the runner, so what a repository depends on is told to nobody (osv-scanner asks osv.dev); it
 *   names each file it has read, so that one it could not read is noticed. GitLab's dependency scanning
 *   is for Ultimate alone. 0.69.4 to 0.69.6 were malicious (GHSA-69fq-xp46-6x23): keep to a version that was reviewed,
 *   from ghcr.io. Its checks for infrastructure code are in the program: no network.
 * - Licences: osv-scanner (Apache-2.0), because it finds the licences of what a lock file names without installing it.
 *   Trivy wants the packages installed. It asks deps.dev, which thereby learns the names.
 */
export const SCANS: readonly ScanDefinition[] = [
  {
    id: 'secret_detection',
    title: 'Secret detection',
    summary: 'Passwords, keys and tokens committed to the repository',
    needs: '',
    network: 'none',
    image: null,
    imageVariable: null,
    mirrorVariables: [],
    minutes: 20,
    report: 'gl-secret-detection-report.json',
  },
  {
    id: 'sast',
    title: 'SAST',
    summary: 'Vulnerable patterns in the source code',
    needs: 'Takes a runner with containers, or one with ESLint or Bandit',
    network: 'none',
    image: 'registry.gitlab.com/security-products/semgrep:6.26.1',
    imageVariable: 'MR_GATE_IMAGE_SAST',
    mirrorVariables: [],
    minutes: 25,
    report: 'gl-sast-report.json',
  },
  {
    id: 'iac',
    title: 'Infrastructure as Code',
    summary: 'Unsafe settings in Terraform, Kubernetes, Dockerfiles and the like',
    needs: 'Takes a runner with containers, or one with Trivy',
    network: 'none',
    image: TRIVY,
    imageVariable: 'MR_GATE_IMAGE_IAC',
    mirrorVariables: [],
    minutes: 15,
    report: 'gl-iac-report.json',
  },
  {
    id: 'dependency_scanning',
    title: 'Dependency scanning',
    summary: 'Known vulnerabilities in the packages that lock files name',
    needs: 'Takes a runner with containers or Trivy, and a database from ghcr.io or a mirror',
    network: 'database',
    image: TRIVY,
    imageVariable: 'MR_GATE_IMAGE_DEPENDENCY_SCANNING',
    mirrorVariables: TRIVY_MIRRORS,
    minutes: 15,
    report: 'gl-dependency-scanning-report.json',
  },
  {
    id: 'container_scanning',
    title: 'Container scanning',
    summary: 'Known vulnerabilities in the images that Dockerfiles build on',
    needs: 'Takes a runner with containers or Trivy, the images, and a database from ghcr.io or a mirror',
    network: 'database',
    image: TRIVY,
    imageVariable: 'MR_GATE_IMAGE_CONTAINER_SCANNING',
    mirrorVariables: TRIVY_MIRRORS,
    minutes: 20,
    report: 'gl-container-scanning-report.json',
  },
  {
    id: 'licenses',
    title: 'Licences',
    summary: 'Dependencies under licences with strong or unusual conditions',
    needs: 'Takes a runner with containers or osv-scanner; deps.dev learns the names of the packages',
    network: 'package_names',
    image: 'ghcr.io/google/osv-scanner:v2.3.3',
    imageVariable: 'MR_GATE_IMAGE_LICENSES',
    mirrorVariables: [],
    minutes: 15,
    report: 'gl-license-report.json',
  },
];

/** Chosen when nobody has chosen yet: what runs on every runner. */
export const PRESELECTED: readonly ScanId[] = ['secret_detection'];

/** The definition of a scan. */
export function scan(id: ScanId): ScanDefinition {
  const found = SCANS.find((s) => s.id === id);
  if (!found) throw new Error(`No scan is defined as ${id}`);
  return found;
}

/** For people. */
export function reportTitle(kind: ReportKind): string {
  const other: Readonly<Record<string, string>> = OTHER_TITLES;
  return other[kind] ?? scan(kind as ScanId).title;
}

/** A kind's place in the order people read them. */
export function reportOrder(kind: ReportKind): number {
  return [...SCAN_IDS, ...Object.keys(OTHER_TITLES)].indexOf(kind);
}
