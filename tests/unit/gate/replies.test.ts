// @vitest-environment node
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPolicy } from '../../../utils/gate/read-policy.ts';
import { PROJECTS, TOKENS } from '../../gitlab/seed-names.ts';
import { type GatedGroup, gatedGroup } from './gated-group.ts';
import { awsKey, githubToken } from './secrets.ts';

let group: GatedGroup;
beforeAll(async () => {
  group = await gatedGroup();
  await group.apply({
    mode: 'set_default',
    projects: [group.project(PROJECTS.checkout)],
    settings: { failOn: 'high', scans: ['secret_detection'], perScan: {}, drafts: true },
  });
}, 120_000);
afterAll(() => group?.gitlab.close());

test('a reply ignores a finding, if it is by somebody with the right', async () => {
  const { gitlab } = group;
  const gate = group.project('acme/mr-gate');
  const checkout = PROJECTS.checkout;
  const iid = await group.openMergeRequest(checkout, 'test-key', {
    'fixture.ts': `const t = '${githubToken(3)}';\n`,
    'other.ts': `const k = '${awsKey(5)}';\n`,
  });
  await gitlab.settled(120_000);
  const failed = (await group.verdict(checkout, iid))!;
  expect(failed).toMatchObject({ state: 'failed', counts: { blocking: 2 } });
  const offered = (await group.notes(checkout, iid)).flatMap(
    ({ body }) => body.match(/MR Gate ignore [0-9a-f]{12}: /g) ?? [],
  );
  expect(offered).toHaveLength(2);
  const token = failed.findings.blocking.find((f) => f.file === 'fixture.ts')!;

  const comment = (user: string, body: string) =>
    group.call(user, `/projects/${group.project(checkout)}/merge_requests/${iid}/notes`, {
      method: 'POST',
      body: { body },
    });
  const lookAgain = async () => {
    const { token } = gitlab.world.triggers.find(({ projectId }) => projectId === gate)!;
    await group.call(TOKENS.olgaApi, `/projects/${gate}/ref/main/trigger/pipeline`, {
      method: 'POST',
      body: {
        token,
        object_kind: 'merge_request',
        object_attributes: { target_project_id: group.project(checkout), iid },
      },
    });
    await gitlab.settled(120_000);
  };
  const answers = async () =>
    (await group.notes(checkout, iid))
      .filter(({ body }) => body.includes('mr-gate:answer'))
      .map((n) => n.body);
  const policy = async () => {
    const file = await group.call<{ content: string }>(
      TOKENS.olgaApi,
      `/projects/${gate}/repository/files/mr-gate.yml?ref=main`,
    );
    const reading = readPolicy(Buffer.from(file.content, 'base64').toString());
    return reading.ok ? reading.policy : null;
  };

  const ask = `MR Gate ignore ${token.fingerprint.slice(0, 8)} until 2099-01-31: key of the test system`;
  await comment(TOKENS.devApi, ask);
  await lookAgain();
  await lookAgain();
  expect(await answers()).toEqual([expect.stringContaining('may not ignore findings here')]);
  expect((await policy())?.ignores).toEqual([]);
  expect(await group.verdict(checkout, iid)).toMatchObject({ state: 'failed', counts: { blocking: 2 } });

  // A Maintainer of the repository asks; the gate's user may not push to the policy and proposes it.
  await comment(TOKENS.maxApi, ask);
  await lookAgain();
  expect((await answers()).at(-1)).toContain('asked for it');
  expect((await policy())?.ignores).toEqual([]);
  const [proposal] = await group.call<{ iid: number; source_branch: string }[]>(
    TOKENS.olgaApi,
    `/projects/${gate}/merge_requests?state=opened`,
  );
  await group.call(TOKENS.olgaApi, `/projects/${gate}/merge_requests/${proposal!.iid}/merge`, {
    method: 'PUT',
  });
  expect((await policy())?.ignores).toEqual([
    {
      project: group.project(checkout),
      finding: token.fingerprint,
      reason: 'key of the test system',
      by: 'max',
      until: '2099-01-31',
    },
  ]);
  await lookAgain();
  expect(await group.verdict(checkout, iid)).toMatchObject({ counts: { blocking: 1, ignored: 1 } });
  expect(await answers()).toHaveLength(2);

  // With the right to push it commits by itself, and the same run judges by it.
  const bot = gitlab.world.notes.find(({ body }) => body.includes('mr-gate:v1'))!.authorId;
  for (const member of gitlab.world.members.filter((m) => m.userId === bot)) member.accessLevel = 40;
  const key = failed.findings.blocking.find((f) => f.file === 'other.ts')!;
  await comment(TOKENS.maxApi, `MR Gate ignore ${key.fingerprint}: example from the documentation`);
  await lookAgain();
  expect((await policy())?.ignores).toHaveLength(2);
  expect((await answers()).at(-1)).toContain('is ignored from now on');
  expect(await group.verdict(checkout, iid)).toMatchObject({ state: 'passed', counts: { ignored: 2 } });
}, 240_000);
