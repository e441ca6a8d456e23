import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSessionApi } from '../../../utils/card/session-api.ts';
import { evaluateReports } from '../../../utils/reports/evaluate.ts';
import { api, id } from '../../demo/api.ts';
import type { EmbeddedGitLab } from '../../gitlab/embedded.ts';
import { PROJECTS, TOKENS } from '../../gitlab/seed-names.ts';
import { visitorOf } from '../../gitlab/server/visitor.ts';
import { startGitLab } from '../../gitlab/start.ts';
import { findProject, nextId } from '../../gitlab/world/find.ts';
import type { Job, Pipeline, Project } from '../../gitlab/world/types.ts';
import { addPipeline } from '../../support/add-pipeline.ts';
import { judging } from '../../support/judging.ts';

const NOW = new Date('2026-11-23T10:00:00Z');

let gitlab: EmbeddedGitLab;
let folder: string;
let mainSha: string;
let opened = 0;

beforeAll(async () => {
  gitlab = await startGitLab({ root: '/gitlab', runner: false });
  folder = await mkdtemp(join(tmpdir(), 'reports-'));
  const branch = await api<{ commit: { id: string } }>(
    gitlab.url,
    TOKENS.devApi,
    `/projects/${id(PROJECTS.checkout)}/repository/branches/main`,
  );
  mainSha = branch.commit.id;
  await push(PROJECTS.checkout, 'early', { 'early.txt': 'one' });
});
beforeEach(() => {
  gitlab.world.pipelines.length = 0;
  gitlab.world.jobs.length = 0;
  gitlab.world.version = '18.5.1';
  gitlab.clearFaults();
  checkout().visibility = 'private';
});
afterAll(async () => {
  await gitlab.close();
  await rm(folder, { recursive: true });
});

const checkout = () => findProject(gitlab.world, PROJECTS.checkout)?.project as Project;
const otherProject = () => findProject(gitlab.world, PROJECTS.payments)?.project.id ?? 0;
const push = (project: string, branch: string, files: Record<string, string>) =>
  gitlab.push({ project, branch, from: 'main', user: 'dev', message: `Change ${branch}`, files });

type Reports = Record<string, Record<string, unknown>>;

/** A report of SAST, with a finding of high severity in each of these lines. */
const sast = (...lines: number[]) => ({
  version: '15.2.2',
  scan: { type: 'sast', status: 'success', scanner: { id: 'semgrep', name: 'Semgrep', version: '6.7.1' } },
  vulnerabilities: lines.map((line) => ({
    id: `v${line}`,
    name: `Finding ${line}`,
    severity: 'High',
    location: { file: 'src/a.ts', start_line: line },
    identifiers: [{ type: 'semgrep_id', name: `rule-${line}`, value: `rule-${line}` }],
  })),
});

/** A merge request of checkout, and what its pipelines are to be. */
async function arrange() {
  opened += 1;
  const branch = `branch-${opened}`;
  const sha = await push(PROJECTS.checkout, branch, { [`file-${opened}.txt`]: branch });
  const mr = await api<{ id: number; iid: number; project_id: number }>(
    gitlab.url,
    TOKENS.devApi,
    `/projects/${id(PROJECTS.checkout)}/merge_requests`,
    { method: 'POST', body: { source_branch: branch, target_branch: 'main', title: branch } },
  );
  const projectId = mr.project_id;
  const add = (over: Partial<Pipeline>, reports: Reports) =>
    addPipeline(gitlab, { projectId, sha, ref: branch, ...over }, folder, reports);
  return {
    mr,
    sha,
    head: (reports: Reports, over: Partial<Pipeline> = {}) => add(over, reports),
    base: (reports: Reports, over: Partial<Pipeline> = {}) =>
      add({ sha: mainSha, ref: 'main', ...over }, reports),
    /** A bridge in `parent` and the pipeline that it triggers. */
    async child(parent: number, name: string, reports: Reports, over: Partial<Pipeline> = {}) {
      const triggered = await add({ source: 'parent_pipeline', parentPipelineId: parent, ...over }, reports);
      job(parent, { kind: 'bridge', name, downstreamPipelineId: triggered });
      return triggered;
    },
  };
}

/** One more job of a pipeline that has some. */
function job(pipelineId: number, over: Partial<Job>): Job {
  const model = gitlab.world.jobs.find((one) => one.pipelineId === pipelineId);
  if (!model) throw new Error('A pipeline without jobs');
  const added = { ...model, id: nextId(gitlab.world, 'job'), reports: {}, ...over };
  gitlab.world.jobs.push(added);
  return added;
}

/** The session of a person; null: signed out. */
async function sessionOf(username: string | null): Promise<typeof fetch> {
  const person = visitorOf(() => gitlab);
  if (username !== null) await person.signIn(username);
  return (input, init) =>
    person.visit('GET', String(input).slice(gitlab.url.length), { signal: init?.signal ?? null });
}

function evaluation(iid: number, session: typeof fetch, graphql = { refused: false }) {
  const place = { baseUrl: gitlab.url, projectPath: PROJECTS.checkout, iid };
  return evaluateReports(
    place,
    {
      api: createSessionApi({ baseUrl: gitlab.url, fetch: session }),
      fetch: session,
      judge: judging(NOW),
      now: () => NOW,
      graphql,
    },
    new AbortController().signal,
  );
}

/** What is asked while something is done, without ids. */
async function asking<T>(work: () => Promise<T>): Promise<{ result: T | string; asked: string[] }> {
  const from = gitlab.requests.length;
  const result = await work().catch((error: unknown) => String(error));
  const asked = gitlab.requests.slice(from).map(({ path }) =>
    path
      .replace(/\?.*/, '')
      .replace(/^\/api(\/v4)?/, '')
      .replace(/^.*\/artifacts\/download/, 'report')
      .replace(/^\/projects\/[^/]+/, '')
      .replace(/\d+/g, '1'),
  );
  return { result, asked: asked.sort() };
}

const BOTH = { semgrep: { sast: sast(3, 8) } };
const OLD = { semgrep: { sast: sast(3) } };
/** Beside the merge request's own. */
const ONE_QUERY = '/graphql';

interface Case {
  /** Findings that would fail it. */
  found: number | null;
  /** What is asked besides the query and the reports; absent: nothing. */
  rest?: string[];
  by?: string | null;
  arrange: (of: Awaited<ReturnType<typeof arrange>>) => unknown;
}

const CASES: Record<string, Case> = {
  'head and base': {
    found: 1,
    arrange: async ({ head, base }) => [await base(OLD), await head(BOTH)],
  },
  'a pipeline without reports': {
    found: null,
    arrange: async ({ head, base }) => [await base(OLD), await head({ test: {} })],
  },
  'several jobs of one kind, one of them retried, and an external status': {
    found: 3,
    arrange: async ({ head, base }) => {
      await base(OLD);
      const pipeline = await head({ semgrep: { sast: sast(40, 41) }, bandit: { sast: sast(8, 9) } });
      const [first] = gitlab.world.jobs.filter(({ pipelineId }) => pipelineId === pipeline);
      const other = await head({ again: { sast: sast(3, 5) } }, { sha: 'f'.repeat(40) });
      const [again] = gitlab.world.jobs.filter(({ pipelineId }) => pipelineId === other);
      job(pipeline, { name: first?.name ?? '', reports: again?.reports ?? {} });
      job(pipeline, { kind: 'external', name: 'deploy', reports: {} });
    },
  },
  'reports that have expired': {
    found: 1,
    arrange: async ({ head, base }) => {
      await base(OLD);
      const pipeline = await head({ ...BOTH, late: { secret_detection: sast(1) } });
      for (const one of gitlab.world.jobs)
        if (one.pipelineId === pipeline && one.name === 'late')
          one.artifactsExpireAt = '2026-11-22T00:00:00.000Z';
    },
  },
  'child pipelines, theirs, of a retried bridge and into another project': {
    found: 3,
    rest: ['/pipelines/1/jobs'],
    arrange: async ({ head, base, child }) => {
      await base(OLD);
      const parent = await head(BOTH);
      await child(parent, 'scans', { old: { sast: sast(50) } });
      const first = await child(parent, 'scans', { one: { sast: sast(20) } });
      await child(first, 'deeper', { two: { sast: sast(30) } });
      await child(
        parent,
        'other',
        { three: { sast: sast(60) } },
        { projectId: otherProject(), source: 'trigger' },
      );
    },
  },
  'more than a hundred jobs': {
    found: 1,
    rest: ['/pipelines/1/jobs', '/pipelines/1/jobs'],
    arrange: async ({ head, base }) => {
      await base(OLD);
      const pipeline = await head(BOTH);
      for (let at = 0; at < 100; at++) job(pipeline, { name: `test ${at}` });
    },
  },
  'a newest base that was canceled': {
    found: 1,
    rest: ['/pipelines', '/pipelines/1/bridges', '/pipelines/1/jobs'],
    arrange: async ({ head, base }) => {
      await base(OLD);
      await base({ semgrep: { sast: sast() } }, { status: 'canceled' });
      await head(BOTH);
    },
  },
  'a base that waits for somebody, and one before it': {
    found: 1,
    arrange: async ({ head, base }) => {
      await base({ semgrep: { sast: sast() } });
      await base(OLD, { status: 'manual' });
      await head(BOTH, { status: 'manual' });
    },
  },
  'a base that runs, and one before it': {
    found: 1,
    rest: ['/pipelines', '/pipelines/1/bridges', '/pipelines/1/jobs'],
    arrange: async ({ head, base }) => {
      await base(OLD, { status: 'failed' });
      await base({ semgrep: { sast: sast() } }, { status: 'running' });
      await head(BOTH);
    },
  },
  'no base of the commit, but of the branch': {
    found: 1,
    rest: ['/pipelines', '/pipelines/1/bridges', '/pipelines/1/jobs'],
    arrange: async ({ head, base }) => [await base(OLD, { sha: 'e'.repeat(40) }), await head(BOTH)],
  },
  'no base at all': {
    found: 2,
    rest: ['/pipelines'],
    arrange: async ({ head }) => head(BOTH),
  },
  'merged results': {
    found: 1,
    arrange: async ({ head, base, mr, sha }) => {
      await base(OLD);
      const ref = `refs/merge-requests/${mr.iid}/merge`;
      await head(BOTH, { mergeRequestId: mr.id, sourceSha: sha, sha: 'd'.repeat(40), ref });
    },
  },
  'a head that runs in a fork, with a child': {
    found: 2,
    arrange: async ({ head, base, child, mr }) => {
      await base(OLD);
      const pipeline = await head(BOTH, { projectId: otherProject(), mergeRequestId: mr.id });
      await child(pipeline, 'scans', { more: { sast: sast(20) } }, { projectId: otherProject() });
    },
  },
  'a person who only reads': {
    found: 1,
    by: 'rita',
    arrange: async ({ head, base }) => [await base(OLD), await head(BOTH)],
  },
  'nobody signed in, in a public project': {
    found: 1,
    by: null,
    arrange: async ({ head, base }) => {
      checkout().visibility = 'public';
      await base(OLD);
      await head(BOTH);
    },
  },
};

describe('reports that are found with one query', () => {
  it.each(Object.entries(CASES))(
    'are those that REST finds: %s',
    async (_, { found, by = 'dev', rest = [], ...one }) => {
      const of = await arrange();
      await one.arrange(of);
      const session = await sessionOf(by);
      const byRest = await asking(() => evaluation(of.mr.iid, session, { refused: true }));
      const atOnce = await asking(() => evaluation(of.mr.iid, session));
      expect(atOnce.result).toEqual(byRest.result);
      expect(atOnce.result).toMatchObject(
        found === null ? { state: null } : { state: { verdict: { counts: { blocking: found } } } },
      );
      const reports = byRest.asked.filter((path) => path === 'report');
      expect(atOnce.asked).toEqual([ONE_QUERY, '/merge_requests/1', ...rest, ...reports].sort());
      expect(byRest.asked).not.toContain(ONE_QUERY);
    },
  );

  const policy = (failOn: string, ignores = ' []') =>
    `version: 1\ndefault:\n  fail_on: ${failOn}\n  scans: [sast]\nexceptions: []\nignores:${ignores}\n`;
  const gateProject = async (group: string) => {
    const { id: namespace } = await api<{ id: number }>(gitlab.url, TOKENS.olgaApi, `/groups/${id(group)}`);
    const body = { name: 'mr-gate', path: 'mr-gate', namespace_id: namespace, initialize_with_readme: true };
    await api(gitlab.url, TOKENS.olgaApi, '/projects', { method: 'POST', body });
  };
  const write = (group: string, content: Buffer | string) =>
    api(gitlab.url, TOKENS.olgaApi, `/projects/${id(`${group}/mr-gate`)}/repository/commits`, {
      method: 'POST',
      body: {
        branch: 'main',
        commit_message: 'Policy',
        actions: [
          {
            action: written.has(group) ? 'update' : 'create',
            file_path: 'mr-gate.yml',
            content: Buffer.from(content).toString('base64'),
            encoding: 'base64',
          },
        ],
      },
    }).then(() => written.add(group));
  const written = new Set<string>();

  it('are judged by the same policy, whoever may read it', async () => {
    const of = await arrange();
    await of.base(OLD);
    await of.head(BOTH);
    checkout().visibility = 'public';
    const look = async (by: string | null) => {
      const session = await sessionOf(by);
      const byRest = await evaluation(of.mr.iid, session, { refused: true });
      const { result, asked } = await asking(() => evaluation(of.mr.iid, session));
      expect(result).toEqual(byRest);
      const { failOn, settingsFrom } = byRest.state?.verdict ?? {};
      const files = asked.filter((path) => path.includes('/files/')).length;
      return { policy: byRest.state?.reports?.policy, failOn, settingsFrom, files };
    };
    const none = { policy: false, failOn: 'high', settingsFrom: 'default', files: 0 };
    expect(await look('dev')).toEqual(none);
    for (const group of ['acme', 'acme/shop']) await gateProject(group);
    expect(await look('dev')).toEqual(none);
    await write('acme/shop', policy('low'));
    expect(await look('dev')).toEqual({ ...none, policy: true, failOn: 'low' });
    await write('acme', policy('critical'));
    expect(await look('dev')).toEqual({ ...none, policy: true, failOn: 'critical' });
    for (const by of ['gus', null]) expect(await look(by)).toEqual(none);

    // What GraphQL would give in another form is read by REST, byte for byte.
    await write('acme', Buffer.from(`${policy('medium')}# \xe9\n`, 'latin1'));
    expect(await look('dev')).toMatchObject({ policy: true, failOn: 'medium', files: 1 });
    await write('acme', `${policy('medium')}# \0`);
    expect(await look('dev')).toMatchObject({ files: 1 });
    await write('acme', `${policy('medium')}${'# more\n'.repeat(1_600_000)}`);
    expect(await look('dev')).toMatchObject({ files: 1 });
  });

  it('are found by REST where GitLab is too old for the query, which is sent once', async () => {
    const of = await arrange();
    await of.base(OLD);
    await of.head(BOTH);
    const session = await sessionOf('dev');
    const byRest = await asking(() => evaluation(of.mr.iid, session, { refused: true }));
    gitlab.world.version = '15.3.0';
    const state = { refused: false };
    const first = await asking(() => evaluation(of.mr.iid, session, state));
    expect(first.result).toEqual(byRest.result);
    expect(first.asked).toEqual([ONE_QUERY, ...byRest.asked].sort());
    expect(await asking(() => evaluation(of.mr.iid, session, state))).toEqual(byRest);
    gitlab.world.version = '15.4.0';
    const newer = await asking(() => evaluation(of.mr.iid, session));
    expect(newer.asked).not.toContain('/pipelines/1/jobs');
  });

  it.each([
    ['fails over it', { kind: 'status', status: 500 }],
    ['has it closed', { kind: 'status', status: 404 }],
    ['refuses it', { kind: 'status', status: 403 }],
    [
      'answers with an error',
      { kind: 'status', status: 200, body: '{"data":null,"errors":[{"message":"Timeout"}]}' },
    ],
    ['answers something else', { kind: 'status', status: 200, body: '<html>' }],
  ] as const)('are found by REST where GitLab %s', async (__, fault) => {
    const of = await arrange();
    await of.base(OLD);
    await of.head(BOTH);
    const session = await sessionOf('dev');
    gitlab.addFault({ path: /graphql/, ...fault });
    const { result } = await asking(() => evaluation(of.mr.iid, session));
    expect(result).toMatchObject({ state: { verdict: { counts: { blocking: 1 } } } });
  });

  it.each([
    ['is too busy', { kind: 'throttle' }, 'rate_limited', false],
    ['does not get through', { kind: 'cut' }, 'network', false],
    ['is behind a proxy that gives up', { kind: 'status', status: 504 }, 'server', true],
  ] as const)(
    'are not asked for in another way at once where GitLab %s',
    async (__, fault, kind, refused) => {
      const of = await arrange();
      await of.base(OLD);
      await of.head(BOTH);
      const session = await sessionOf('dev');
      gitlab.addFault({ path: /graphql/, ...fault });
      const state = { refused: false };
      const { result, asked } = await asking(() => evaluation(of.mr.iid, session, state));
      expect(result).toBe(`SessionError: GitLab could not be read: ${kind}`);
      expect(asked).toEqual([ONE_QUERY, '/merge_requests/1']);
      expect(state).toEqual({ refused });
    },
  );
});
