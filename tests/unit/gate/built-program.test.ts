// @vitest-environment node
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtProgram } from './built-program.ts';
import { githubToken } from './secrets.ts';

/** Bytes. It is committed to every gate project and read by people who wonder what runs there. */
const BUDGET = 400_000;

let folder: string;
let program: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'mr-gate-run-'));
  program = path.join(folder, 'mr-gate.mjs');
  writeFileSync(program, await builtProgram());
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

  it('judges two folders of reports by hand', () => {
    const put = (name: string, text: string) => {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    };
    const finding = (name: string, severity: string) => ({
      name,
      severity,
      location: { file: 'a.ts', start_line: 3 },
      identifiers: [{ type: 'rule', name, value: name }],
    });
    const report = (...vulnerabilities: unknown[]) => JSON.stringify({ version: '15.2.1', vulnerabilities });
    put('policy.yml', 'version: 1\ndefault:\n  fail_on: high\n  scans: [sast]\n');
    put('head/gl-sast-report.json', report(finding('old', 'High'), finding('\u001b[2Jnew', 'Critical')));
    put('base/sast/gl-sast-report.json', report(finding('old', 'High')));
    put('empty/readme', '');
    put('broken/gl-sast-report.json', '{');
    const gate = (head: string, ...more: string[]) => {
      const { status, stdout, stderr } = run('gate', '--head', head, '--policy', 'policy.yml', ...more);
      return { status, output: stdout + stderr };
    };

    const blocked = gate('head', '--base', 'base');
    expect(blocked.status).toBe(1);
    expect(blocked.output).toMatch(/^failed: 1 new finding blocks/);
    expect(blocked.output).toContain('critical');
    expect(blocked.output).not.toContain('\u001b');
    const json = gate('head', '--base', 'base', '--format', 'json');
    expect(json.status).toBe(1);
    expect(JSON.parse(json.output)).toMatchObject({ state: 'failed', counts: { blocking: 1, existing: 1 } });
    expect(gate('base', '--base', 'head')).toMatchObject({
      status: 0,
      output: expect.stringMatching(/^passed/),
    });
    expect(gate('base')).toMatchObject({
      status: 1,
      output: expect.stringContaining('could not be compared'),
    });
    expect(gate('empty', '--base', 'base').status).toBe(2);
    expect(gate('broken', '--base', 'base').status).toBe(2);
    expect(gate('nowhere').status).toBe(2);
    expect(gate('head', '--nonsense').status).toBe(2);
    expect(gate('head', '--policy', 'head/gl-sast-report.json').status).toBe(2);
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
        tooLarge: { head: [], base: [] },
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
