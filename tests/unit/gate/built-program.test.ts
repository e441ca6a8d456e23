// @vitest-environment node
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProgram } from './build-program.ts';
import { githubToken } from './secrets.ts';

/** Bytes. It is committed to every gate project and read by people who wonder what runs there. */
const BUDGET = 400_000;

let folder: string;
let program: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'mr-gate-run-'));
  program = path.join(folder, 'mr-gate.mjs');
  writeFileSync(program, await buildProgram());
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '' },
  });
  return { status, stdout, stderr };
}

describe('the built program', () => {
  it('stays small', () => {
    expect(readFileSync(program).length).toBeLessThan(BUDGET);
  });

  it('runs as a module of its own', () => {
    expect(run('--help')).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringContaining('prepare'),
    });
    expect(run('--version')).toMatchObject({ status: 0, stderr: '' });
    expect(run('nonsense').status).toBe(1);
    expect(run('prepare')).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(/CI_API_V4_URL is not set/),
    });
  });

  it('scans', () => {
    const put = (name: string, text: string) => {
      spawnSync('mkdir', ['-p', path.dirname(path.join(folder, name))]);
      writeFileSync(path.join(folder, name), text);
    };
    put('.mr-gate/head/src/a.ts', `\nconst t = '${githubToken(1)}';\n`);
    put('.mr-gate/base/README.md', 'hello');
    put(
      '.mr-gate/context.json',
      JSON.stringify({
        schema: 1,
        project: 1,
        projectPath: 'a/b',
        mergeRequest: 1,
        head: 'a'.repeat(40),
        base: 'b'.repeat(40),
        baseProblem: '',
        policyCommit: 'c'.repeat(40),
        effective: { source: 'default', settings: { scans: ['secret_detection'] } },
        ignores: [],
        renames: {},
        notScanned: '',
        settled: { head: {}, base: {} },
      }),
    );
    expect(run('scan', 'secret_detection')).toEqual({
      status: 0,
      stderr: '',
      stdout: 'Secrets in head aaaaaaaa: 1.\nSecrets in base bbbbbbbb: 0.\n',
    });
    const report = readFileSync(
      path.join(folder, '.mr-gate/reports/secret_detection/head/gl-secret-detection-report.json'),
      'utf8',
    );
    expect(JSON.parse(report).vulnerabilities[0].location).toMatchObject({ file: 'src/a.ts', start_line: 2 });
  });
});
