// @vitest-environment node
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROJECTS, TOKENS, USERS } from '../../gitlab/seed-names.ts';
import { type GatedGroup, gatedGroup } from './gated-group.ts';
import { awsKey, githubToken } from './secrets.ts';

interface Discussion {
  id: string;
  notes: { body: string; type: string | null; resolved?: boolean; position?: { new_line: number } }[];
}

let group: GatedGroup;
beforeAll(async () => {
  group = await gatedGroup();
  await group.apply({
    mode: 'set_default',
    projects: [group.project(PROJECTS.checkout)],
    settings: { failOn: 'high', scans: ['secret_detection'], perScan: {}, drafts: true },
  });
  // The sweep that this starts has the policy of now, without threads: it would close those of a later one.
  await group.gitlab.settled(120_000);
}, 240_000);
afterAll(() => group?.gitlab.close());

const threads = async (iid: number) =>
  (
    await group.call<Discussion[]>(
      TOKENS.olgaApi,
      `/projects/${group.project(PROJECTS.checkout)}/merge_requests/${iid}/discussions?per_page=100`,
    )
  ).filter(({ notes }) => notes[0]?.body.includes('mr-gate:thread'));

async function push(
  branch: string,
  files: Record<string, string | null>,
  project: string = PROJECTS.checkout,
) {
  await group.gitlab.push({ project, branch, user: USERS.dev, message: 'Change', files });
  await group.gitlab.settled(120_000);
}

async function setPolicy(options: string) {
  await group.gitlab.push({
    project: 'acme/mr-gate',
    branch: 'main',
    user: USERS.olga,
    message: 'Change the policy',
    files: {
      'mr-gate.yml': `version: 1\ndefault: { fail_on: high, scans: [secret_detection] }\n${options}`,
    },
  });
}

test('threads on the lines of what blocks: capped, resolved when fixed, never doubled', async () => {
  const { gitlab } = group;
  await setPolicy('threads: 2\n');
  const secrets = (...numbers: number[]) =>
    `// keys\n${numbers.map((n) => `const k${n} = '${githubToken(n)}';\n`).join('')}`;
  const iid = await group.openMergeRequest(PROJECTS.checkout, 'threads', { 'keys.ts': secrets(1, 2, 3) });
  await gitlab.settled(120_000);
  expect(await group.verdict(PROJECTS.checkout, iid)).toMatchObject({ counts: { blocking: 3 } });
  const first = await threads(iid);
  expect(
    first.map(({ notes }) => [notes[0]?.type, notes[0]?.position?.new_line, notes[0]?.resolved]),
  ).toEqual([
    ['DiffNote', 2, false],
    ['DiffNote', 3, false],
  ]);

  await push('threads', { 'keys.ts': `\n${secrets(1, 2, 3)}` });
  expect((await threads(iid)).map(({ id }) => id)).toEqual(first.map(({ id }) => id));

  await push('threads', { 'keys.ts': secrets(2, 3) });
  const fixed = await threads(iid);
  expect(fixed.map(({ notes }) => notes[0]?.resolved)).toEqual([true, false, false]);

  await push('threads', { 'keys.ts': null });
  expect(await group.verdict(PROJECTS.checkout, iid)).toMatchObject({ state: 'passed' });
  expect((await threads(iid)).every(({ notes }) => notes[0]?.resolved)).toBe(true);
}, 240_000);

test('a merge request from a fork is held by one thread and labelled, until it passes', async () => {
  await setPolicy('');
  const { gitlab } = group;
  const { world } = gitlab;
  const dev = world.users.find((user) => user.username === USERS.dev)!;
  const outside = {
    ...world.groups[0]!,
    id: 9000,
    name: 'Outside',
    path: 'outside',
    fullPath: 'outside',
    parentId: null,
  };
  world.groups.push(outside);
  world.members.push({ userId: dev.id, source: { type: 'group', id: outside.id }, accessLevel: 50 });
  const checkout = group.project(PROJECTS.checkout);
  const fork = await group.call<{ id: number }>(TOKENS.devApi, `/projects/${checkout}/fork`, {
    method: 'POST',
    body: { namespace_path: 'outside' },
  });
  await push('evil', { 'pay.ts': `const k = '${awsKey(9)}';\n` }, 'outside/checkout');
  const { iid } = await group.call<{ iid: number }>(TOKENS.devApi, `/projects/${fork.id}/merge_requests`, {
    method: 'POST',
    body: {
      source_branch: 'evil',
      target_branch: 'main',
      target_project_id: checkout,
      title: 'From outside',
    },
  });
  await gitlab.settled(120_000);
  const verdict = await group.verdict(PROJECTS.checkout, iid);
  expect(verdict?.notEnforced).toContain('this repository lets merge requests with open threads be merged');
  const labels = async () =>
    (await group.call<{ labels: string[] }>(TOKENS.olgaApi, `/projects/${checkout}/merge_requests/${iid}`))
      .labels;
  expect(await labels()).toEqual(['MR Gate: blocks but not enforced']);
  const [hold, ...more] = await threads(iid);
  expect(more).toEqual([]);
  expect(hold?.notes[0]).toMatchObject({ type: 'DiscussionNote', resolved: false });

  // With the target's setting the thread holds the merge; resolved by its author it comes back with the next push.
  await group.call(TOKENS.olgaApi, `/projects/${checkout}`, {
    method: 'PUT',
    body: { only_allow_merge_if_all_discussions_are_resolved: true },
  });
  await group.call(TOKENS.devApi, `/projects/${checkout}/merge_requests/${iid}/discussions/${hold!.id}`, {
    method: 'PUT',
    body: { resolved: true },
  });
  await push('evil', { 'more.txt': 'x\n' }, 'outside/checkout');
  expect((await group.verdict(PROJECTS.checkout, iid))?.notEnforced).toContain('A thread holds it instead');
  expect((await threads(iid)).map(({ id, notes }) => [id, notes[0]?.resolved])).toEqual([[hold!.id, false]]);

  await push('evil', { 'pay.ts': null }, 'outside/checkout');
  expect(await group.verdict(PROJECTS.checkout, iid)).toMatchObject({ state: 'passed' });
  expect((await threads(iid)).map(({ notes }) => notes[0]?.resolved)).toEqual([true]);
  expect(await labels()).toEqual([]);
}, 240_000);
