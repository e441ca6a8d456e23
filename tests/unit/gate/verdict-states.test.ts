// @vitest-environment node
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECTS, TOKENS, USERS } from '../../gitlab/seed-names.ts';
import { isTranslated } from '../../support/gate-words.ts';
import { type GatedGroup, gatedGroup } from './gated-group.ts';
import { githubToken } from './secrets.ts';

const MINUTE = 60_000;
const PATH = process.env.PATH;
const LOCK_FILE = { 'package-lock.json': '{"lockfileVersion": 3, "packages": {}}\n' };
const SECRET = { 'pay.ts': `const t = '${githubToken(1)}';\n` };
const SECRETS = 'version: 1\ndefault: { fail_on: high, scans: [secret_detection] }\n';
const DEPENDENCIES = 'version: 1\ndefault: { fail_on: high, scans: [dependency_scanning] }\n';

let group: GatedGroup;
let programs: string;
let number = 0;

beforeAll(async () => {
  programs = await mkdtemp(join(tmpdir(), 'mr-gate-states-'));
  process.env.PATH = `${programs}:${PATH}`;
  group = await gatedGroup();
  await group.apply({
    mode: 'set_default',
    projects: [PROJECTS.checkout, PROJECTS.payments].map((path) => group.project(path)),
    settings: { failOn: 'high', scans: ['secret_detection'], perScan: {}, drafts: true },
  });
}, 2 * MINUTE);
afterAll(async () => {
  process.env.PATH = PATH;
  await group?.gitlab.close();
  await rm(programs, { recursive: true, force: true });
});

/** What stands in for Trivy on the runner: `$side` is head or base, `$report` where its report goes. */
async function trivy(script: string): Promise<void> {
  const text = `#!/bin/sh
for target; do :; done
side=head; if [ -d "$target/.mr-gate/base" ]; then side=base; fi
while [ "$1" != --output ]; do shift; done
report="$2"
nothing='{"SchemaVersion": 2, "Results": []}'
${script}
`;
  await writeFile(join(programs, 'trivy'), text);
  await chmod(join(programs, 'trivy'), 0o755);
}

async function setPolicy(text: string): Promise<void> {
  const change = { project: 'acme/mr-gate', branch: 'main', user: USERS.olga, message: 'Change the policy' };
  await group.gitlab.push({ ...change, files: { 'mr-gate.yml': text } });
}

/** A merge request, opened, and what its webhook led to. */
async function judged(files: Record<string, string | null>, project: string = PROJECTS.checkout) {
  const iid = await group.openMergeRequest(project, `change-${++number}`, files);
  return outcome(iid, project);
}

async function outcome(iid: number, project: string = PROJECTS.checkout) {
  await group.gitlab.settled(2 * MINUTE);
  const { sha } = await group.call<{ sha: string }>(TOKENS.olgaApi, path(iid, project));
  const status = (await group.statuses(project, sha)).at(-1);
  const verdict = await group.verdict(project, iid);
  const causes = verdict?.scans.flatMap(({ cause }) => cause ?? []) ?? [];
  const said = verdict ? null : /^The gate could not tell: (.*)/.exec(status?.description ?? '');
  expect([...causes, ...(said ? [said[1]!] : [])].filter((words) => !isTranslated(words))).toEqual([]);
  return { iid, sha, status, verdict };
}

const path = (iid: number, project: string = PROJECTS.checkout) =>
  `/projects/${group.project(project)}/merge_requests/${iid}`;

describe('from the webhook to', { timeout: 2 * MINUTE }, () => {
  it('passed and failed', async () => {
    await setPolicy(SECRETS);
    const good = await judged({ 'docs/a.md': 'hello\n' });
    expect(good).toMatchObject({ status: { status: 'success' }, verdict: { state: 'passed' } });
    const bad = await judged(SECRET);
    expect(bad).toMatchObject({ status: { status: 'failed' }, verdict: { state: 'failed' } });
  });

  it('report only, which blocks nothing', async () => {
    await setPolicy(SECRETS.replace('high', 'never'));
    expect(await judged(SECRET)).toMatchObject({
      status: { status: 'success', description: expect.stringMatching(/^Report only/) },
      verdict: { state: 'report_only', counts: { introduced: 1, blocking: 0 } },
    });
  });

  it('waiting, for a draft that the policy leaves alone, until it is ready', async () => {
    await setPolicy(SECRETS.replace(' }', ', drafts: false }'));
    const branch = `change-${++number}`;
    const change = { project: PROJECTS.checkout, branch, from: 'main', user: USERS.dev, message: 'Change' };
    await group.gitlab.push({ ...change, files: { 'docs/a.md': 'draft\n' } });
    const body = { source_branch: branch, target_branch: 'main', title: 'Draft: later' };
    const { iid } = await group.call<{ iid: number }>(TOKENS.devApi, path(0).replace(/\/0$/, ''), {
      method: 'POST',
      body,
    });
    const draft = await outcome(iid);
    expect(draft).toMatchObject({ status: { status: 'pending' }, verdict: null });
    await group.call(TOKENS.devApi, path(iid), { method: 'PUT', body: { title: 'Ready' } });
    expect(await outcome(iid)).toMatchObject({ status: { status: 'success' }, verdict: { state: 'passed' } });
  });

  it('blocked, where the policy does not parse, with its line', async () => {
    await setPolicy(`${SECRETS}fail_on: low\n`);
    const { iid, status, verdict } = await judged({ 'docs/a.md': 'hello\n' });
    expect(status).toMatchObject({ status: 'failed', description: expect.stringMatching(/mr-gate\.yml.*3/) });
    expect(verdict).toBeNull();
    await setPolicy(SECRETS);
    await group.call(TOKENS.devApi, path(iid), { method: 'PUT', body: { title: 'Look again' } });
    expect(await outcome(iid)).toMatchObject({ status: { status: 'success' } });
  });

  it.each([
    ['a scan that failed', 'exit 3', /ended with code 3/],
    ['a report that is not there', 'exit 0', /left no report/],
    ['a report of 210 MB', 'truncate -s 210M "$report"', /too large/],
    ['a report that is none', 'echo "[]" >"$report"', /not a JSON report of Trivy/],
    ['a link for a report', 'ln -s /etc/passwd "$report"', /left no report/],
  ])('an error that blocks: %s', async (_what, script, cause) => {
    await setPolicy(DEPENDENCIES);
    await trivy(script);
    const { status, verdict } = await judged(LOCK_FILE);
    expect(verdict).toMatchObject({ state: 'error', cause: expect.stringMatching(cause) });
    expect(status).toMatchObject({ status: 'failed', description: expect.stringMatching(cause) });
  });

  it('let through, where the gate can not tell and the policy says so', async () => {
    await setPolicy(DEPENDENCIES.replace(' }', ', on_error: allow }'));
    await trivy('exit 3');
    expect(await judged(LOCK_FILE)).toMatchObject({
      status: { status: 'success', description: expect.stringMatching(/^Let through by the policy/) },
      verdict: { state: 'error', letThrough: true },
    });
  });

  it('not compared, where the base could not be scanned: then all that is found is new', async () => {
    await setPolicy(DEPENDENCIES);
    const found = '{"PkgName": "a", "InstalledVersion": "1", "VulnerabilityID": "CVE-1", "Severity": "HIGH"}';
    await trivy(`[ "$side" = head ] || exit 3
echo '{"SchemaVersion": 2, "Results": [{"Target": "package-lock.json", "Vulnerabilities": [${found}]}]}' >"$report"`);
    await group.gitlab.push({
      project: PROJECTS.checkout,
      branch: 'main',
      user: USERS.max,
      message: 'Add a lock file',
      files: LOCK_FILE,
    });
    const { status, verdict } = await judged({ 'docs/a.md': 'hello\n' });
    expect(verdict).toMatchObject({
      state: 'failed',
      scans: [{ state: 'not_compared' }],
      counts: { blocking: 1 },
    });
    expect(status?.status).toBe('failed');
  });
});

describe('a merge request that wants to pass', { timeout: 2 * MINUTE }, () => {
  it('has no say in the gate by what it commits', async () => {
    await setPolicy(SECRETS);
    const empty = '{"version": "15.2.1", "vulnerabilities": []}';
    const { status, verdict } = await judged(
      {
        ...SECRET,
        '.gitlab-ci.yml': 'gate: { script: [echo passed] }\nMR Gate: { script: [echo passed] }\n',
        '.mr-gate/reports/secret_detection/head/gl-secret-detection-report.json': empty,
        '.mr-gate/context.json': '{}',
        'gl-secret-detection-report.json': empty,
        'mr-gate.yml': 'version: 1\ndefault: { fail_on: never, scans: [secret_detection] }\n',
        'mr-gate.mjs': 'process.exit(0)\n',
        '.secretlintrc.json': '{"rules": []}',
        '.secretlintignore': '**\n',
        '.gitattributes': '* export-ignore\n',
      },
      PROJECTS.payments,
    );
    expect(verdict).toMatchObject({ state: 'failed', counts: { blocking: 1 } });
    expect(status?.status).toBe('failed');
  });

  it('is not believed what somebody else says in the name of the gate', async () => {
    await setPolicy(SECRETS);
    const good = await judged({ 'docs/b.md': 'hello\n' });
    const [note] = await group.notes(PROJECTS.checkout, good.iid);
    const bad = await judged({ 'other.ts': `const t = '${githubToken(8)}';\n` });
    // The note of another merge request, and a status of the same name, by its author.
    await group.call(TOKENS.devApi, `${path(bad.iid)}/notes`, { method: 'POST', body: { body: note!.body } });
    await group.call(TOKENS.devApi, `/projects/${group.project(PROJECTS.checkout)}/statuses/${bad.sha}`, {
      method: 'POST',
      body: { name: 'MR Gate', state: 'success', ref: `change-${number}` },
    });
    await group.call(TOKENS.devApi, path(bad.iid), { method: 'PUT', body: { title: 'Now it is green' } });
    const again = await outcome(bad.iid);
    expect(again).toMatchObject({ status: { status: 'failed' }, verdict: { state: 'failed' } });
    const notes = await group.notes(PROJECTS.checkout, bad.iid);
    const ours = notes.filter(({ body }) => body.includes('mr-gate:v1'));
    expect(ours.map(({ author }) => author.username === USERS.dev)).toEqual([false, true]);
  });
});
