import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createSessionApi } from '../../../utils/card/session-api.ts';
import { effectivePolicy } from '../../../utils/reports/effective-policy.ts';
import { evaluateReports } from '../../../utils/reports/evaluate.ts';
import { DEFAULTS, type UngatedDefault } from '../../../utils/settings.ts';
import { BASE_URL, HEAD, NOW, PLACE, TARGET } from '../card/fixtures.ts';

const PROJECT = '/projects/acme/shop/checkout';
const WEB = `${BASE_URL}/acme/shop/checkout/-`;

const vulnerability = (line: number, severity = 'High', rule = `rule-${line}`) => ({
  id: `v${line}`,
  name: `Finding ${line}`,
  severity,
  location: { file: 'src/a.ts', start_line: line },
  identifiers: [{ type: 'semgrep_id', name: rule, value: rule }],
});
const report = (...vulnerabilities: unknown[]) =>
  JSON.stringify({
    version: '15.2.2',
    scan: { type: 'sast', status: 'success', scanner: { id: 'semgrep', name: 'Semgrep', version: '6.7.1' } },
    vulnerabilities,
  });
const job = (id: number, types: string[], over: object = {}) => ({
  id,
  name: `job-${id}`,
  web_url: `${WEB}/jobs/${id}`,
  artifacts: types.map((file_type) => ({ file_type })),
  artifacts_expire_at: null,
  ...over,
});

type Answer = { status?: number; body?: string | Uint8Array<ArrayBuffer> };

/** Head pipeline 55 (child 56), base pipeline 44; jobs and reports as a test says. */
function setUp(
  over: Record<string, unknown>,
  downloads: Record<string, Answer>,
  ungated: UngatedDefault = DEFAULTS.ungatedDefault,
) {
  const api: Record<string, unknown> = {
    [`${PROJECT}/merge_requests/7`]: {
      project_id: 4711,
      sha: HEAD,
      target_branch: 'main',
      diff_refs: { base_sha: TARGET },
      head_pipeline: { id: 55, project_id: 4711, status: 'success', web_url: `${WEB}/pipelines/55` },
    },
    [`${PROJECT}/pipelines`]: [
      { id: 45, status: 'running', web_url: `${WEB}/pipelines/45` },
      { id: 44, status: 'success', web_url: `${WEB}/pipelines/44` },
    ],
    '/projects/4711/pipelines/55/jobs': [job(1, ['archive', 'sast'])],
    '/projects/4711/pipelines/55/bridges': [],
    '/projects/4711/pipelines/44/jobs': [job(9, ['sast'])],
    '/projects/4711/pipelines/44/bridges': [],
    ...over,
  };
  const asked: string[] = [];
  const fetchLike = (async (input: RequestInfo | URL, init: RequestInit = {}) => {
    const url = new URL(String(input));
    expect(init).toMatchObject({ method: 'GET', credentials: 'same-origin', redirect: 'manual' });
    asked.push(url.href);
    const web = /\/-\/jobs\/(\d+)\/artifacts\/download$/.exec(url.pathname);
    if (web) {
      expect(url.searchParams.get('proxy')).toBe('true');
      const { status = 200, body = '' } = downloads[`${web[1]} ${url.searchParams.get('file_type')}`] ?? {
        status: 404,
      };
      return new Response(body, { status });
    }
    const path = decodeURIComponent(url.pathname.slice('/gitlab/api/v4'.length));
    const found = api[path];
    if (found === undefined) return new Response('{}', { status: 404 });
    return new Response(typeof found === 'string' ? found : JSON.stringify(found));
  }) as typeof fetch;
  const evaluate = () =>
    evaluateReports(
      PLACE,
      {
        api: createSessionApi({ baseUrl: BASE_URL, fetch: fetchLike }),
        fetch: fetchLike,
        readPolicy: async (...args) => effectivePolicy(...args),
        now: () => new Date(NOW),
        ungated: async () => ungated,
      },
      new AbortController().signal,
    );
  return { evaluate, asked };
}

const POLICY = '/projects/acme/mr-gate/repository/files/mr-gate.yml/raw';

describe('reports of a repository that is not gated', () => {
  it('are compared with the base’s and decided, packed or plain, and nothing is called enforced', async () => {
    const { evaluate } = setUp(
      {},
      {
        '1 sast': {
          body: gzipSync(report(vulnerability(3), vulnerability(8), vulnerability(9, 'Low'))) as never,
        },
        '9 sast': { body: report(vulnerability(3), vulnerability(20)) },
      },
    );
    const state = await evaluate();
    expect(state).toMatchObject({ kind: 'not_gated', tone: 'warning', enforcement: null, assurance: null });
    expect(state?.sentence).toBe(
      'By its own pipeline’s reports the gate would fail it: 1 new finding at high or above.',
    );
    expect(state?.verdict).toMatchObject({
      state: 'failed',
      notEnforced: 'This repository is not gated.',
      counts: { blocking: 1, introduced: 1, existing: 1, fixed: 1, ignored: 0 },
    });
    expect(state?.reports).toEqual({
      pipelineUrl: `${WEB}/pipelines/55`,
      baseUrl: `${WEB}/pipelines/44`,
      policy: false,
      notEvaluated: [],
      running: false,
    });
  });

  it('are found in child pipelines and in several jobs of one kind', async () => {
    const { evaluate } = setUp(
      {
        '/projects/4711/pipelines/55/jobs': [job(1, ['sast'])],
        '/projects/4711/pipelines/55/bridges': [
          { downstream_pipeline: { id: 56, project_id: 4711 } },
          { downstream_pipeline: { id: 99, project_id: 1 } },
          { downstream_pipeline: null },
        ],
        '/projects/4711/pipelines/56/jobs': [job(2, ['sast', 'secret_detection'])],
        '/projects/4711/pipelines/56/bridges': [],
        '/projects/1/pipelines/99/jobs': [job(3, ['sast'])],
      },
      {
        '1 sast': { body: report(vulnerability(3)) },
        '2 sast': { body: report(vulnerability(30)) },
        '2 secret_detection': { body: report(vulnerability(5, 'Critical')) },
        '9 sast': { body: report() },
      },
    );
    const verdict = (await evaluate())?.verdict;
    expect(verdict?.findings.blocking.map(({ scan, startLine }) => `${scan} ${startLine}`).sort()).toEqual([
      'sast 3',
      'sast 30',
      'secret_detection 5',
    ]);
    expect(verdict?.scans.map(({ scan, state }) => `${scan} ${state}`)).toEqual([
      'sast ok',
      'secret_detection not_compared',
    ]);
  });

  it('that are expired, refused, gone, damaged or judged by nobody are named, never passed over', async () => {
    const expired = { artifacts_expire_at: '2026-11-22T00:00:00Z' };
    const { evaluate, asked } = setUp(
      {
        '/projects/4711/pipelines/55/jobs': [
          job(1, ['sast']),
          job(2, ['sast'], expired),
          job(3, ['secret_detection'], expired),
          job(4, ['dependency_scanning', 'dast']),
          job(5, ['container_scanning']),
        ],
      },
      {
        '1 sast': { body: report() },
        '4 dependency_scanning': { status: 403 },
        '5 container_scanning': { body: new Uint8Array([0x1f, 0x8b, 1, 2, 3]) },
        '9 sast': { body: report() },
      },
    );
    const state = await evaluate();
    expect(state?.verdict?.state).toBe('error');
    const causes = Object.fromEntries(state?.verdict?.scans.map(({ scan, cause }) => [scan, cause]) ?? []);
    expect(causes.sast).toContain('job-2 could not be read: it has expired');
    expect(causes.secret_detection).toContain('it has expired');
    expect(causes.dependency_scanning).toContain('GitLab does not let you read it');
    expect(causes.container_scanning).toContain('it is damaged');
    expect(state?.reports?.notEvaluated).toEqual(['DAST']);
    expect(asked.some((url) => url.includes('/jobs/3/') || url.includes('dast'))).toBe(false);
  });

  it('are judged by the group’s policy where it can be read, with its ignores', async () => {
    const policy =
      'version: 1\ndefault:\n  fail_on: low\n  scans: [secret_detection]\nexceptions: []\nignores: []\n';
    const { evaluate } = setUp(
      { [POLICY]: policy },
      { '1 sast': { body: report(vulnerability(9, 'Low')) }, '9 sast': { body: report() } },
    );
    const state = await evaluate();
    expect(state?.verdict).toMatchObject({ state: 'failed', failOn: 'low' });
    expect(state?.reports?.policy).toBe(true);
  });

  it('are judged by what the user has set, scan by scan, where no policy can be read', async () => {
    const findings = report(vulnerability(3, 'Medium'));
    const downloads = {
      '1 sast': { body: findings },
      '1 secret_detection': { body: findings },
      '9 sast': { body: report() },
      '9 secret_detection': { body: report() },
    };
    const types = ['sast', 'secret_detection'];
    const jobs = {
      '/projects/4711/pipelines/55/jobs': [job(1, types)],
      '/projects/4711/pipelines/44/jobs': [job(9, types)],
    };
    const blocked = async (ungated?: UngatedDefault) =>
      (await setUp(jobs, downloads, ungated).evaluate())?.verdict?.findings.blocking.map(({ scan }) => scan);
    expect(await blocked()).toEqual([]);
    expect(await blocked({ failOn: 'medium', perScan: {} })).toEqual(['sast', 'secret_detection']);
    expect(await blocked({ failOn: 'critical', perScan: { sast: 'low' } })).toEqual(['sast']);
    const mine = await setUp(
      {
        ...jobs,
        [POLICY]: 'version: 1\ndefault:\n  fail_on: high\n  scans: [sast]\nexceptions: []\nignores: []\n',
      },
      downloads,
      { failOn: 'low', perScan: {} },
    ).evaluate();
    expect(mine?.verdict).toMatchObject({ state: 'passed', failOn: 'high' });
  });

  it('that are not there, or without a pipeline, are none', async () => {
    expect(
      await setUp({ '/projects/4711/pipelines/55/jobs': [job(1, ['archive'])] }, {}).evaluate(),
    ).toBeNull();
    const bare = { project_id: 4711, sha: HEAD, target_branch: 'main', head_pipeline: null };
    expect(await setUp({ [`${PROJECT}/merge_requests/7`]: bare }, {}).evaluate()).toBeNull();
  });

  it('are asked of this GitLab alone, whatever a job names as its address', async () => {
    const { evaluate, asked } = setUp(
      {
        '/projects/4711/pipelines/55/jobs': [job(1, ['sast'], { web_url: 'https://evil.example/-/jobs/1' })],
      },
      {},
    );
    const state = await evaluate();
    expect(state?.verdict?.state).toBe('error');
    expect(asked.every((url) => url.startsWith(`${BASE_URL}/`))).toBe(true);
  });
});
