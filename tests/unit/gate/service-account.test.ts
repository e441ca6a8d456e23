// @vitest-environment node
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GROUPS, PROJECTS, TOKENS } from '../../gitlab/seed-names.ts';
import { type GatedGroup, gatedGroup } from './gated-group.ts';

let group: GatedGroup;
beforeAll(async () => {
  group = await gatedGroup(({ world }) => {
    world.groups.find(({ fullPath }) => fullPath === GROUPS.acme)!.serviceAccounts = 'owners';
  });
}, 120_000);
afterAll(() => group?.gitlab.close());

const account = () => group.gitlab.world.users.find(({ bot }) => bot === 'service_account')!;
const variable = () => group.gitlab.world.variables.find(({ key }) => key === 'MR_GATE_TOKEN')!;
const tokens = () => group.gitlab.world.tokens.filter(({ userId }) => userId === account().id);

test('the gate acts as a service account, which is a Developer of the group', async () => {
  const { gitlab } = group;
  expect(account().username).toBe(`mr-gate-bot-${group.project('acme/mr-gate')}`);
  expect(gitlab.world.members.filter(({ userId }) => userId === account().id)).toMatchObject([
    { source: { type: 'group' }, accessLevel: 30 },
  ]);
  expect(tokens().map(({ token }) => token)).toEqual([variable().value]);
  expect(gitlab.world.tokens.filter(({ kind, name }) => kind === 'group' && name === 'MR Gate')).toEqual([]);
  await group.apply({
    mode: 'set_default',
    projects: [group.project(PROJECTS.checkout)],
    settings: { failOn: 'high', scans: ['secret_detection'], perScan: {}, drafts: true },
  });
  const iid = await group.openMergeRequest(PROJECTS.checkout, 'by-account', { 'docs/a.md': 'hello\n' });
  await gitlab.settled(120_000);
  expect(await group.verdict(PROJECTS.checkout, iid)).toMatchObject({ state: 'passed' });
  const [note] = await group.notes(PROJECTS.checkout, iid);
  expect(note?.author.username).toBe(account().username);
}, 120_000);

test('a second set-up finds it, and makes nothing', async () => {
  await group.setUp();
  expect(tokens().filter(({ revoked }) => !revoked)).toHaveLength(1);
  expect(group.gitlab.world.users.filter(({ bot }) => bot === 'service_account')).toHaveLength(1);
}, 60_000);

test('the nightly sweep rotates its token where it may store the new one', async () => {
  const { gitlab } = group;
  const gate = group.project('acme/mr-gate');
  const before = tokens().find(({ revoked }) => !revoked)!;
  before.expiresAt = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  for (const record of gitlab.world.members) if (record.userId === account().id) record.accessLevel = 40;
  const [schedule] = await group.call<{ id: number }[]>(
    TOKENS.olgaApi,
    `/projects/${gate}/pipeline_schedules`,
  );
  await group.call(TOKENS.olgaApi, `/projects/${gate}/pipeline_schedules/${schedule!.id}/play`, {
    method: 'POST',
  });
  await gitlab.settled(120_000);
  expect(before.revoked).toBe(true);
  const [after, ...others] = tokens().filter(({ revoked }) => !revoked);
  expect(others).toEqual([]);
  expect(after?.token).toBe(variable().value);
  // The one in use is not the one that the variable's description names: a set-up must not take it for a copy.
  await group.setUp();
  expect(after?.revoked).toBe(false);
}, 120_000);

test('taking the gate down deletes it, and its token with it', async () => {
  const { id } = account();
  await group.apply({ mode: 'remove_all', deleteProject: true });
  const user = group.gitlab.world.users.find((one) => one.id === id)!;
  expect(user.state).toBe('blocked');
  expect(group.gitlab.world.tokens.filter(({ userId, revoked }) => userId === id && !revoked)).toEqual([]);
}, 60_000);
