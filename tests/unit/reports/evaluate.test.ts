import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createSessionApi } from '../../../utils/card/session-api.ts';
import { type EvaluateOptions, evaluateReports } from '../../../utils/reports/evaluate.ts';
import { DEFAULTS, type UngatedDefault } from '../../../utils/settings.ts';
import { english, inEnglish } from '../../support/english.ts';
import { judging } from '../../support/judging.ts';
import { BASE_URL, HEAD, mergeRequest, NOW, PLACE, TARGET } from '../card/fixtures.ts';

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

/** As GitLab gives it, with its head's pipeline in this status. */
function answeredWith(status: string) {
  return {
    iid: 7,
    project_id: 4711,
    state: 'opened',
    sha: HEAD,
    target_branch: 'main',
    diff_refs: { base_sha: TARGET },
    head_pipeline: { id: 55, project_id: 4711, status, web_url: `${WEB}/pipelines/55` },
  };
}

/** Head pipeline 55 (child 56), base pipeline 44; jobs and reports as a test says. */
function setUp(
  over: Record<string, unknown>,
  downloads: Record<string, Answer>,
  ungated: UngatedDefault = DEFAULTS.ungatedDefault,
) {
  const api: Record<string, unknown> = {
    [`${PROJECT}/merge_requests/7`]: answeredWith('success'),
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
  const downloading = { now: 0, most: 0 };
  const fetchLike = (async (input: RequestInfo | URL, init: RequestInit = {}) => {
    const url = new URL(String(input));
    expect(init).toMatchObject({ method: 'GET', credentials: 'same-origin', redirect: 'manual' });
    asked.push(url.href);
    const web = /\/-\/jobs\/(\d+)\/artifacts\/download$/.exec(url.pathname);
    if (web) {
      expect(url.searchParams.get('proxy')).toBe('true');
      downloading.most = Math.max(downloading.most, ++downloading.now);
      await new Promise((resolve) => setTimeout(resolve));
      downloading.now -= 1;
      const { status = 200, body = '' } = downloads[`${web[1]} ${url.searchParams.get('file_type')}`] ?? {
        status: 404,
      };
      return new Response(body, { status });
    }
    const path = decodeURIComponent(url.pathname.slice('/gitlab/api/v4'.length));
    const found = api[path];
    if (found === undefined) return new Response('{}', { status: 404 });
    if (found instanceof Function) return found(Number(url.searchParams.get('page')));
    return new Response(typeof found === 'string' ? found : JSON.stringify(found));
  }) as typeof fetch;
  const read = (more: Pick<EvaluateOptions, 'mergeRequest'> = {}) =>
    evaluateReports(
      PLACE,
      {
        ...more,
        api: createSessionApi({ baseUrl: BASE_URL, fetch: fetchLike }),
        fetch: fetchLike,
        judge: judging(new Date(NOW), ungated),
        now: () => new Date(NOW),
        graphql: { refused: false },
      },
      new AbortController().signal,
    );
  const evaluate = async () => {
    const { state } = await read();
    return state && inEnglish(state);
  };
  return { read, evaluate, asked, downloading };
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
      counts: { blocking: 1, introduced: 1, existing: 1, fixed: 1, ignored: 0 },
    });
    expect(state?.reports).toEqual({
      pipelineUrl: `${WEB}/pipelines/55`,
      baseUrl: `${WEB}/pipelines/44`,
      policy: false,
      running: false,
      jobsCut: false,
      causes: {},
    });
  });

  it.each([
    ['manual', false],
    ['scheduled', false],
    ['running', true],
    ['waiting_for_resource', true],
  ])('of a head’s pipeline that is %s: more is to come: %s', async (status, running) => {
    const { read } = setUp(
      {
        [`${PROJECT}/merge_requests/7`]: answeredWith(status),
      },
      { '1 sast': { body: report() }, '9 sast': { body: report() } },
    );
    expect((await read()).running).toBe(running);
  });

  it('of a fork are judged though the target’s pipelines are not for this reader', async () => {
    const { evaluate } = setUp(
      { [`${PROJECT}/pipelines`]: () => new Response('{}', { status: 403 }) },
      { '1 sast': { body: report(vulnerability(3)) } },
    );
    expect(await evaluate()).toMatchObject({ reports: { baseUrl: null }, verdict: { state: 'failed' } });
  });

  it('are all read, six at once', async () => {
    const ids = Array.from({ length: 40 }, (_, at) => at + 100);
    const { evaluate, downloading } = setUp(
      {
        '/projects/4711/pipelines/55/jobs': ids.map((id) => job(id, ['sast'])),
        '/projects/4711/pipelines/44/jobs': ids.map((id) => job(id + 100, ['sast'])),
      },
      Object.fromEntries(
        ids.flatMap((id) => [
          [`${id} sast`, { body: report(vulnerability(id)) }],
          [`${id + 100} sast`, { body: report(...(id === 139 ? [] : [vulnerability(id)])) }],
        ]),
      ),
    );
    expect((await evaluate())?.verdict).toMatchObject({ counts: { blocking: 1, existing: 39 } });
    expect(downloading).toEqual({ now: 0, most: 6 });
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
      'secret_detection not_compared',
      'sast ok',
    ]);
  });

  it('that are expired, refused, gone or damaged are named, never passed over', async () => {
    const expired = { artifacts_expire_at: '2026-11-22T00:00:00Z' };
    const { evaluate } = setUp(
      {
        '/projects/4711/pipelines/55/jobs': [
          job(1, ['sast']),
          job(2, ['sast'], expired),
          job(3, ['secret_detection'], expired),
          job(4, ['dependency_scanning']),
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
    const causes = Object.fromEntries(
      Object.entries(state?.reports?.causes ?? {}).map(([scan, cause]) => [scan, english(cause)]),
    );
    expect(causes.sast).toContain('job-2 could not be read: it has expired');
    expect(causes.secret_detection).toContain('it has expired');
    expect(causes.dependency_scanning).toContain('GitLab does not let you read it');
    expect(causes.container_scanning).toContain('it is damaged');
    // One cause is named once, and what helps against the first of them.
    expect(state?.sentence).toMatch(
      /^Its own pipeline’s reports do not tell what the gate would say: Secret detection: .*; Container scanning: .*damaged\.$/,
    );
    expect(state?.sentence).not.toMatch(/could not tell/);
    expect(state?.next.text).not.toContain('Configure Scans');
  });

  it('of which GitLab keeps the newest are read though their time is over', async () => {
    const kept = { artifacts_expire_at: '2026-11-22T00:00:00Z' };
    const { evaluate } = setUp(
      { '/projects/4711/pipelines/55/jobs': [job(1, ['sast'], kept)] },
      { '1 sast': { body: report(vulnerability(3)) }, '9 sast': { body: report() } },
    );
    expect((await evaluate())?.verdict).toMatchObject({ state: 'failed', counts: { blocking: 1 } });
  });

  it('that have expired are a state of their own, with the pipeline that makes new ones', async () => {
    const over = { artifacts_expire_at: '2026-11-22T00:00:00Z' };
    const jobs = { '/projects/4711/pipelines/55/jobs': [job(1, ['sast', 'dast'], over)] };
    const head = await setUp(jobs, { '9 sast': { body: report() } }).evaluate();
    expect(head).toMatchObject({
      kind: 'expired',
      sentence:
        'The reports of its pipeline have expired (SAST, DAST), so they no longer tell what the gate would say.',
      next: { text: 'Run the pipeline again, then refresh.', to: 'pipeline' },
      runUrl: `${WEB}/pipelines/55`,
    });
    expect(head?.verdict?.state).toBe('error');

    const oldBase = { '/projects/4711/pipelines/44/jobs': [job(9, ['sast'], over)] };
    const base = await setUp(oldBase, { '1 sast': { body: report(vulnerability(3)) } }).evaluate();
    expect(base).toMatchObject({
      kind: 'expired',
      tone: 'warning',
      next: { text: 'Run the target branch’s pipeline again, then refresh.', to: 'pipeline' },
      runUrl: `${WEB}/pipelines/44`,
    });
    expect(base?.sentence).toMatch(
      /^The target branch’s reports have expired \(SAST\)\. By its own pipeline/,
    );
    // With nothing found there is nothing that could be old.
    const clean = await setUp(oldBase, { '1 sast': { body: report() } }).evaluate();
    expect(clean?.kind).toBe('not_gated');
  });

  it('that were read in part do not let a merge request pass', async () => {
    const state = await setUp(
      { '/projects/4711/pipelines/55/jobs': [job(1, ['sast']), job(2, ['sast'])] },
      { '1 sast': { body: report() }, '2 sast': { body: '{' }, '9 sast': { body: report() } },
    ).evaluate();
    expect(state?.sentence).toContain('do not tell what the gate would say: SAST: the report of job job-2');
    expect(state?.next).toEqual({
      text: 'See the job that left the report, and run it again.',
      to: 'pipeline',
    });
  });

  it.each([
    ['one that may not be read', 403, /^Ask a Developer/],
    ['a GitLab that is busy', 429, /^Try again/],
    ['a GitLab that fails', 502, /^Try again/],
    ['one that was erased', 404, /^Run the pipeline again/],
  ])('have the next step that fits: %s', async (_, status, next) => {
    const state = await setUp({}, { '1 sast': { status }, '9 sast': { body: report() } }).evaluate();
    expect(state?.next.text).toMatch(next);
  });

  it('of DAST and fuzzing are read and judged like any other', async () => {
    const web = (severity: string, path: string, name: string) => ({
      name,
      severity,
      location: { hostname: 'https://example.com', method: 'GET', param: 'q', path },
      identifiers: [{ type: 'ZAProxy_PluginId', name, value: name }],
    });
    const crash = {
      name: 'Heap overflow',
      severity: 'Critical',
      location: { crash_address: '0x0', crash_state: 'f\ng', crash_type: 'Heap-buffer-overflow' },
      identifiers: [{ type: 'cwe', name: 'CWE-122', value: '122' }],
    };
    const types = ['dast', 'api_fuzzing', 'coverage_fuzzing'];
    const state = await setUp(
      {
        '/projects/4711/pipelines/55/jobs': [job(1, types)],
        '/projects/4711/pipelines/44/jobs': [job(9, types)],
      },
      {
        '1 dast': { body: report(web('High', '/search', 'XSS'), web('High', '/login', 'XSS')) },
        '1 api_fuzzing': { body: report(web('Low', '/api', 'Server error')) },
        '1 coverage_fuzzing': { body: report(crash) },
        '9 dast': { body: report(web('High', '/login', 'XSS')) },
        '9 api_fuzzing': { body: report() },
        '9 coverage_fuzzing': { body: report() },
      },
    ).evaluate();
    expect(state?.verdict).toMatchObject({
      state: 'failed',
      counts: { blocking: 2, introduced: 1, existing: 1, fixed: 0 },
    });
    expect(state?.verdict?.scans.map(({ scan, state: one }) => `${scan} ${one}`)).toEqual([
      'dast ok',
      'api_fuzzing ok',
      'coverage_fuzzing ok',
    ]);
    expect(state?.verdict?.findings.blocking.map(({ scan }) => scan).sort()).toEqual([
      'coverage_fuzzing',
      'dast',
    ]);
  });

  const policyOf = (failOn: string, scans: string, ignores = ' []') =>
    `version: 1\ndefault:\n  fail_on: ${failOn}\n  scans: [${scans}]\nexceptions: []\nignores:${ignores}\n`;

  it('are judged by the group’s policy where it can be read, with its ignores', async () => {
    const bodies = {
      '1 sast': { body: report(vulnerability(9, 'Low'), vulnerability(12, 'High')) },
      '9 sast': { body: report() },
    };
    const before = await setUp({ [POLICY]: policyOf('low', 'sast') }, bodies).evaluate();
    expect(before?.verdict).toMatchObject({ state: 'failed', failOn: 'low', counts: { blocking: 2 } });
    expect(before?.reports?.policy).toBe(true);

    const [finding] = before?.verdict?.findings.blocking ?? [];
    const line = (project: number, until: string) =>
      `\n  - { project: ${project}, finding: ${finding?.fingerprint}, reason: test key, by: anna, until: ${until} }`;
    const under = async (ignores: string) =>
      (await setUp({ [POLICY]: policyOf('low', 'sast', ignores) }, bodies).evaluate())?.verdict;
    const ignored = await under(line(4711, '2027-01-31'));
    expect(ignored).toMatchObject({ state: 'failed', counts: { blocking: 1, ignored: 1 } });
    expect(ignored?.findings.ignored).toEqual([finding]);
    expect(await under(line(4712, '2027-01-31'))).toMatchObject({ counts: { blocking: 2, ignored: 0 } });
    expect(await under(line(4711, '2026-01-31'))).toMatchObject({ counts: { blocking: 2, ignored: 0 } });
  });

  it('that the policy does not ask for are shown and decide nothing', async () => {
    const types = ['sast', 'secret_detection', 'dast'];
    const { evaluate } = setUp(
      {
        [POLICY]: policyOf('low', 'secret_detection'),
        '/projects/4711/pipelines/55/jobs': [job(1, types)],
        '/projects/4711/pipelines/44/jobs': [job(9, types)],
      },
      {
        '1 sast': { body: report(vulnerability(9, 'Critical')) },
        '1 secret_detection': { body: report() },
        '1 dast': { status: 403 },
        '9 sast': { status: 404 },
        '9 secret_detection': { body: report() },
      },
    );
    const state = await evaluate();
    expect(state?.verdict).toMatchObject({ state: 'passed', counts: { blocking: 0, introduced: 1 } });
    expect(state?.sentence).toBe(
      'By its own pipeline’s reports the gate would let it pass: No new findings at low or above; 1 new finding below it.',
    );
    expect(state?.verdict?.scans).toMatchObject([
      { scan: 'secret_detection', state: 'ok', failOn: 'low' },
      { scan: 'sast', state: 'not_compared', failOn: 'never', notAskedFor: true },
      { scan: 'dast', state: 'missing', failOn: 'never', notAskedFor: true },
    ]);
  });

  it('that can fail nothing need not be readable', async () => {
    const { evaluate } = setUp(
      { '/projects/4711/pipelines/55/jobs': [job(1, ['sast', 'dast'])] },
      { '1 sast': { status: 403 }, '1 dast': { body: report() }, '9 sast': { body: report() } },
      { failOn: 'high', perScan: { sast: 'never' } },
    );
    expect((await evaluate())?.sentence).toMatch(/^By its own pipeline’s reports the gate would let it pass/);
  });

  it('that lack a scan of the policy do not tell what the gate would say', async () => {
    const bodies = { '1 sast': { body: report() }, '9 sast': { body: report() } };
    const state = await setUp({ [POLICY]: policyOf('low', 'secret_detection, sast') }, bodies).evaluate();
    expect(state).toMatchObject({
      kind: 'not_gated',
      tone: 'neutral',
      sentence:
        'The group’s policy asks for scans of which its own pipeline left no report (Secret detection), so nobody can tell yet what the gate would say.',
      next: { to: 'group' },
    });
  });

  it('are looked for in 2,000 jobs, and it is said where there are more', async () => {
    const withPages = (last: number) => {
      const jobs = (page: number) =>
        new Response(JSON.stringify([job(page, page === 20 ? ['sast'] : [])]), {
          headers: { 'x-next-page': page < last ? String(page + 1) : '' },
        });
      return setUp(
        { '/projects/4711/pipelines/55/jobs': jobs },
        { '20 sast': { body: report(vulnerability(3)) }, '9 sast': { body: report() } },
      );
    };
    const all = await withPages(20).evaluate();
    expect(all).toMatchObject({ verdict: { counts: { blocking: 1 } }, reports: { jobsCut: false } });
    const more = withPages(21);
    expect((await more.evaluate())?.reports?.jobsCut).toBe(true);
    expect(more.asked.filter((url) => /pipelines\/55\/jobs\?/.test(url))).toHaveLength(20);
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
    const jobs = { '/projects/4711/pipelines/55/jobs': [job(1, ['archive'])] };
    expect(await setUp(jobs, {}).read()).toEqual({ state: null, running: false });
    const bare = { iid: 7, project_id: 4711, state: 'opened', sha: HEAD, target_branch: 'main' };
    expect(await setUp({ [`${PROJECT}/merge_requests/7`]: bare }, {}).evaluate()).toBeNull();
  });

  it('are those of the merge request that was read already, which is not read again', async () => {
    const { read, asked } = setUp({}, { '1 sast': { body: report(vulnerability(3)) } });
    expect((await read({ mergeRequest: mergeRequest() })).state?.verdict?.counts.blocking).toBe(1);
    expect(asked.filter((url) => url.includes('/merge_requests/'))).toEqual([]);
    expect(await read({ mergeRequest: mergeRequest({ head_pipeline: null }) })).toMatchObject({
      state: null,
    });
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
