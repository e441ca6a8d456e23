import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CardActions } from '../../../utils/actions/card-actions.ts';
import type { JobSnapshot } from '../../../utils/apply/job-types.ts';
import type { Connections } from '../../../utils/connect/connections.ts';
import { recheckAll } from '../../../utils/connect/recheck.ts';
import type { Connection } from '../../../utils/connection.ts';
import { Failure } from '../../../utils/failure.ts';
import { createHandlers, type JobService } from '../../../utils/message-handlers.ts';
import type { OptionsDeps } from '../../../utils/options-handlers.ts';
import { DEFAULTS, SETTINGS, writeSetting } from '../../../utils/settings.ts';
import { createLocalStore } from '../../../utils/storage.ts';

const BASE = 'https://gitlab.example/gitlab';
const NOW = Date.parse('2026-06-01T12:00:00Z');
const failure = (kind: string): Failure => new Failure({ kind, what: 'What.', next: 'Next.' });
const connection = (baseUrl: string, expiresAt: string | null = null): Connection => ({
  baseUrl,
  user: { id: 1, username: 'olga', name: 'Olga', kind: 'person' },
  scopes: ['api'],
  access: 'full',
  expiresAt,
  version: null,
  checkedAt: new Date(NOW).toISOString(),
});

function setUp(
  connections: Partial<Connections> = {},
  jobs: Partial<JobService> = {},
  actions: Partial<CardActions> = {},
  options: Partial<OptionsDeps> = {},
) {
  const openPage = vi.fn(async () => {});
  const injectPanel = vi.fn(async () => {});
  const injectDetails = vi.fn(async () => {});
  const injectMarks = vi.fn(async () => {});
  const injectReports = vi.fn(async () => {});
  const injectWords = vi.fn(async () => {});
  const handlers = createHandlers({
    connections: connections as Connections,
    jobs: jobs as JobService,
    actions: actions as CardActions,
    settings: createLocalStore(SETTINGS),
    options: options as OptionsDeps,
    readFile: async () => ({}),
    injectPanel,
    injectDetails,
    injectMarks,
    injectReports,
    injectWords,
    openPage,
  });
  return { handlers, openPage, injectPanel, injectDetails, injectMarks, injectReports, injectWords };
}

afterEach(async () => {
  const settings = createLocalStore(SETTINGS);
  for (const key of await settings.keys()) await settings.remove(key);
});

const TAB = { origin: 'https://gitlab.example' };

describe('pages', () => {
  it('tell what they have read, as the GitLab that their tab shows', async () => {
    const noteSession = vi.fn();
    const { handlers } = setUp({}, {}, {}, { requests: { noteSession } as never });
    const requests = [{ path: '/user', status: 200, ms: 3 }];
    await handlers['page.noteRequests']({ requests }, { ...TAB, tabId: 7, baseUrl: null });
    await handlers['page.noteRequests']({ requests }, { ...TAB, tabId: 7, baseUrl: BASE });
    expect(noteSession.mock.calls).toEqual([
      [TAB.origin, requests],
      [BASE, requests],
    ]);
  });

  it('change by the card what belongs to their own GitLab', async () => {
    const ignore = vi.fn(async () => ({ commit: 'c', commitUrl: 'u' }));
    const runAgain = vi.fn(async () => ({ pipelineUrl: 'u' }));
    const { handlers } = setUp({}, {}, { ignore, runAgain });
    const caller = { ...TAB, tabId: 1, baseUrl: BASE };
    const asking = { gatePath: 'acme/mr-gate', project: 4, signedInAs: 'olga' };
    const wish = { ...asking, finding: 'f', reason: 'r' };
    await handlers['card.ignore']({ ...wish, basis: 'b' }, caller);
    expect(ignore).toHaveBeenCalledWith(BASE, wish, 'b');
    await handlers['card.runAgain']({ ...asking, mergeRequest: 7 }, caller);
    expect(runAgain).toHaveBeenCalledWith(BASE, asking, 7);
  });

  it('learn whether their GitLab is connected', async () => {
    const { handlers } = setUp({ get: async (baseUrl) => connection(baseUrl) });
    expect(await handlers['page.connection']({}, { ...TAB, tabId: 7, baseUrl: null })).toBeNull();
    expect(await handlers['page.connection']({}, { ...TAB, tabId: 7, baseUrl: BASE })).toEqual(
      connection(BASE),
    );
  });

  it('get the panel into their own tab', async () => {
    const loadAhead = vi.fn();
    const { handlers, injectPanel, injectDetails, injectMarks, injectReports, injectWords } = setUp(
      {},
      { loadAhead },
    );
    await handlers['page.injectPanel']({ groupPath: 'acme' }, { ...TAB, tabId: 6, baseUrl: null });
    await handlers['page.injectPanel']({}, { ...TAB, tabId: 7, baseUrl: BASE });
    expect(loadAhead).not.toHaveBeenCalled();
    await handlers['page.injectPanel']({ groupPath: 'acme' }, { ...TAB, tabId: 7, baseUrl: BASE });
    expect(loadAhead).toHaveBeenCalledWith(BASE, 'acme');
    expect(injectPanel.mock.calls).toEqual([[6], [7], [7]]);
    await handlers['page.injectDetails']({}, { ...TAB, tabId: 8, baseUrl: null });
    expect(injectDetails).toHaveBeenCalledWith(8);
    const marks = await handlers['page.injectMarks']({}, { ...TAB, tabId: 8, baseUrl: null });
    expect(marks).toEqual({ diffMarks: true });
    expect(injectMarks).toHaveBeenCalledWith(8);
    await handlers['page.injectReports']({}, { ...TAB, tabId: 9, baseUrl: null });
    expect(injectReports).toHaveBeenCalledWith(9);
    await handlers['page.injectWords']({}, { ...TAB, tabId: 10, baseUrl: null });
    expect(injectWords).toHaveBeenCalledWith(10);
  });

  it('do not get the marks where they are switched off', async () => {
    const { handlers, injectMarks } = setUp();
    const settings = createLocalStore(SETTINGS);
    await writeSetting(settings, 'features', { ...DEFAULTS.features, diffMarks: false });
    const marks = await handlers['page.injectMarks']({}, { ...TAB, tabId: 8, baseUrl: null });
    expect(marks).toEqual({ diffMarks: false });
    expect(injectMarks).not.toHaveBeenCalled();
  });

  it('have reports judged, by a policy or by what they choose where none speaks', async () => {
    const { handlers } = setUp();
    const caller = { ...TAB, tabId: 7, baseUrl: null };
    const job = { name: 'semgrep', url: `${BASE}/a/b/-/jobs/1`, fileType: 'sast', expiresAt: null };
    const text = JSON.stringify({
      vulnerabilities: [{ name: 'Odd', severity: 'Low', location: { file: 'a.ts', start_line: 1 } }],
    });
    const read = (policies: string[]) => ({
      project: 7,
      mergeRequest: 1,
      head: 'a'.repeat(40),
      base: null,
      pipelineUrl: null,
      basePipeline: null,
      running: false,
      jobsCut: false,
      headReports: [{ job, download: { ok: true as const, text } }],
      baseReports: [],
      policies,
      settings: null,
    });
    const ask = (...policies: string[]) => handlers['page.judgeReports'](read(policies), caller);
    expect((await ask()).verdict).toMatchObject({ state: 'passed', failOn: 'high' });
    await handlers['page.setUngatedDefault']({ failOn: 'low' }, caller);
    expect((await ask()).verdict).toMatchObject({ state: 'failed', failOn: 'low' });
    const unread = await handlers['page.judgeReports'](
      { ...read([]), headReports: [{ job, download: { ok: true, text: 'no JSON' } }] },
      caller,
    );
    // As data, for whatever language the page is in.
    expect(unread.reports?.causes.sast).toEqual({
      id: 'reports.job.malformed',
      with: { job: 'semgrep', problem: { id: 'gate.report.not_json' } },
    });
    const policy = (failOn: string) =>
      `version: 1\ndefault:\n  fail_on: ${failOn}\n  scans: [sast]\n  drafts: true\n`;
    // The outermost one that can be read.
    expect((await ask('not: [a policy', policy('critical'), policy('low'))).verdict).toMatchObject({
      state: 'passed',
      failOn: 'critical',
    });
  });

  it('open the connect page for themselves, and can put nothing else into its address', async () => {
    const { handlers, openPage } = setUp();
    await handlers['page.openConnect']({ view: 'connect' }, { ...TAB, tabId: 7, baseUrl: null });
    expect(openPage).toHaveBeenCalledWith('/popup.html?view=connect&tab=7', 7);
    await handlers['page.openConnect'](
      { view: 'gate-token', groupPath: 'a/b' },
      { ...TAB, tabId: 7, baseUrl: BASE },
    );
    expect(openPage).toHaveBeenLastCalledWith(
      `/popup.html?view=gate-token&tab=7&base=${encodeURIComponent(BASE)}&group=a%2Fb`,
      7,
    );
  });
});

describe('a gate token that was handed in', () => {
  const params = { baseUrl: BASE, groupPath: 'acme', token: 't' };
  const needed = { kind: 'gate_token_needed', what: 'W.', next: 'N.' };
  const job = (more: Partial<JobSnapshot>): JobSnapshot => ({
    id: 'j',
    kind: 'setup',
    baseUrl: BASE,
    groupPath: 'acme',
    state: 'failed',
    steps: [],
    repos: [],
    startedAt: '',
    ...more,
  });
  const put = async (latest: JobSnapshot | null, resumeJob = vi.fn(async () => job({}))) => {
    const { handlers } = setUp(
      { putGateToken: async () => 'bot' },
      { latestJob: async () => latest, resumeJob },
    );
    expect(await handlers['gateToken.put'](params, null)).toEqual({ username: 'bot' });
    return resumeJob;
  };

  it.each([
    ['the job', job({ error: needed })],
    ['its step', job({ steps: [{ key: 'token', title: 'T', state: 'failed', error: needed }] })],
  ])('lets the set-up go on that failed for want of it, by %s', async (_, latest) => {
    expect(await put(latest)).toHaveBeenCalledWith(BASE, 'j');
  });

  it.each([
    ['no job', null],
    ['a job that failed for something else', job({ error: { ...needed, kind: 'forbidden' } })],
    ['a job that was stopped', job({ state: 'stopped', error: needed })],
    ['an apply', job({ kind: 'apply', error: needed })],
  ])('touches nothing else: %s', async (_, latest) => {
    expect(await put(latest)).not.toHaveBeenCalled();
  });

  it('is kept even when the set-up cannot go on', async () => {
    await put(
      job({ error: needed }),
      vi.fn(() => Promise.reject(failure('job_running'))),
    );
  });

  it('starts nothing when it was refused', async () => {
    const latestJob = vi.fn();
    const { handlers } = setUp(
      { putGateToken: () => Promise.reject(failure('gate_token_role')) },
      { latestJob },
    );
    await expect(handlers['gateToken.put'](params, null)).rejects.toBeInstanceOf(Failure);
    expect(latestJob).not.toHaveBeenCalled();
  });
});

describe('the daily check', () => {
  const check = (known: Connection[], recheck: (baseUrl: string) => Promise<Connection>) =>
    recheckAll({ list: async () => known, recheck } as Partial<Connections> as Connections, NOW);

  it('counts what wants attention', async () => {
    const known = ['a', 'b', 'c', 'd'].map((name) => connection(`https://${name}.example`));
    const count = await check(known, async (baseUrl) => {
      if (baseUrl.includes('a.')) throw failure('token_revoked');
      return connection(baseUrl, baseUrl.includes('b.') ? '2026-06-05' : '2026-12-31');
    });
    expect(count).toBe(2);
  });

  it.each(['network', 'timeout', 'rate_limited', 'server'])('does not alarm anybody for %s', async (kind) => {
    expect(await check([connection(BASE)], () => Promise.reject(failure(kind)))).toBe(0);
  });

  it('still warns of an end it knows of, when GitLab is out of reach', async () => {
    expect(await check([connection(BASE, '2026-06-03')], () => Promise.reject(failure('network')))).toBe(1);
  });
});
