// @vitest-environment node
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCAN_IDS, type ScanId } from '../../../utils/gate/scans.ts';
import type { Verdict } from '../../../utils/gate/verdict.ts';
import { PROJECTS, TOKENS, USERS } from '../../gitlab/seed-names.ts';
import { type GatedGroup, gatedGroup } from './gated-group.ts';
import { githubToken } from './secrets.ts';
import { installStandIns } from './stand-ins.ts';

const MINUTE = 60_000;
const BIN = join(import.meta.dirname, '../../../node_modules/.bin');
const PATH = process.env.PATH;
/** Where the machine has it, it runs too. */
const BANDIT = !spawnSync('bandit', ['--version']).error;

let group: GatedGroup;
let standIns: string;

/** secretlint (in the program), ESLint and an installed Bandit run for real; stand-ins answer for Trivy and osv-scanner. */
beforeAll(async () => {
  standIns = await mkdtemp(join(tmpdir(), 'mr-gate-scans-'));
  await installStandIns(standIns);
  process.env.PATH = `${standIns}:${BIN}:${PATH}`;
  group = await gatedGroup();
  await choose([...SCAN_IDS]);
}, 5 * MINUTE);
afterAll(async () => {
  process.env.PATH = PATH;
  await group?.gitlab.close();
  await rm(standIns, { recursive: true, force: true });
});

/** Gates the checkout with these scans. Open merge requests are looked at again. */
async function choose(scans: ScanId[]): Promise<void> {
  const projects = [group.project(PROJECTS.checkout)];
  const settings = { failOn: 'high' as const, scans, perScan: {}, drafts: true };
  await group.apply({ mode: 'set_default', projects, settings });
}

function push(files: Record<string, string | null>): Promise<string> {
  const { gitlab } = group;
  const change = { project: PROJECTS.checkout, branch: 'pay-later', user: USERS.dev, message: 'Change' };
  return gitlab.push({ ...change, files });
}

async function verdict(iid: number): Promise<Verdict> {
  await group.gitlab.settled(4 * MINUTE);
  const found = await group.verdict(PROJECTS.checkout, iid);
  if (!found) throw new Error('no verdict');
  return found;
}

const job = (name: string) => group.gitlab.world.jobs.findLast((each) => each.name === name)!;

async function lastStatus(sha: string): Promise<string | undefined> {
  return (await group.statuses(PROJECTS.checkout, sha)).at(-1)?.status;
}

describe('a merge request, from its webhook to its verdict', () => {
  let iid: number;

  it('is blocked by what six scans find new in it', { timeout: 5 * MINUTE }, async () => {
    iid = await group.openMergeRequest(PROJECTS.checkout, 'pay-later', {
      'src/pay.js': `export const run = (text) => eval(text);\nexport const key = '${githubToken(1)}';\n`,
      'package-lock.json': '{"lockfileVersion": 3, "packages": {}}\n',
      'services/api/go.mod': 'module acme\n',
    });
    const found = await verdict(iid);
    expect(found.scans.map(({ scan, state, tool }) => [scan, state, tool])).toEqual([
      ['secret_detection', 'ok', 'secretlint 13.0.7'],
      ['sast', 'ok', BANDIT ? 'Bandit, ESLint' : 'ESLint'],
      ['iac', 'ok', 'Trivy 0.71.2'],
      ['dependency_scanning', 'ok', 'Trivy 0.71.2'],
      ['container_scanning', 'ok', 'Trivy 0.71.2'],
      ['licenses', 'ok', 'osv-scanner'],
    ]);
    expect(found.state).toBe('failed');
    const blocking = found.findings.blocking.map(({ scan, name, file }) => [scan, name, file]);
    expect(blocking).toEqual(
      expect.arrayContaining([
        ['secret_detection', 'GitHub token', 'src/pay.js'],
        ['sast', 'eval of variable text', 'src/pay.js'],
        [
          'dependency_scanning',
          'lodash 4.17.20: Command injection through the template function',
          'package-lock.json',
        ],
        ['licenses', 'ghostscript4js 3.2.1 is under AGPL-3.0-only', 'package-lock.json'],
      ]),
    );
    // The secret that was in main before anybody gated anything does not block.
    expect(found.findings.existing.map(({ file }) => file)).toContain('scripts/export-invoices.sh');
    expect(await lastStatus(found.head)).toBe('failed');
  });

  it('hands neither token to a scanner', () => {
    for (const name of ['iac', 'dependency_scanning', 'container_scanning']) {
      expect(job(name).trace).toMatch(/Trivy \w+: token \[\], job token \[\]/);
    }
  });

  it("leaves GitLab's own reports", () => {
    expect(Object.keys(job('sast').reports)).toEqual([]);
    expect(Object.keys(job('secret_detection').reports)).toEqual(['secret_detection']);
    expect(Object.keys(job('gate').reports).sort()).toEqual([
      'container_scanning',
      'dependency_scanning',
      'sast',
    ]);
  });

  it('passes when they are gone, with the base scanned once', { timeout: 5 * MINUTE }, async () => {
    await choose(['secret_detection', 'sast', 'iac']);
    const sha = await push({
      'src/pay.js': 'export const run = () => 1;\n',
      Dockerfile: null,
    });
    const found = await verdict(iid);
    expect(found.findings.blocking).toEqual([]);
    expect(found).toMatchObject({ state: 'passed', head: sha });
    expect(job('sast').trace).toContain('The report of the base is in the cache.');
    expect(job('secret_detection').trace).toContain('The report of the base is in the cache.');
  });

  it('can not be judged where a scan of the policy can not run', { timeout: 5 * MINUTE }, async () => {
    process.env.PATH = `${BIN}:${PATH}`;
    try {
      await choose(['dependency_scanning']);
      const sha = await push({ 'src/pay.js': 'export const run = () => 2;\n' });
      const found = await verdict(iid);
      expect(found).toMatchObject({ state: 'error', head: sha });
      expect(found.cause).toContain('Trivy is not on this runner');
      expect(await lastStatus(sha)).toBe('failed');
      expect(group.gitlab.world.pipelines.filter(({ yamlErrors }) => yamlErrors !== null)).toEqual([]);
    } finally {
      process.env.PATH = `${standIns}:${BIN}:${PATH}`;
    }
  });

  it('waits where its run was killed, and never passes', { timeout: 5 * MINUTE }, async () => {
    await writeFile(join(standIns, 'trivy'), '#!/bin/sh\nsleep 120\n');
    const sha = await push({ 'package-lock.json': '{}\n' });
    const { world } = group.gitlab;
    const running = () =>
      world.jobs.find((each) => each.name === 'dependency_scanning' && each.status === 'running');
    await expect.poll(running, { timeout: 2 * MINUTE }).toBeDefined();
    const parent = world.pipelines.findLast((each) => each.source === 'trigger')!;
    const gate = group.project('acme/mr-gate');
    await group.call(TOKENS.olgaApi, `/projects/${gate}/pipelines/${parent.id}/cancel`, { method: 'POST' });
    await group.gitlab.settled(MINUTE);
    expect(await lastStatus(sha)).toBe('pending');
  });
});
