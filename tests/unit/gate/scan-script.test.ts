// @vitest-environment node
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GateContext } from '../../../utils/gate-program/context.ts';
import { outcomesOf } from '../../../utils/gate-program/outcomes.ts';
import { type ForeignScan, scanScript } from '../../../utils/gate-program/scan-script.ts';
import { writeScannerInput } from '../../../utils/gate-program/scanner-input.ts';

const report = (name: string) => new URL(`reports/${name}`, import.meta.url).pathname;
const NODE_MODULES = new URL('../../../node_modules/.bin', import.meta.url).pathname;

let folder: string;
let programs: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'mr-gate-scan-'));
  programs = path.join(folder, 'programs');
  mkdirSync(programs);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), text);
}

const left = (name: string) => readFileSync(path.join(folder, '.mr-gate/reports', name), 'utf8');

/** A program on the PATH that stands for a scanner. */
function install(name: string, script: string): void {
  writeFileSync(path.join(programs, name), `#!/bin/sh\n${script}\n`);
  chmodSync(path.join(programs, name), 0o755);
}

/** Runs a scan's job as a runner does, in the folder that `prepare` has filled, and reads what it left. */
function run(
  scan: ForeignScan,
  {
    shell = 'bash',
    PATH = `${programs}:/usr/bin:/bin`,
    analyzer = '',
    images = [] as string[],
    context: more = {} as Partial<GateContext>,
  } = {},
) {
  const commits = { head: 'a'.repeat(40), base: 'b'.repeat(40) };
  const settled = writeScannerInput(folder, { registries: new Set(['docker.io']), images, commits });
  const file = path.join(folder, 'job.sh');
  // The image's own place for it is the root of the file system.
  const script = ['set -e', ...scanScript(scan), '']
    .join('\n')
    .replaceAll('/analyzer', analyzer || '/analyzer');
  writeFileSync(file, script);
  const job = spawnSync(shell, [file], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH, HOME: folder, CI_JOB_TOKEN: 'glcbt-secret' },
  });
  const context = {
    effective: { source: 'default', settings: { scans: [scan] } },
    baseProblem: existsSync(path.join(folder, '.mr-gate/base')) ? '' : 'there is none',
    notScanned: '',
    tooLarge: { head: [], base: [] },
    renames: {},
    settled,
    ...more,
  } as unknown as GateContext;
  const { head, base } = outcomesOf(folder, context)[scan]!;
  return { ...job, output: job.stdout + job.stderr, head, base };
}

function names(outcome: ReturnType<typeof run>['head']): string[] {
  if (outcome.state !== 'read')
    throw new Error(`${outcome.state}: ${'cause' in outcome ? outcome.cause : ''}`);
  return outcome.report.findings.map(
    ({ finding }) => `${finding.severity} ${finding.file}:${finding.startLine ?? ''}`,
  );
}

const UNSAFE = 'module.exports = (request) => eval(request.body);\n';

describe("SAST in the image of GitLab's analyzer", () => {
  const analyze = (script: string) => {
    install(
      'gitlab-analyzer',
      `echo "analyze $* [$GITLAB_FEATURES] $ANALYZER_TARGET_DIR"
echo "options [$SAST_SCANNER_ALLOWED_CLI_OPTS]"; ${script}`,
    );
    return run('sast', { analyzer: path.join(programs, 'gitlab-analyzer') });
  };

  it('reads the report that it leaves', () => {
    put('.mr-gate/head/src/a.js', UNSAFE);
    put('.mr-gate/head/.gitlab/sast-ruleset.toml', '[semgrep]\n');
    const silent = ['nosemgrep', 'NOSEM: rule', 'NoSemGrep', 'noſem', 'NOſEMGREP'];
    put('.mr-gate/head/src/b.js', silent.map((word) => `${UNSAFE}// ${word}\n`).join(''));
    const job = analyze(
      `cp ${report('written/gl-sast-semgrep.json')} "$ANALYZER_ARTIFACT_DIR/gl-sast-report.json"`,
    );
    expect(job.output).toContain(`analyze run [] ${folder}/.mr-gate/head`);
    expect(names(job.head)).toEqual(['high src/a.js:3']);
    expect(existsSync(path.join(folder, '.mr-gate/head/.gitlab/sast-ruleset.toml'))).toBe(false);
    const given = readFileSync(path.join(folder, '.mr-gate/head/src/b.js'), 'utf8');
    // As Semgrep looks for it: any case, and in Unicode a long s is one too.
    expect(given).not.toMatch(/nosem/iu);
    expect(given.match(/no[s\u017f]e_/giu)).toHaveLength(silent.length);
    expect(given).toContain(UNSAFE);
    expect(job.output).toContain('options [--max-target-bytes=5000000 ]');
  });

  it('knows "no language of mine" from a failure', () => {
    put('.mr-gate/head/src/a.js', UNSAFE);
    expect(analyze('exit 0').head).toEqual({ state: 'nothing_to_scan' });
    expect(analyze('exit 1').head).toMatchObject({ state: 'failed' });
  });
});

describe('SAST on a runner without containers', () => {
  const withEslint = () => `${programs}:${NODE_MODULES}:${path.dirname(process.execPath)}:/usr/bin:/bin`;

  it('really runs ESLint, on head and base, whatever the files say', { timeout: 60_000 }, () => {
    put('.mr-gate/base/src/a.js', UNSAFE);
    put('.mr-gate/head/src/a.js', `\n\n${UNSAFE}`);
    put('.mr-gate/head/src/b.js', `/* eslint-disable */ // eslint-disable-line\n${UNSAFE}`);
    put('.mr-gate/head/node_modules/c/d.cjs', UNSAFE);
    put('.mr-gate/head/eslint.config.js', "throw new Error('the repository steers the scanner');\n");
    put('.mr-gate/head/package.json', '{"eslintConfig": {"root": true}}');
    const job = run('sast', { PATH: withEslint() });
    expect(job.output).toContain('Scan of head ended with 0.');
    expect(job.status).toBe(0);
    expect(names(job.head).sort()).toEqual([
      'high node_modules/c/d.cjs:1',
      'high src/a.js:3',
      'high src/b.js:2',
    ]);
    expect(names(job.base)).toEqual(['high src/a.js:1']);
  });

  it('takes file names for nothing but names', { timeout: 60_000 }, () => {
    const name = `$(touch owned)';touch owned;'-- "x".js`;
    put(`.mr-gate/head/--config=x/${name}`, UNSAFE);
    const job = run('sast', { PATH: withEslint() });
    expect(names(job.head)).toEqual([`high --config=x/${name}:1`]);
    expect(existsSync(path.join(folder, 'owned'))).toBe(false);
  });

  it('is an error for a language that nothing on the runner reads', { timeout: 60_000 }, () => {
    put('.mr-gate/head/a.js', UNSAFE);
    put('.mr-gate/head/src/Main.java', 'class Main {}\n');
    const job = run('sast', { PATH: withEslint() });
    expect(job.head).toMatchObject({
      state: 'failed',
      cause: expect.stringMatching(/no scanner of this runner reads src\/Main\.java/),
    });
  });

  it('is an error where a file can not be parsed any more', { timeout: 60_000 }, () => {
    put('.mr-gate/base/a.js', UNSAFE);
    put('.mr-gate/head/a.js', `${UNSAFE} }{`);
    put('.mr-gate/head/new.js', '}{');
    expect(run('sast', { PATH: withEslint() }).head).toMatchObject({
      state: 'failed',
      cause: 'a.js could be read in the target branch and can not be any more',
    });
  });

  it('is an error where source is made too large to be scanned, or comes as such', {
    timeout: 60_000,
  }, () => {
    put('.mr-gate/base/a.js', UNSAFE);
    put('.mr-gate/base/b.js', UNSAFE);
    put('.mr-gate/head/b.js', UNSAFE);
    const head = (tooLarge: { head: string[]; base: string[] }, renames = {}) =>
      run('sast', { PATH: withEslint(), context: { tooLarge, renames } }).head;
    const grown = {
      state: 'failed',
      cause: 'a.js was scanned in the target branch and is too large for it now',
    };
    expect(head({ head: ['a.js'], base: [] })).toEqual(grown);
    expect(head({ head: ['new.js'], base: [] }, { 'new.js': 'a.js' })).toMatchObject({ state: 'failed' });
    expect(head({ head: ['new.js'], base: [] })).toEqual({
      state: 'failed',
      cause: 'new.js is source code and too large to be scanned',
    });
    // Data, and what the target branch has too: told (in `notScanned`), not blocked.
    expect(head({ head: ['data.csv', 'dist/all.js'], base: ['dist/all.js'] })).toMatchObject({
      state: 'read',
    });
  });

  it('reads what Bandit once answered', () => {
    install(
      'bandit',
      `while [ "$1" != --output ]; do shift; done; cp ${report('recorded/bandit-1.6.2.json')} "$2"; exit 1`,
    );
    for (const file of ['broken', 'fine', 'report']) put(`.mr-gate/head/app/${file}.py`, 'x = 1\n');
    expect(names(run('sast').head)).toEqual(['low app/report.py:1', 'high app/report.py:4']);
  });

  it('really runs Bandit where it is installed, whatever the files say', { timeout: 60_000 }, (test) => {
    if (spawnSync('bandit', ['--version']).error) test.skip('Bandit is not installed: not run');
    const unsafe = "import subprocess\nsubprocess.call('ls ' + name, shell=True)";
    put('.mr-gate/base/app/report.py', `${unsafe}\n`);
    put('.mr-gate/head/app/report.py', `\n${unsafe}  # nosec\n`);
    put('.mr-gate/head/tests/report.py', `${unsafe}  # noqa # NOSEC B602\n`);
    put('.mr-gate/head/.bandit', '[bandit]\nexclude: /app,/tests\nskips: B404,B602\n');
    const job = run('sast');
    expect(job.status).toBe(0);
    const found = [
      'low app/report.py:2',
      'high app/report.py:3',
      'low tests/report.py:1',
      'high tests/report.py:2',
    ];
    expect(names(job.head)).toEqual(found);
    expect(names(job.base)).toEqual(['low app/report.py:1', 'high app/report.py:2']);
  });

  it('says what is missing where there is no scanner at all', () => {
    put('.mr-gate/head/a.py', 'x = 1\n');
    // A system that has the tools of the script and nothing else.
    const PATH = path.join(folder, 'tools');
    mkdirSync(PATH);
    for (const tool of ['find', 'sed', 'rm', 'mkdir', 'timeout', 'true']) {
      symlinkSync(
        spawnSync('sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).stdout.trim(),
        `${PATH}/${tool}`,
      );
    }
    const job = run('sast', { PATH, shell: '/bin/sh' });
    expect(job.status).toBe(1);
    expect(job.head).toEqual({
      state: 'failed',
      cause: 'no SAST scanner is on this runner: it needs containers, or ESLint or Bandit',
    });
  });
});

describe.each(['bash', 'dash'].filter((shell) => spawnSync(shell, ['-c', 'true']).status === 0))(
  'in %s',
  (shell) => {
    it('scans with what stands for Trivy, and does not hand it the job token', () => {
      install(
        'trivy',
        `echo "token [$CI_JOB_TOKEN] args $*"; while [ "$1" != --output ]; do shift; done; cp ${report('written/trivy-filesystem.json')} "$2"`,
      );
      put('.mr-gate/head/package-lock.json', '{}');
      put('.mr-gate/head/services/api/go.mod', '');
      put('.mr-gate/head/.trivyignore', 'CVE-2021-23337\n');
      put('.mr-gate/base/package-lock.json', '{}');
      const job = run('dependency_scanning', { shell });
      expect(names(job.head)).toEqual(['high package-lock.json:', 'unknown package-lock.json:']);
      expect(job.output).toContain('token [] args filesystem --quiet --scanners vuln');
      expect(existsSync(path.join(folder, '.mr-gate/head/.trivyignore'))).toBe(false);
    });

    it('silences what silences a scanner', () => {
      install(
        'trivy',
        `cat .mr-gate/around/.mr-gate/head/*; while [ "$1" != --output ]; do shift; done; cp ${report('written/trivy-config.json')} "$2"`,
      );
      const lines = [
        '#trivy:ignore:AWS-0107',
        '# trivy:exp:2099-01-01:ignore:AWS-0107',
        '# tfsec:ws:production:ignore:AWS-0107',
        '// TRIVY:ignore:AWS-0107 cfsec:ignore:AWS-0107',
        // Bytes that are no UTF-8 are no hiding place.
        `\u00e9 trivy:ignore:AWS-0107`,
      ];
      const file = path.join(folder, '.mr-gate/head/main.tf');
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, Buffer.from(`${lines.join('\n')}\nimage = "registry/trivy:1"\n`, 'latin1'));
      const job = run('iac', { shell });
      expect(job.output).toContain('#triv_:ignore:AWS-0107');
      expect(job.output).toContain('# triv_:exp:2099-01-01:ignore:AWS-0107');
      expect(job.output).not.toMatch(/(trivy|tfsec|cfsec):/i);
      expect(names(job.head)).toHaveLength(2);
    });

    it('hands Trivy the folders too that it leaves out at a root, and cuts the way to them', () => {
      install(
        'trivy',
        `for around; do :; done; while [ "$1" != --output ]; do shift; done
if [ -e "$around/dev" ] || [ ! -e "$around/.mr-gate/head/dev/Dockerfile" ]; then exit 9; fi
sed 's|"Dockerfile"|".mr-gate/head/dev/Dockerfile"|' ${report('written/trivy-config.json')} >"$2"`,
      );
      put('.mr-gate/head/dev/Dockerfile', 'FROM scratch\n');
      const job = run('iac', { shell });
      expect(names(job.head)).toContain('high dev/Dockerfile:');
      expect(readFileSync(path.join(folder, '.mr-gate/head/dev/Dockerfile'), 'utf8')).toBe('FROM scratch\n');
      install('trivy', 'exit 3');
      expect(run('iac', { shell }).head).toMatchObject({ cause: expect.stringContaining('code 3') });
      expect(existsSync(path.join(folder, '.mr-gate/head/dev/Dockerfile'))).toBe(true);
    });

    it('notices infrastructure code that Trivy could read before and can not any more', () => {
      install(
        'trivy',
        `for around; do :; done; while [ "$1" != --output ]; do shift; done
list=; for file in $(cd "$around" && grep -rl sound .); do list="$list,{\\"Target\\":\\"$file\\"}"; done
echo "{\\"SchemaVersion\\":2,\\"Results\\":[\${list#,}]}" >"$2"`,
      );
      const bucket = 'resource "aws_s3_bucket" "logs" {\n  # sound\n}\n';
      put('.mr-gate/base/main.tf', bucket);
      put('.mr-gate/head/main.tf', bucket.replace('# sound', '} {'));
      const lost = 'main.tf could be read in the target branch and can not be any more';
      expect(run('iac', { shell }).head).toEqual({ state: 'failed', cause: lost });

      rmSync(path.join(folder, '.mr-gate/reports'), { recursive: true });
      put('.mr-gate/head/infra.tf', bucket.replace('# sound', '} {'));
      put('.mr-gate/head/main.tf', bucket);
      const renamed = run('iac', { shell, context: { renames: { 'infra.tf': 'main.tf' } } });
      expect(renamed.head).toEqual({ state: 'failed', cause: lost.replace('main', 'infra') });

      // Nothing is left in it that could be checked, and nothing is hidden.
      rmSync(path.join(folder, '.mr-gate/head/infra.tf'));
      put('.mr-gate/head/main.tf', '# moved to another repository\n');
      expect(run('iac', { shell }).head).toMatchObject({ state: 'read' });
    });

    it('scans the images that the policy names instead, and waits for one of this very commit', () => {
      // Not there at the first look, as an image that is still being built.
      install('sleep', `echo "waited $1"`);
      install(
        'trivy',
        `for image; do :; done; while [ "$1" != --output ]; do shift; done
echo "image $image"
if [ ! -e "${folder}/built" ]; then : >"${folder}/built"; exit 1; fi
cp ${report('written/trivy-image.json')} "$2"`,
      );
      put('.mr-gate/head/Dockerfile', 'FROM evil.example.com/x\n');
      put('.mr-gate/base/README.md', '');
      put('built', '');
      const images = ['registry.example.com/shop:{commit}'];
      const at = (digit: string) => `image registry.example.com/shop:${digit.repeat(40)}\n`;
      const job = run('container_scanning', { shell, images });
      expect(job.output).toContain(at('a'));
      expect(job.output).toContain(at('b'));
      expect(job.head).toMatchObject({ state: 'read' });
      expect(job.output).not.toContain('waited 30');

      rmSync(path.join(folder, 'built'));
      rmSync(path.join(folder, '.mr-gate/reports'), { recursive: true });
      const late = run('container_scanning', { shell, images });
      // The base is not waited for; the head is.
      expect(late.base).toMatchObject({ state: 'failed' });
      expect(late.head).toMatchObject({ state: 'read' });
      rmSync(path.join(folder, 'built'));
      rmSync(path.join(folder, '.mr-gate/base'), { recursive: true });
      rmSync(path.join(folder, '.mr-gate/reports'), { recursive: true });
      const awaited = run('container_scanning', { shell, images });
      expect(awaited.output).toContain('waited 30');
      expect(awaited.head).toMatchObject({ state: 'read' });
    });

    it('scans the images that Dockerfiles build on', () => {
      install(
        'trivy',
        `echo "args $*"; for image; do :; done; while [ "$1" != --output ]; do shift; done; cp ${report('written/trivy-image.json')} "$2"`,
      );
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a Dockerfile's own
      put('.mr-gate/head/Dockerfile', 'ARG TAG=22-alpine\nFROM node:${TAG} AS base\nFROM base\n');
      put('.mr-gate/head/db/Dockerfile', 'FROM postgres:17\n');
      const job = run('container_scanning', { shell });
      expect(job.output).toMatch(/--image-src remote .*trivy-1\.json node:22-alpine\n/);
      expect(job.output).toMatch(/trivy-2\.json postgres:17\n/);
      expect(names(job.head)).toHaveLength(2);
    });

    it('knows "no packages" from a failure', () => {
      put('.mr-gate/head/package-lock.json', '{}');
      install('osv-scanner', 'exit 128');
      expect(run('licenses', { shell }).head).toEqual({ state: 'nothing_to_scan' });
      install('osv-scanner', 'exit 127');
      expect(run('licenses', { shell }).head).toMatchObject({ state: 'failed' });
      install('osv-scanner', `cat ${report('written/osv-licenses.json')}; exit 1`);
      expect(names(run('licenses', { shell }).head)).toHaveLength(3);
    });

    it('fails with the cause where the scanner fails, is not there, or leaves rubbish', () => {
      put('.mr-gate/head/package-lock.json', '{}');
      expect(run('dependency_scanning', { shell }).head).toEqual({
        state: 'failed',
        cause: 'Trivy is not on this runner',
      });
      install('trivy', 'exit 3');
      const failed = run('dependency_scanning', { shell });
      expect(failed.status).toBe(1);
      expect(failed.head).toMatchObject({ state: 'failed', cause: expect.stringContaining('code 3') });
      install('trivy', 'while [ "$1" != --output ]; do shift; done; echo "{" >"$2"');
      expect(run('dependency_scanning', { shell }).head).toMatchObject({ state: 'failed' });
      install('trivy', 'exit 0');
      expect(run('dependency_scanning', { shell }).head).toMatchObject({ state: 'missing' });
    });

    it('reads no report that is too large, and none through a link', () => {
      put('.mr-gate/head/package-lock.json', '{}');
      put('elsewhere.json', readFileSync(report('written/trivy-filesystem.json'), 'utf8'));
      install('trivy', 'while [ "$1" != --output ]; do shift; done; truncate -s 201M "$2"');
      expect(run('dependency_scanning', { shell }).head).toEqual({
        state: 'failed',
        cause: 'the report is too large',
      });
      install('trivy', `while [ "$1" != --output ]; do shift; done; ln -s "${folder}/elsewhere.json" "$2"`);
      expect(run('dependency_scanning', { shell }).head).toMatchObject({ state: 'missing' });
    });

    it('fails with the cause where the scanner takes too long', () => {
      // `timeout` itself is the system's; the limit of minutes is what the stand-in shortens.
      install('timeout', 'shift; exec /usr/bin/timeout 1 "$@"');
      install('trivy', 'sleep 30');
      put('.mr-gate/head/package-lock.json', '{}');
      const job = run('dependency_scanning', { shell });
      expect(job.head).toEqual({ state: 'failed', cause: 'it took longer than 15 minutes' });
    });

    it('takes the base from the cache', () => {
      install(
        'trivy',
        `echo "scans $*"; while [ "$1" != --output ]; do shift; done; cp ${report('written/trivy-config.json')} "$2"`,
      );
      put('.mr-gate/head/main.tf', '');
      put('.mr-gate/base/main.tf', '');
      const first = run('iac', { shell });
      const again = run('iac', { shell });
      expect(first.output.match(/scans config/g)).toHaveLength(2);
      expect(again.output.match(/scans config/g)).toHaveLength(1);
      expect(again.base).toEqual(first.base);
      expect(left('iac/base/exit').trim()).toBe('0');
    });
  },
);
