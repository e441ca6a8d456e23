import type { ScanId } from '../gate/scans.ts';

/** As in GitLab's own SAST job (Jobs/SAST.gitlab-ci.yml), plus the module endings of JavaScript, without markup and settings. */
const SOURCE = /\.(c|cc|cjs|cpp|cs|go|h|hpp|java|js|jsx|kt|m|mjs|php|py|rb|scala|sc|swift|ts|tsx)$/i;

const LOCK_FILES = new Set([
  'bun.lock',
  'Cargo.lock',
  'composer.lock',
  'conan.lock',
  'Gemfile.lock',
  'go.mod',
  'gradle.lockfile',
  'mix.lock',
  'npm-shrinkwrap.json',
  'package-lock.json',
  'packages.config',
  'packages.lock.json',
  'Package.resolved',
  'Pipfile.lock',
  'pnpm-lock.yaml',
  'Podfile.lock',
  'poetry.lock',
  'pom.xml',
  'pubspec.lock',
  'requirements.txt',
  'uv.lock',
  'yarn.lock',
]);

/** JSON and YAML files that say nothing about infrastructure. */
const NOT_INFRASTRUCTURE =
  /(^|\/)(package(-lock)?|npm-shrinkwrap|composer|tsconfig[\w.-]*|jsconfig|deno|biome|renovate|\.\w+rc)\.jsonc?$|(^|\/)(pnpm-lock|pnpm-workspace|mkdocs|\.pre-commit-config|\.gitlab-ci|\.travis)\.ya?ml$/i;

/**
 * Whether a scan has anything to look for in a file. Wide on purpose: a file that is here and no scanner reads
 * costs a job, one that is missing here would not be scanned, and nobody told.
 */
export function concerns(scan: ScanId, file: string): boolean {
  const name = file.slice(file.lastIndexOf('/') + 1);
  switch (scan) {
    case 'secret_detection':
      return true;
    case 'sast':
      return SOURCE.test(name);
    case 'iac':
      return (
        isDockerfile(file) ||
        (/\.(tf|tfvars|tf\.json|ya?ml|json|jsonc|bicep|tpl)$/i.test(name) && !NOT_INFRASTRUCTURE.test(file))
      );
    case 'dependency_scanning':
    case 'licenses':
      return LOCK_FILES.has(name);
    case 'container_scanning':
      return isDockerfile(file);
  }
}

export function isSource(file: string): boolean {
  return SOURCE.test(file);
}

export function isDockerfile(file: string): boolean {
  const name = file.slice(file.lastIndexOf('/') + 1);
  return /^(Dockerfile|Containerfile)(\.[\w.-]+)?$|\.(dockerfile|containerfile)$/i.test(name);
}

/** What of a Dockerfile, Terraform, Kubernetes and CloudFormation declares something that is checked. */
const DECLARED =
  /^[ \t]*(?:FROM[ \t]|resource[ \t]+"?[\w-]+"?|(?:- )?"?kind"?[ \t]*:[ \t]*"?\w+)|"?Type"?[ \t]*:[ \t]*["']?AWS::[\w:]+/gim;

/** The declarations in a file of infrastructure code, without their names. */
export function infrastructureIn(text: string): string[] {
  return (text.match(DECLARED) ?? []).map((found) => found.replace(/[\s"']+/g, ''));
}
