/** Words that every part of MR Gate shares. */
export const common = {
  'common.close': 'Close',
  'common.dismiss': 'Dismiss',
  'common.optional': ' (optional)',
  'common.progress': '{done} of {total}',
  'common.sentences': '{first} {rest}',

  'common.severity.critical': 'Critical',
  'common.severity.high': 'High',
  'common.severity.medium': 'Medium',
  'common.severity.low': 'Low',
  'common.severity.info': 'Info',
  'common.severity.unknown': 'Unknown',

  'common.fail_on.critical': 'Critical',
  'common.fail_on.high': 'High and above',
  'common.fail_on.medium': 'Medium and above',
  'common.fail_on.low': 'Low and above',
  'common.fail_on.never': 'Report only',

  'common.scan.secret_detection': 'Secret detection',
  'common.scan.sast': 'SAST',
  'common.scan.iac': 'Infrastructure as Code',
  'common.scan.dependency_scanning': 'Dependency scanning',
  'common.scan.container_scanning': 'Container scanning',
  'common.scan.licenses': 'Licences',
  'common.scan.dast': 'DAST',
  'common.scan.api_fuzzing': 'API fuzzing',
  'common.scan.coverage_fuzzing': 'Coverage fuzzing',

  'common.scan_summary.secret_detection': 'Passwords, keys and tokens committed to the repository',
  'common.scan_summary.sast': 'Vulnerable patterns in the source code',
  'common.scan_summary.iac': 'Unsafe settings in Terraform, Kubernetes, Dockerfiles and the like',
  'common.scan_summary.dependency_scanning': 'Known vulnerabilities in the packages that lock files name',
  'common.scan_summary.container_scanning': 'Known vulnerabilities in the images that Dockerfiles build on',
  'common.scan_summary.licenses': 'Dependencies under licences with strong or unusual conditions',

  // What it takes to run; nothing where every runner can.
  'common.scan_needs.sast': 'Takes a runner with containers, or one with ESLint or Bandit',
  'common.scan_needs.iac': 'Takes a runner with containers, or one with Trivy',
  'common.scan_needs.dependency_scanning':
    'Takes a runner with containers or Trivy, and a database from ghcr.io or a mirror',
  'common.scan_needs.container_scanning':
    'Takes a runner with containers or Trivy, the images, and a database from ghcr.io or a mirror',
  'common.scan_needs.licenses':
    'Takes a runner with containers or osv-scanner; deps.dev learns the names of the packages',

  'common.just_now': 'just now',
  'common.seconds': { one: '{count} second', other: '{count} seconds' },
  'common.minutes': { one: '{count} minute', other: '{count} minutes' },
  'common.and': '{first}; {second}',
} as const;
