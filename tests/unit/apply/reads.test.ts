import { beforeEach, describe, expect, test } from 'vitest';
import { decideAgain } from '../../../utils/apply/decide-again.ts';
import { impactOfReports } from '../../../utils/apply/impact-of-reports.ts';
import { createLookout } from '../../../utils/apply/preflight.ts';
import type { Wanted } from '../../../utils/apply/wanted.ts';
import type { Finding } from '../../../utils/gate/finding.ts';
import { writeNote } from '../../../utils/gate/note.ts';
import type { GateSettings } from '../../../utils/gate/policy.ts';
import type { Verdict } from '../../../utils/gate/verdict.ts';
import { HostQueue } from '../../../utils/gitlab/queue.ts';
import { createTransport } from '../../../utils/gitlab/transport.ts';
import { inEnglish } from '../../support/english.ts';
import { type Desk, deskOf, secondDesk } from './desk.ts';
import { CRITICAL, gatedIds, HIGH, REPORT_ONLY, setUpWorld, type TestWorld } from './world.ts';

let world: TestWorld;
let desk: Desk;
beforeEach(async () => {
  const made = await setUpWorld(3);
  world = made;
  desk = deskOf(world, made.worker, world.browser);
});
const gateAll = () => desk.apply({ mode: 'set_default', projects: gatedIds(world), settings: HIGH });
const base = () => world.gitlab.baseUrl;

describe('history', () => {
  test('says who did what, newest first, and what each commit changed', async () => {
    const job = await gateAll();
    const [first] = gatedIds(world) as [number];
    await desk.apply({ mode: 'exception', projects: [first], settings: CRITICAL, reason: 'Old', owner: '' });
    const text = world.gitlab.file('acme/mr-gate', 'mr-gate.yml')!.replace('fail_on: high', 'fail_on: low');
    world.gitlab.commit(world.gitlab.repo('acme/mr-gate'), 'Stricter', { 'mr-gate.yml': text });
    const { service } = desk.worker;
    const { entries, nextPage } = await service.listHistory(base(), 'acme', 1);
    expect(nextPage).toBeNull();
    expect(entries.map(({ title, kind, by, undoable }) => [title, kind, by, undoable])).toEqual([
      ['Stricter', 'by_hand', null, false],
      ['MR Gate: exception for 1 repository (Critical · 1 scan)', 'apply', 'olga', true],
      ['MR Gate: record 3 webhooks', 'record', 'olga', false],
      ['MR Gate: gate 3 repositories (High · 1 scan)', 'apply', 'olga', true],
      ['MR Gate: set up', 'setup', 'olga', false],
    ]);
    expect(entries[3]?.jobId).toBe(job.id);
    const byHand = inEnglish(await service.showHistory(base(), 'acme', entries[0]!.commit));
    expect(byHand.policyChanges).toEqual([{ field: 'Fails on', before: 'High', after: 'Low' }]);
    expect(byHand.after).toBe(text);
    const exception = inEnglish(await service.showHistory(base(), 'acme', entries[1]!.commit));
    expect(exception.repos).toEqual([
      {
        project: first,
        path: 'acme/shop/repo-1',
        changes: expect.arrayContaining([{ field: 'Reason', before: 'none', after: 'Old' }]),
      },
    ]);
    const gating = inEnglish(await service.showHistory(base(), 'acme', entries[3]!.commit));
    expect(gating.repos).toHaveLength(3);
    expect(gating.repos[0]?.changes).toContainEqual({ field: 'MR Gate', before: 'none', after: 'gates it' });
  });

  test('is read as a whole with what each commit changed, by two requests a commit', async () => {
    await gateAll();
    const gate = world.gitlab.repo('acme/mr-gate');
    for (let i = 0; i < 24; i++) world.gitlab.commit(gate, `Edit ${i}`, { 'README.md': `${i}` });
    const { service } = desk.worker;
    const { entries } = await service.listHistory(base(), 'acme', 2);
    const shown = await Promise.all(entries.map(({ commit }) => service.showHistory(base(), 'acme', commit)));
    const before = world.gitlab.seen.length;
    const first = await service.readHistory(base(), 'acme', 1);
    expect([first.records.length, first.nextPage]).toEqual([20, 2]);
    const reads = world.gitlab.seen.slice(before).filter(({ path }) => path.includes('/repository/'));
    // The commits, and two files of each and of the one before the last.
    expect(reads).toHaveLength(1 + 2 * 21);
    const { records, nextPage } = await service.readHistory(base(), 'acme', 2);
    expect(nextPage).toBeNull();
    expect(records.map(({ entry }) => entry)).toEqual(entries);
    expect(records.map(({ detail }) => detail)).toEqual(shown);
  });

  test('comes in pages', async () => {
    const gate = world.gitlab.repo('acme/mr-gate');
    for (let i = 0; i < 24; i++) world.gitlab.commit(gate, `Edit ${i}`, { 'README.md': `${i}` });
    const first = await desk.worker.service.listHistory(base(), 'acme', 1);
    expect([first.entries.length, first.nextPage]).toEqual([20, 2]);
    const second = await desk.worker.service.listHistory(base(), 'acme', 2);
    expect([second.entries.length, second.nextPage]).toEqual([5, null]);
  });
});

const LINKS = { projectUrl: 'https://gitlab.example/acme/a', gateUrl: 'https://gitlab.example/acme/mr-gate' };
const HEAD = 'a'.repeat(40);
const finding = (severity: Finding['severity']): Finding => ({
  fingerprint: 'f'.repeat(32),
  scan: 'secret_detection',
  severity,
  name: 'A key',
  description: '',
  file: 'src/a.ts',
  identifiers: [],
});

function verdictOf(project: number, iid: number, more: Partial<Verdict> = {}): Verdict {
  const findings = { blocking: [], introduced: [], existing: [], fixed: [], ignored: [], ...more.findings };
  const count = (name: keyof typeof findings): number => findings[name].length;
  return {
    schema: 1,
    state: 'passed',
    cause: 'x',
    project,
    mergeRequest: iid,
    head: HEAD,
    base: '',
    failOn: 'critical',
    settingsFrom: 'default',
    policyCommit: '',
    scans: [{ scan: 'secret_detection', state: 'ok', failOn: 'critical' }],
    counts: {
      blocking: count('blocking'),
      introduced: count('introduced'),
      existing: count('existing'),
      fixed: count('fixed'),
      ignored: count('ignored'),
    },
    evaluatedAt: '2026-03-01T10:00:00Z',
    gate: { project: 'acme/mr-gate', pipelineUrl: '', version: '1.0.0' },
    ...more,
    findings,
  };
}

describe('the impact of a wish', () => {
  function openMergeRequest(project: number, iid: number, verdict: Verdict | null, more = {}) {
    const author = { id: world.gitlab.tokens[0]!.userId };
    const body = verdict && writeNote(verdict, LINKS);
    world.gitlab.mergeRequests.push({
      iid,
      project_id: project,
      title: `Change ${iid}`,
      web_url: `${base()}/acme/shop/repo/-/merge_requests/${iid}`,
      sha: HEAD,
      draft: false,
      notes: body ? [{ body, system: false, author }] : [],
      ...more,
    });
  }

  test('is told from the verdicts that exist; what they cannot tell is unknown', async () => {
    await gateAll();
    const [first, second, third] = gatedIds(world) as [number, number, number];
    const high = { findings: { introduced: [finding('high')] } } as Partial<Verdict>;
    openMergeRequest(first, 1, verdictOf(first, 1, high));
    openMergeRequest(first, 2, verdictOf(first, 2));
    openMergeRequest(second, 3, verdictOf(second, 3, high), { sha: 'b'.repeat(40) });
    openMergeRequest(second, 4, null);
    openMergeRequest(third, 5, verdictOf(third, 5, high));
    // Somebody else's note says what it likes.
    const forged = writeNote(verdictOf(second, 6), LINKS);
    openMergeRequest(second, 6, null, { notes: [{ body: forged, system: false, author: { id: 3 } }] });
    const wanted: Wanted = { mode: 'use_default', projects: [first, second] };
    const preview = inEnglish(await desk.worker.service.previewImpact(base(), 'acme', wanted, 1));
    expect(preview).toMatchObject({ page: 1, nextPage: null, pages: 1 });
    expect(preview.mergeRequests.map(({ iid, outcome, today }) => [iid, outcome, today])).toEqual([
      [1, 'blocked', 'open'],
      [2, 'open', 'open'],
      [3, 'unknown', null],
      [4, 'unknown', null],
      [6, 'unknown', null],
    ]);
    expect(preview.mergeRequests[0]?.reason).toBe('1 new finding would block: A key in src/a.ts.');
    expect(preview.mergeRequests[0]?.path).toBe('acme/shop/repo-1');
  });

  test('of a new default reaches every gated repository, and nothing is written', async () => {
    await gateAll();
    const [first, , third] = gatedIds(world) as [number, number, number];
    openMergeRequest(
      third,
      5,
      verdictOf(third, 5, { findings: { introduced: [finding('medium')] } } as never),
    );
    const seen = world.gitlab.seen.length;
    const settings: GateSettings = { ...HIGH, failOn: 'low' };
    const wanted: Wanted = { mode: 'set_default', projects: [first], settings };
    const preview = inEnglish(await desk.worker.service.previewImpact(base(), 'acme', wanted, 1));
    expect(preview.mergeRequests.map(({ iid, outcome }) => [iid, outcome])).toEqual([[5, 'blocked']]);
    expect(world.gitlab.seen.slice(seen).filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  test('of a policy that is imported, and of an exception that is prolonged, is told too', async () => {
    await gateAll();
    const [first] = gatedIds(world) as [number];
    const medium = { findings: { introduced: [finding('medium')] } } as never;
    openMergeRequest(first, 5, verdictOf(first, 5, medium));
    const outcomes = async (wanted: Wanted) => {
      const preview = await desk.worker.service.previewImpact(base(), 'acme', wanted, 1);
      return preview.mergeRequests.map(({ iid, outcome }) => [iid, outcome]);
    };
    const file = world.gitlab.file('acme/mr-gate', 'mr-gate.yml')!;
    expect(await outcomes({ mode: 'import', text: file })).toEqual([[5, 'open']]);
    const stricter = file.replace('fail_on: high', 'fail_on: low');
    expect(await outcomes({ mode: 'import', text: stricter })).toEqual([[5, 'blocked']]);

    const exception = { reason: 'New', owner: '', until: '2026-03-02' };
    await desk.apply({
      mode: 'exception',
      projects: [first],
      settings: { ...HIGH, failOn: 'low' },
      ...exception,
    });
    world.browser.clock += 5 * 24 * 3_600_000;
    expect(await outcomes({ mode: 'use_default', projects: [first] })).toEqual([[5, 'open']]);
    expect(await outcomes({ mode: 'prolong', projects: [first] })).toEqual([[5, 'blocked']]);
  });

  const settings = (more: Partial<GateSettings> = {}): GateSettings => ({ ...HIGH, ...more });
  test.each<[string, Partial<Verdict>, GateSettings, string]>([
    ['report only', { findings: { introduced: [finding('critical')] } } as never, REPORT_ONLY, 'open'],
    [
      'a scan that failed',
      { scans: [{ scan: 'secret_detection', state: 'failed', failOn: 'high' }] },
      HIGH,
      'blocked',
    ],
    [
      'a scan that failed, where that lets through',
      { scans: [{ scan: 'secret_detection', state: 'failed', failOn: 'high' }] },
      { ...HIGH, onError: 'allow' },
      'open',
    ],
    ['a scan that was never run', {}, settings({ scans: ['secret_detection', 'sast'] }), 'unknown'],
    [
      'one that only reports',
      {},
      settings({ scans: ['secret_detection', 'sast'], perScan: { sast: 'never' } }),
      'open',
    ],
    [
      'findings that did not fit into the note',
      { counts: { blocking: 0, introduced: 9, existing: 0, fixed: 0, ignored: 0 } },
      HIGH,
      'unknown',
    ],
    ['ignored findings', { findings: { ignored: [finding('critical')] } } as never, HIGH, 'open'],
  ])('decides as the gate does: %s', (_, verdict, wanted, outcome) => {
    expect(decideAgain(verdictOf(1, 1, verdict), wanted).outcome).toBe(outcome);
  });
});

describe('the impact told from reports', () => {
  const told = (more: Partial<Verdict>, settings = HIGH) =>
    inEnglish(impactOfReports({ settings }, verdictOf(1, 1, more)));

  test('blocks as the gate would, and never for a scan that only the gate would run', () => {
    expect(told({ findings: { introduced: [finding('high')] } } as never)).toEqual({
      outcome: 'blocked',
      reason: 'By its own pipeline’s reports. 1 new finding would block: A key in src/a.ts.',
    });
    expect(told({}).outcome).toBe('open');
    for (const state of ['missing', 'failed'] as const)
      expect(told({ scans: [{ scan: 'secret_detection', state, failOn: 'high' }] }).outcome).toBe('unknown');
  });
});

describe('repositories since the last visit', () => {
  test('are new until the visit after, or until they are gated', async () => {
    const load = () => desk.worker.service.load(base(), 'acme');
    expect((await load()).newSince).toEqual([]);
    const added = world.gitlab.addRepo('acme/shop/repo-9');
    expect((await load()).newSince).toEqual([added.id]);
    world.browser.clock += 10 * 60_000;
    expect((await load()).newSince).toEqual([added.id]);
    await gateAll();
    expect((await load()).newSince).toEqual([]);
    const other = world.gitlab.addRepo('acme/shop/repo-10');
    expect((await load()).newSince).toEqual([other.id]);
    world.browser.clock += 60 * 60_000;
    expect((await load()).newSince).toEqual([]);
  });

  test('are each browser’s own', async () => {
    await desk.worker.service.load(base(), 'acme');
    world.gitlab.addRepo('acme/shop/repo-9');
    expect((await secondDesk(world).worker.service.load(base(), 'acme')).newSince).toEqual([]);
  });
});

describe('preflight', () => {
  const wish = () => ({ mode: 'set_default', projects: gatedIds(world), settings: HIGH }) as const;
  async function planAfterLoad() {
    await desk.worker.service.load(base(), 'acme');
    await new Promise(setImmediate);
    return desk.plan(wish());
  }

  test.each([
    [[], 'no_runner', 'stop'],
    [[{ id: 1, status: 'online', paused: true }], 'no_runner', 'stop'],
    [[{ id: 1, status: 'stale', paused: false }], 'runners_offline', 'warning'],
    [[{ id: 1, status: 'online', paused: false, untagged: false }], 'runners_tagged', 'warning'],
  ] as const)('no runner can take the gate: %j', async (runners, kind, severity) => {
    world.gitlab.runners = [...runners];
    const made = await planAfterLoad();
    expect(made.notes[0]).toMatchObject({ kind, severity });
    const start = desk.worker.service.startApply(base(), made.id);
    if (severity === 'stop') await expect(start).rejects.toMatchObject({ userError: { kind } });
    else expect((await start).state).toBe('running');
  });

  test('what is required already, and what only configuring shows', async () => {
    world.gitlab.repos.find(
      (repo) => repo.id === gatedIds(world)[0],
    )!.flags.only_allow_merge_if_pipeline_succeeds = true;
    const made = await planAfterLoad();
    expect(made.notes.map(({ kind, severity }) => [kind, severity])).toEqual([
      ['already_required', 'info'],
      ['hooks_unseen', 'info'],
    ]);
  });

  test('a group that makes pipelines succeed itself', async () => {
    Object.assign(world.gitlab.group, { only_allow_merge_if_pipeline_succeeds: true });
    const made = await planAfterLoad();
    expect(made.notes[0]).toMatchObject({
      kind: 'group_lock',
      severity: 'warning',
      what: expect.stringMatching(/^acme itself makes pipelines succeed/),
      link: { href: `${base()}/groups/acme/-/edit` },
    });
  });

  test('a group above that does, where it may be seen', async () => {
    const { olga, gitlab } = world;
    const queue = new HostQueue();
    const client = createTransport({ baseUrl: base(), token: olga.token, queue, fetch: gitlab.fetch });
    const snapshot = await desk.worker.service.load(base(), 'acme');
    const above = { id: 99, full_path: 'company', name: 'Company', web_url: `${base()}/groups/company` };
    world.gitlab.otherGroups.push(Object.assign(above, { only_allow_merge_if_pipeline_succeeds: true }));
    const group = { ...snapshot.group, path: 'company/hidden/acme', pipelineMustSucceed: false };
    const nothing = {
      get: async () => undefined,
      set: async () => {},
      remove: async () => {},
      keys: async () => [],
    };
    const look = () => createLookout(nothing, Date.now).look(client, { ...snapshot, group });
    expect((await look())?.lockedBy).toBe('company');
    world.gitlab.otherGroups.length = 0;
    expect((await look())?.lockedBy).toBeNull();
  });

  test('a subgroup that does, asked once, and only where GitLab tells of groups’ locks', async () => {
    const { gitlab } = world;
    const subgroup = { id: 98, full_path: 'acme/shop', name: 'Shop', web_url: `${base()}/groups/acme/shop` };
    gitlab.otherGroups.push(Object.assign(subgroup, { only_allow_merge_if_pipeline_succeeds: true }));
    const projects = [gitlab.addRepo('acme/shop/repo-9').id];
    const locks = async () => {
      const { notes } = await desk.plan({ ...wish(), projects });
      return notes.filter(({ kind }) => kind === 'group_lock').map(({ link }) => link?.href);
    };
    const asked = () => gitlab.seen.filter(({ path }) => path.endsWith('groups/acme%2Fshop')).length;
    expect(await locks()).toEqual([]);
    expect(asked()).toBe(0);
    Object.assign(gitlab.group, { only_allow_merge_if_pipeline_succeeds: false });
    world.browser.clock += 11 * 60_000;
    expect(await locks()).toEqual([`${base()}/groups/acme/shop/-/edit`]);
    expect(await locks()).toHaveLength(1);
    expect(asked()).toBe(1);
    gitlab.otherGroups.length = 0;
    world.browser.clock += 11 * 60_000;
    expect(await locks()).toEqual([]);
    // No answer is none to believe.
    gitlab.otherGroups.push(subgroup);
    expect(await locks()).toHaveLength(1);
  });

  test('each repository in which pipelines have to succeed already', async () => {
    const [first] = gatedIds(world);
    world.gitlab.repos.find(({ id }) => id === first)!.flags.only_allow_merge_if_pipeline_succeeds = true;
    const made = await planAfterLoad();
    const warned = made.repos.filter(({ warnings }) =>
      warnings.some((warning) => String(warning).includes('stays on when MR Gate is removed')),
    );
    expect(warned.map(({ project }) => project)).toEqual([first]);
  });

  test('what a removal leaves in merge requests', async () => {
    await desk.apply(wish());
    const made = await desk.plan({ mode: 'remove', projects: gatedIds(world) });
    expect(made.notes.map(({ kind, severity }) => [kind, severity])).toEqual([['verdicts_stay', 'info']]);
  });

  test('webhooks, on demand: what is there, what is full, what cannot be seen', async () => {
    const repos = world.gitlab.repos.filter(({ path }) => path.startsWith('repo-'));
    await desk.apply({ mode: 'set_default', projects: [repos[0]!.id], settings: HIGH });
    const ours = repos[0]!.hooks[0]!;
    const gateId = world.gitlab.repo('acme/mr-gate').id;
    const chat = (id: number) => ({ ...ours, id, name: 'Chat', url: `https://chat.example/${id}` });
    repos[1]!.hooks = [{ ...ours, id: 2, url: ours.url.replace(`/${gateId}/`, '/4711/') }, chat(3)];
    repos[2]!.hooks = Array.from({ length: 100 }, (_, at) => chat(at + 1));
    const hidden = world.gitlab.addRepo('acme/shop/hidden');
    const paused = world.gitlab.addRepo('acme/shop/paused', {
      hooks: [{ ...ours, id: 5, alert: 'disabled' }],
    });
    const free = world.gitlab.addRepo('acme/shop/free', { hooks: [chat(6)] });
    world.gitlab.fault = (_, path) =>
      path.startsWith(`/projects/${hidden.id}/hooks`) ? { status: 403 } : null;
    const before = world.gitlab.seen.length;
    const projects = [...repos, hidden, paused, free].map(({ id }) => id);
    const found = await desk.worker.service.lookAtHooks(base(), 'acme', projects);
    expect(inEnglish(found).map(({ state, reason, next }) => [state, reason, next])).toEqual([
      ['ours', 'A webhook of MR Gate is there already.', 'It is used, and an undo leaves it there.'],
      ['other_gate', expect.stringContaining('project 4711'), expect.stringContaining('delete the webhook')],
      [
        'full',
        expect.stringContaining('It has 100 webhooks'),
        expect.stringContaining('leave the repository out'),
      ],
      ['not_seen', expect.stringContaining('cannot be seen'), expect.stringContaining('Maintainer')],
      ['ours', 'A webhook of MR Gate is there already.', expect.stringContaining('GitLab has paused it')],
      ['free', '', ''],
    ]);
    expect(world.gitlab.seen.slice(before).every(({ method }) => method === 'GET')).toBe(true);
  });

  test('runners that GitLab does not list stop nobody, and are a warning', async () => {
    world.gitlab.fault = (_, path) => (path.endsWith('/runners') ? { status: 403 } : null);
    const made = await planAfterLoad();
    expect(made.notes.map(({ kind, severity }) => [kind, severity])).toEqual([
      ['runners_unknown', 'warning'],
      ['hooks_unseen', 'info'],
    ]);
    // Once they can be seen, the next plan sees them.
    world.gitlab.fault = () => null;
    expect((await desk.plan(wish())).notes.map(({ kind }) => kind)).toEqual(['hooks_unseen']);
  });

  const looks = () => world.gitlab.seen.filter(({ path }) => path.endsWith('/runners')).length;

  test('one runner that takes jobs without tags is enough, and one that may not be seen is no reason to warn', async () => {
    const tagged = { id: 1, status: 'online', paused: false, untagged: false };
    world.gitlab.runners = [tagged, { ...tagged, id: 2, untagged: true }];
    const kinds = async () => (await secondDesk(world).plan(wish())).notes.map(({ kind }) => kind);
    expect(await kinds()).toEqual(['hooks_unseen']);
    world.gitlab.runners = [tagged];
    expect(await kinds()).toEqual(['runners_tagged', 'hooks_unseen']);
    world.gitlab.fault = (_, path) => (path === '/runners/1' ? { status: 403 } : null);
    expect(await kinds()).toEqual(['hooks_unseen']);
  });

  test('a plan that nobody loaded the group for looks by itself', async () => {
    world.gitlab.runners = [];
    const fresh = secondDesk(world);
    expect((await fresh.plan(wish())).notes[0]?.kind).toBe('no_runner');
  });

  test('of runners that are there is believed for ten minutes; of what is not, nothing', async () => {
    await planAfterLoad();
    const before = looks();
    await desk.plan(wish());
    expect(looks()).toBe(before);
    world.gitlab.runners = [];
    world.browser.clock += 11 * 60_000;
    expect((await desk.plan(wish())).notes[0]?.kind).toBe('no_runner');
    world.gitlab.runners = [{ id: 1, status: 'online', paused: false }];
    expect((await desk.plan(wish())).notes[0]?.kind).toBe('hooks_unseen');
  });

  test('is kept for each gate by itself', async () => {
    await planAfterLoad();
    expect([...world.browser.stored.keys()].filter((key) => key.startsWith('apply:circumstances'))).toEqual([
      `apply:circumstances:${base()} ${world.gitlab.repo('acme/mr-gate').id}`,
    ]);
  });
});
