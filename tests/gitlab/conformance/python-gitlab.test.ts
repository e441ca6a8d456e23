import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EmbeddedGitLab } from '../embedded.ts';
import { TOKENS } from '../seed-names.ts';
import { startGitLab } from '../start.ts';

const PYTHON = '/usr/bin/python3';
const present = spawnSync(PYTHON, ['-c', 'import gitlab']).status === 0;
const run = promisify(execFile);

// Debian's python3-gitlab. Where it is missing the test is reported as skipped, never as passed.
describe.runIf(present)('python-gitlab', () => {
  let gitlab: EmbeddedGitLab;
  beforeAll(async () => {
    gitlab = await startGitLab({ root: '/gitlab' });
  });
  afterAll(() => gitlab.close());

  test('users, groups, files, variables, hooks, a merge request and its statuses', async () => {
    const script = join(import.meta.dirname, 'python_gitlab_check.py');
    const { stdout } = await run(PYTHON, [script, gitlab.url, TOKENS.olgaApi, TOKENS.devApi, TOKENS.expired]);
    expect(stdout).toMatch(/^PYTHON-GITLAB OK \S+ \d+$/m);
  }, 60_000);
});
