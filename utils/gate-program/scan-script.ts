import { sayInEnglish } from '../gate/said.ts';
import { type ScanId, scan as scanDefinition } from '../gate/scans.ts';
import { WORK_FOLDER } from './context.ts';
import { MAX_FILE } from './extract.ts';

/** Scans that a scanner of others does. */
export type ForeignScan = Exclude<ScanId, 'secret_detection'>;

/** Left beside the reports of a side. */
export const EXIT_FILE = 'exit';
export const NOTHING_FILE = 'nothing';
export const PROBLEM_FILE = 'problem';
export const DONE_FILE = 'done';

/** There where the policy names images by the commit. */
export const IMAGES_OF_COMMIT = `${WORK_FOLDER}/images-of-commit`;

/** ESLint's settings, written by `prepare`: the repository's own have no say. */
export const ESLINT_CONFIG = `${WORK_FOLDER}/eslint.config.cjs`;
export const ESLINT_SETTINGS = `// Written by MR Gate. The plugin is the one that is installed beside ESLint.
const { createRequire } = require('node:module');
const { realpathSync } = require('node:fs');
const near = createRequire(realpathSync(process.argv[1]));
const security = near('eslint-plugin-security');
const settings = {
  plugins: { security },
  rules: security.configs.recommended.rules,
  languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } },
};
module.exports = [
  { ignores: ['!**/node_modules/'] },
  { ...settings, files: ['**/*.{js,mjs,cjs,jsx}'] },
];
try {
  // TypeScript is read where its parser is installed too; where it is not, the gate says that it was not read.
  const parser = near('@typescript-eslint/parser');
  module.exports.push({ ...settings, files: ['**/*.{ts,tsx,mts,cts}'], languageOptions: { parser } });
} catch {}
`;

interface Script {
  /**
   * Shell that scans the folder "$files" and leaves its report in "$out". $limit goes before whatever may take long. A
   * failure is its last command's exit code.
   */
  command: string;
  /** Files by which a repository steers the scanner. They are taken away before it runs. */
  controlFiles: readonly string[];
  /** Words that switch a scanner off for a line, in whatever case. They are made unreadable before it runs. */
  silencers: readonly string[];
  /**
   * The report of a base commit holds for ever, so that it can be cached. Not where it depends on a database that
   * changes by the hour: then a vulnerability that became known today would look introduced.
   */
  cacheable: boolean;
}

const TRIVY = `if ! command -v trivy >/dev/null 2>&1; then
    echo '${sayInEnglish('gate.scan.no_tool', { tool: 'Trivy' })}' >"$out/${PROBLEM_FILE}"
    return 127
  fi`;

/**
 * Trivy leaves out the folders dev, proc and sys at the root of what it is given, as if that were a whole system
 * (pkg/fanal/walker/walk.go). So it is given a folder around the files; the paths that it prints are cut as those of others.
 */
function trivyAround(command: string): string {
  return `${TRIVY}
  around="$PWD/${WORK_FOLDER}/around"
  rm -rf "$around"
  mkdir -p "$around/${WORK_FOLDER}" && mv "$files" "$around/${WORK_FOLDER}/$side" || return 1
  ended=0
  $limit ${command} \\
    --output "$out/trivy.json" "$around" || ended=$?
  mv "$around/${WORK_FOLDER}/$side" "$files" || return 1
  return "$ended"`;
}

/**
 * How each scanner is run, by its own documentation: in its image, or where the runner has no containers and the
 * scanner is installed. The author of the merge request wrote every file that is scanned, so nothing of theirs
 * may steer the scanner: comments and settings that silence it are taken out of the copy it is given.
 */
const SCRIPTS: Record<ForeignScan, Script> = {
  // GitLab's analyzer: `/analyzer run` with target and artifact folder (docs.gitlab.com/development/integrations/secure).
  // Custom rulesets come from the repository, so the feature is switched off. Semgrep leaves out files over 1 MB and says
  // nothing of it; the option is one of those that the analyzer takes. Without containers: what is there.
  sast: {
    command: `if [ -x /analyzer ]; then
    CI_PROJECT_DIR="$files" ANALYZER_TARGET_DIR="$files" ANALYZER_ARTIFACT_DIR="$out" \\
      GITLAB_FEATURES= SAST_EXCLUDED_PATHS= \\
      SAST_SCANNER_ALLOWED_CLI_OPTS="--max-target-bytes=${MAX_FILE} $SAST_SCANNER_ALLOWED_CLI_OPTS" \\
      $limit /analyzer run || return
    # It leaves no report where it knows none of the languages.
    [ -f "$out/gl-sast-report.json" ] || : >"$out/${NOTHING_FILE}"
    return 0
  fi
  found=
  if command -v eslint >/dev/null 2>&1; then
    found=yes
    # 1: it found something.
    $limit eslint --no-config-lookup --config ${ESLINT_CONFIG} --no-inline-config --no-warn-ignored \\
      --no-error-on-unmatched-pattern --format json --output-file "$out/eslint.json" "$files" || [ "$?" -eq 1 ] || return 1
  fi
  if command -v bandit >/dev/null 2>&1; then
    found=yes
    $limit bandit --quiet --recursive --ignore-nosec --exclude /nothing --format json \\
      --output "$out/bandit.json" "$files" || [ "$?" -eq 1 ] || return 1
  fi
  if [ -z "$found" ]; then
    echo '${sayInEnglish('gate.scan.no_sast')}' >"$out/${PROBLEM_FILE}"
    return 127
  fi`,
    controlFiles: ['.bandit', '.semgrepignore', 'sast-ruleset.toml'],
    // Semgrep takes any case, and in Unicode the long s is one too. Those of ESLint and Bandit are switched off above.
    silencers: ['nosem', 'noſem'],
    cacheable: true,
  },
  // trivy.dev/docs/latest/guide/references/configuration/cli/trivy_config
  iac: {
    command: trivyAround('trivy config --quiet --skip-check-update --format json'),
    controlFiles: ['.trivyignore', '.trivyignore.yaml', 'trivy.yaml'],
    // The prefixes: after them stand sections in any order, as `exp:2099-01-01:ignore:` (pkg/iac/ignore/parse.go).
    silencers: ['trivy:', 'tfsec:', 'cfsec:'],
    cacheable: true,
  },
  // trivy.dev/docs/latest/guide/references/configuration/cli/trivy_filesystem; all packages, to know what was read.
  dependency_scanning: {
    command: trivyAround(
      'trivy filesystem --quiet --scanners vuln --include-dev-deps --list-all-pkgs --format json',
    ),
    controlFiles: ['.trivyignore', '.trivyignore.yaml', 'trivy.yaml'],
    silencers: [],
    cacheable: false,
  },
  // trivy.dev/docs/latest/guide/references/configuration/cli/trivy_image; the images were checked by prepare, or named by the policy.
  container_scanning: {
    command: `${TRIVY}
  # Logins by host, as GitLab Runner takes them: no registry is shown another's.
  if [ -n "$DOCKER_AUTH_CONFIG" ]; then
    export DOCKER_CONFIG="$PWD/.docker"
    mkdir -p "$DOCKER_CONFIG"
    printf '%s' "$DOCKER_AUTH_CONFIG" >"$DOCKER_CONFIG/config.json"
  fi
  # The repository's own pipeline may still be building the image of this very commit.
  pauses=
  if [ "$side" = head ] && [ -f "${IMAGES_OF_COMMIT}" ]; then pauses='30 60 120 240'; fi
  number=0
  while IFS= read -r image; do
    number=$((number + 1))
    for pause in 0 $pauses; do
      sleep "$pause"
      failed=0
      $limit trivy image --quiet --scanners vuln --image-src remote --format json \\
        --output "$out/trivy-$number.json" "$image" </dev/null || failed=$?
      if [ "$failed" -eq 0 ]; then break; fi
    done
    if [ "$failed" -ne 0 ]; then return "$failed"; fi
  done <"${WORK_FOLDER}/images-$side"`,
    controlFiles: [],
    silencers: [],
    cacheable: false,
  },
  // google.github.io/osv-scanner/usage/license-scanning; 1: found something, 128: no packages (…/osv-scanner/output).
  licenses: {
    command: `# Its image keeps it outside of PATH.
  PATH="$PATH:/root:/"
  if ! command -v osv-scanner >/dev/null 2>&1; then
    echo '${sayInEnglish('gate.scan.no_tool', { tool: 'osv-scanner' })}' >"$out/${PROBLEM_FILE}"
    return 127
  fi
  $limit osv-scanner scan source --licenses --all-packages --no-ignore --recursive --format json \\
    "$files" >"$out/osv.json"
  case "$?" in
    0 | 1) return 0 ;;
    128) rm -f "$out/osv.json"; : >"$out/${NOTHING_FILE}"; return 0 ;;
    *) return 1 ;;
  esac`,
    controlFiles: ['osv-scanner.toml'],
    silencers: [],
    cacheable: false,
  },
};

export function isCacheable(scan: ScanId): boolean {
  return scan === 'secret_detection' || SCRIPTS[scan].cacheable;
}

/**
 * The `script:` of a scan's job. POSIX shell, since the scanners' images have little more. Every word of it is
 * ours: file names reach the scanners as what `find` and they themselves see in the folder, never as shell text.
 */
export function scanScript(scan: ForeignScan): string[] {
  const { command, controlFiles, silencers } = SCRIPTS[scan];
  const seconds = scanDefinition(scan).minutes * 60;
  const prepareFiles = [
    ...controlFiles.map((name) => `find "$files" -name '${name}' -type f -exec rm -f {} +`),
    ...(silencers.length > 0
      ? [
          // By bytes: a file need not be text of any encoding.
          `LC_ALL=C find "$files" -type f -exec sed -i ${silencers.map((word) => `-e '${breaking(word)}'`).join(' ')} {} +`,
        ]
      : []),
  ];
  return [
    // GitLab gives each job a token of whoever the pipeline runs for. A scanner has no use for it.
    'unset CI_JOB_TOKEN CI_JOB_JWT CI_REGISTRY_PASSWORD CI_DEPENDENCY_PROXY_PASSWORD CI_REPOSITORY_URL CI_DEPLOY_PASSWORD TRIVY_USERNAME TRIVY_PASSWORD',
    'export TRIVY_DISABLE_TELEMETRY=true TRIVY_SKIP_VERSION_CHECK=true TRIVY_CACHE_DIR="$PWD/.trivy"',
    // In the foreground, it stays in the job's process group: what is cancelled ends at once. BusyBox has no such option.
    `limit="timeout ${seconds}"; command -v timeout >/dev/null 2>&1 || limit=
if timeout --foreground 1 true >/dev/null 2>&1; then limit="timeout --foreground ${seconds}"; fi`,
    `scan() {\n  ${command}\n}`,
    `result=0
for side in base head; do
  files="$PWD/${WORK_FOLDER}/$side"
  out="$PWD/${WORK_FOLDER}/reports/${scan}/$side"
  [ -d "$files" ] || continue
  if [ "$side" = base ] && [ -f "$out/${DONE_FILE}" ]; then
    echo 'The report of the base is in the cache.'
    continue
  fi
  rm -rf "$out"
  mkdir -p "$out"
${prepareFiles.map((line) => `  ${line}\n`).join('')}  code=0
  scan || code=$?
  echo "$code" >"$out/${EXIT_FILE}"
  echo "Scan of $side ended with $code."
  if [ "$code" -eq 0 ]; then : >"$out/${DONE_FILE}"; elif [ "$side" = head ]; then result=1; fi
done
exit "$result"`,
  ];
}

/**
 * What makes `sed` put another letter into a word, of whatever case. The length stays, so that columns do. POSIX has no
 * flag for the case.
 */
function breaking(word: string): string {
  const any = word.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
  return `s/${any}/${word.replace(/[a-z](?=:?$)/, '_')}/g`;
}
