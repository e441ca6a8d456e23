// @vitest-environment node
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeProgram } from '../../../scripts/vite-node-program.ts';
import { githubToken } from './secrets.ts';

/** Bytes. It is committed to every gate project and read by people who wonder what runs there. */
const BUDGET = 400_000;

let folder: string;
let program: string;

/** The program as one script for browsers, as WXT builds it, under the name it has in a gate project. */
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'mr-gate-built-'));
  program = path.join(folder, 'mr-gate.mjs');
  const cli = new URL('../../../utils/gate-program/cli.ts', import.meta.url).pathname;
  const entry = path.join(folder, 'entry.ts');
  writeFileSync(
    entry,
    `import process from 'node:process';\nimport { main } from ${JSON.stringify(cli)};\n` +
      'void main(process.argv.slice(2)).then((code) => { process.exitCode = code; });\n',
  );
  await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [nodeProgram()],
    build: {
      outDir: path.join(folder, 'out'),
      lib: { entry, formats: ['iife'], name: 'gateJob', fileName: () => 'gate-job.js' },
    },
  });
  writeFileSync(program, readFileSync(path.join(folder, 'out/gate-job.js')));
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
