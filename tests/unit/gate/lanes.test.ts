// @vitest-environment node
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readEnrolment, writeEnrolment } from '../../../utils/gate/enrolment.ts';
import { isLane, laneNames, laneOf, lanesFor } from '../../../utils/gate/lanes.ts';
import { PROJECTS, TOKENS, USERS } from '../../gitlab/seed-names.ts';
import { type GatedGroup, gatedGroup } from './gated-group.ts';
import { githubToken } from './secrets.ts';

it('gives a small group none, and each repository of a large one always the same', () => {
  expect([0, 249, 250, 999, 1000, 100_000].map(lanesFor)).toEqual([0, 0, 1, 3, 4, 20]);
  const lanes = laneNames(3);
  expect(lanes.every(isLane)).toBe(true);
  expect(
    ['main', 'mr-gate-lane-', 'mr-gate-lane-0', 'mr-gate-lane-1x', 'x/mr-gate-lane-1'].some(isLane),
  ).toBe(false);
  const used = Array.from({ length: 400 }, (_, id) => laneOf(id, 'main', lanes));
  for (const branch of ['main', ...lanes]) {
    expect(used.filter((each) => each === branch)).toHaveLength(100);
  }
  expect(laneOf(7, 'main', [])).toBe('main');
});

let group: GatedGroup;
beforeAll(async () => {
  group = await gatedGroup();
}, 120_000);
afterAll(() => group?.gitlab.close());

it("shares a large group's events between commits, by the policy of the default branch", async () => {
  const { gitlab, project, call } = group;
  const { world } = gitlab;
  const gate = project('acme/mr-gate');
  const push = (files: Record<string, string>) =>
    gitlab.push({ project: 'acme/mr-gate', branch: 'main', user: USERS.olga, message: 'Change', files });
  // As if 250 repositories were gated, which are none of this GitLab's.
  const file = await call<{ content: string }>(
    TOKENS.olgaApi,
    `/projects/${gate}/repository/files/enrolled.json?ref=main`,
  );
  const reading = readEnrolment(Buffer.from(file.content, 'base64').toString());
  if (!reading.ok) throw new Error(reading.message);
  for (let id = 900_000; id < 900_250; id++) {
    reading.enrolment.projects[String(id)] = {
      path: `acme/gone-${id}`,
      hook: null,
      before: { only_allow_merge_if_pipeline_succeeds: false, allow_merge_on_skipped_pipeline: false },
      since: '2026-01-01T00:00:00Z',
      by: 'olga',
    };
  }
  await push({ 'enrolled.json': writeEnrolment(reading.enrolment) });

  const gateable = [PROJECTS.checkout, PROJECTS.renamed, PROJECTS.payments, PROJECTS.infrastructure];
  const even = gateable.find((path) => project(path) % 2 === 0)!;
  const odd = gateable.find((path) => project(path) % 2 === 1)!;
  await group.apply({
    mode: 'set_default',
    projects: [project(even), project(odd)],
    settings: { failOn: 'high', scans: ['secret_detection'], perScan: {}, drafts: true },
  });
  await gitlab.settled(120_000);
  const branchOf = (path: string) =>
    /ref\/([^/]+)\/trigger/.exec(world.hooks.find((hook) => hook.projectId === project(path))!.url)?.[1];
  expect([branchOf(even), branchOf(odd)]).toEqual(['main', 'mr-gate-lane-1']);

  await push({ 'mr-gate.yml': 'version: 1\ndefault: { fail_on: never, scans: [secret_detection] }\n' });
  world.pipelinesPerMinute = 1;
  const open = (path: string, branch: string) =>
    group.openMergeRequest(path, branch, { 'key.ts': `const t = '${githubToken(5)}';\n` });
  const first = await open(even, 'first');
  const onLane = await open(odd, 'on-lane');
  const tooMany = await open(even, 'too-many');
  await gitlab.settled(120_000);
  expect(await group.verdict(even, first)).toMatchObject({ state: 'report_only' });
  expect(await group.verdict(odd, onLane)).toMatchObject({ state: 'report_only' });
  expect(await group.verdict(even, tooMany)).toBeNull();
  world.pipelinesPerMinute = 0;

  // An update of the program reaches the lane too; what is right stays as it is.
  const onTheLane = `/projects/${gate}/repository/files/mr-gate.mjs?ref=mr-gate-lane-1`;
  const program = () => call<{ content: string }>(TOKENS.olgaApi, onTheLane).then(({ content }) => content);
  const current = await program();
  await gitlab.push({
    project: 'acme/mr-gate',
    branch: 'mr-gate-lane-1',
    user: USERS.olga,
    message: 'MR Gate: set up\n\nMR-Gate-Job: earlier\n',
    files: { 'mr-gate.mjs': 'older\n' },
  });
  expect((await program()) === current).toBe(false);
  await group.setUp();
  expect((await program()) === current).toBe(true);

  // The lane is protected as the default branch is, else the gate's token would not be there.
  const rules = await call<{ name: string }[]>(TOKENS.olgaApi, `/projects/${gate}/protected_branches`);
  expect(rules.map(({ name }) => name).sort()).toEqual(['main', 'mr-gate-lane-*']);
}, 240_000);
