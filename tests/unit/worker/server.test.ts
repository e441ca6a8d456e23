import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { JobSnapshot } from '../../../utils/apply/job-types.ts';
import { Failure } from '../../../utils/failure.ts';
import type { Sender } from '../../../utils/message-sender.ts';
import { createServer, type Handlers, type ServerDeps } from '../../../utils/message-server.ts';
import { REQUESTS, type RequestName } from '../../../utils/messages.ts';

const OWN = { id: 'ours', root: 'chrome-extension://ours/' };
const BASE = 'https://gitlab.example/gitlab';
const EXTENSION: Sender = { id: 'ours', url: 'chrome-extension://ours/popup.html' };
const PAGE: Sender = {
  id: 'ours',
  url: `${BASE}/acme`,
  origin: 'https://gitlab.example',
  frameId: 0,
  tab: { id: 7 },
};
const NAMES = Object.keys(REQUESTS) as RequestName[];

const ASKING = { gatePath: 'acme/mr-gate', project: 4, signedInAs: 'olga' };

const READ = {
  project: 1,
  mergeRequest: 7,
  head: 'a'.repeat(40),
  base: null,
  pipelineUrl: null,
  basePipeline: { url: null },
  running: false,
  jobsCut: false,
  headReports: [
    {
      job: { name: 'semgrep', url: `${BASE}/a/b/-/jobs/1`, fileType: 'sast', expiresAt: null },
      download: { ok: true, text: '{}' },
    },
    {
      job: { name: 'trivy', url: `${BASE}/a/b/-/jobs/2`, fileType: 'sast', expiresAt: '2026-11-23' },
      download: { ok: false, why: 'gone' },
    },
  ],
  baseReports: [],
  policies: ['version: 1'],
  settings: null,
};

/** For each request, parameters that fit. */
const GOOD: { [N in RequestName]: unknown } = {
  'page.connection': {},
  'page.texts': { language: 'de', areas: ['group', 'errors'] },
  'gitlab.pace': {},
  'page.injectPanel': { groupPath: 'acme/shop' },
  'page.injectDetails': {},
  'page.injectMarks': {},
  'page.injectReports': {},
  'page.injectWords': {},
  'page.judgeReports': READ,
  'page.noteRequests': { requests: [{ path: '/projects/1', status: 200, ms: 12 }] },
  'page.openConnect': { view: 'connect' },
  'group.first': { groupPath: 'acme/shop' },
  'group.load': { groupPath: 'acme/shop' },
  'plan.make': { groupPath: 'acme', wanted: { mode: 'use_default', projects: [1] } },
  'plan.countOpen': { planId: 'p-1' },
  'setup.start': { groupPath: 'acme' },
  'apply.start': { planId: 'p-1' },
  'job.latest': { groupPath: 'acme' },
  'job.stop': { jobId: 'j-1' },
  'job.resume': { jobId: 'j-1' },
  'history.list': { groupPath: 'acme', page: 1 },
  'history.show': { groupPath: 'acme', commit: 'a'.repeat(40) },
  'history.read': { groupPath: 'acme', page: 1 },
  'update.look': { groupPath: 'acme' },
  'policy.export': { groupPath: 'acme' },
  'policy.byHand': { groupPath: 'acme' },
  'policy.check': { groupPath: 'acme', text: 'version: 1' },
  'impact.preview': { groupPath: 'acme', wanted: { mode: 'use_default', projects: [1] }, page: 1 },
  'drift.check': { groupPath: 'acme', projects: [1] },
  'plan.hooks': { groupPath: 'acme', projects: [1] },
  'page.setUngatedDefault': { failOn: 'low' },
  'card.rights': ASKING,
  'card.planIgnore': { ...ASKING, finding: 'a'.repeat(32), reason: 'Test key' },
  'card.ignore': { ...ASKING, finding: 'a'.repeat(32), reason: 'Test key', basis: 'b'.repeat(40) },
  'card.runAgain': { ...ASKING, mergeRequest: 7 },
  'connect.list': {},
  'connect.verify': { baseUrl: BASE, token: 'glpat-x' },
  'connect.recheck': { baseUrl: BASE },
  'connect.firstGroups': { baseUrl: BASE },
  'connect.remove': { baseUrl: BASE },
  'gateToken.put': { baseUrl: BASE, groupPath: 'acme', token: 'glpat-x' },
  'settings.read': {},
  'settings.setFeature': { feature: 'card', on: false },
  'settings.setUngatedDefault': { failOn: 'low' },
  'requests.latest': {},
  'diagnostics.make': {},
  'everything.remove': {},
};

function setUp(more: Partial<ServerDeps> = {}) {
  const handle = vi.fn(async (_params: unknown, _caller: unknown) => null as never);
  const handlers = Object.fromEntries(
    NAMES.map((name) => [name, (params: unknown, caller: unknown) => handle(params, caller)]),
  ) as unknown as Handlers;
  const server = createServer(
    { handlers, connected: async () => [BASE], granted: async () => true, watchJob: () => () => {}, ...more },
    OWN,
  );
  return { server, handle };
}

describe('who may ask what', () => {
  it.each(NAMES)('%s answers its own tier and refuses the other', async (request) => {
    const { server, handle } = setUp();
    const [own, other] = REQUESTS[request].from === 'page' ? [PAGE, EXTENSION] : [EXTENSION, PAGE];
    expect(await server.answer({ request, params: GOOD[request] }, other)).toMatchObject({
      ok: false,
      error: { kind: 'refused' },
    });
    expect(handle).not.toHaveBeenCalled();
    expect(await server.answer({ request, params: GOOD[request] }, own)).toEqual({ ok: true, value: null });
    expect(handle).toHaveBeenCalledOnce();
  });

  it('the GitLab acted on is the sender’s, whatever the message says', async () => {
    const { server, handle } = setUp();
    await server.answer({ request: 'setup.start', params: { groupPath: 'acme' } }, PAGE);
    expect(handle).toHaveBeenCalledWith(
      { groupPath: 'acme' },
      { tabId: 7, origin: PAGE.origin, baseUrl: BASE },
    );
    const smuggled = {
      request: 'setup.start',
      params: { groupPath: 'acme', baseUrl: 'https://evil.example' },
    };
    expect(await server.answer(smuggled, PAGE)).toMatchObject({ ok: false });
    expect(await server.answer({ ...smuggled, baseUrl: 'x' }, PAGE)).toMatchObject({ ok: false });
    expect(handle).toHaveBeenCalledOnce();
  });

  it('a page of a host that is not granted (any more) is refused', async () => {
    const { server, handle } = setUp({ granted: async () => false });
    for (const request of NAMES) {
      expect(await server.answer({ request, params: GOOD[request] }, PAGE)).toMatchObject({ ok: false });
    }
    expect(handle).not.toHaveBeenCalled();
  });

  it('a granted page that is not connected may ask for its connection, our texts and scripts and the connect page only', async () => {
    const { server, handle } = setUp({ connected: async () => ['https://other.example'] });
    for (const request of NAMES.filter((name) => REQUESTS[name].from === 'page')) {
      const reply = await server.answer({ request, params: GOOD[request] }, PAGE);
      if (request.startsWith('page.')) expect(reply.ok).toBe(true);
      else expect(reply).toMatchObject({ ok: false, error: { kind: 'not_connected' } });
    }
    expect(handle.mock.calls.map(([, caller]) => caller)).toEqual(
      Array(11).fill({ tabId: 7, origin: PAGE.origin, baseUrl: null }),
    );
  });
});

describe('hostile messages', () => {
  const senders = fc.constantFrom<Sender>(PAGE, EXTENSION, {}, { id: 'ours' }, { ...PAGE, frameId: 1 });

  it('junk is always refused and never throws', async () => {
    const { server, handle } = setUp();
    await fc.assert(
      fc.asyncProperty(
        fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true }),
        senders,
        async (message, sender) => {
          expect((await server.answer(message, sender)).ok).toBe(false);
        },
      ),
    );
    expect(handle).not.toHaveBeenCalled();
  });

  it('names that are not requests are refused, those of Object.prototype too', async () => {
    const { server } = setUp();
    const names = fc.oneof(
      fc.string(),
      fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty'),
    );
    await fc.assert(
      fc.asyncProperty(names, fc.anything(), senders, async (request, params, sender) => {
        fc.pre(!NAMES.includes(request as RequestName));
        expect((await server.answer({ request, params }, sender)).ok).toBe(false);
      }),
    );
  });

  it('real names with junk parameters never reach a handler', async () => {
    const { server, handle } = setUp();
    const empty = new Set<string>([
      'page.connection',
      'page.injectPanel',
      'page.injectDetails',
      'page.injectMarks',
      'page.injectReports',
      'page.injectWords',
      'gitlab.pace',
      'connect.list',
      'settings.read',
      'requests.latest',
      'diagnostics.make',
      'everything.remove',
    ]);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...NAMES.filter((name) => !empty.has(name))),
        fc.anything(),
        async (request, params) => {
          const sender = REQUESTS[request].from === 'page' ? PAGE : EXTENSION;
          expect((await server.answer({ request, params }, sender)).ok).toBe(false);
        },
      ),
    );
    expect(handle).not.toHaveBeenCalled();
  });

  it('a good message with one more field is refused', async () => {
    const { server, handle } = setUp();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...NAMES), fc.string({ minLength: 1 }), async (request, key) => {
        const params = GOOD[request] as Record<string, unknown>;
        fc.pre(!(key in params) && !['groupPath', 'until'].includes(key));
        const sender = REQUESTS[request].from === 'page' ? PAGE : EXTENSION;
        const message = {
          request,
          params: Object.defineProperty({ ...params }, key, { value: 1, enumerable: true }),
        };
        expect((await server.answer(message, sender)).ok).toBe(false);
      }),
    );
    expect(handle).not.toHaveBeenCalled();
  });

  it.each(['', '../x', '/acme', 'acme?x', 'acme#x', 'a b', 'a\nb', 'x'.repeat(1001), '%2e%2e'])(
    'a group path like %j is refused',
    async (groupPath) => {
      const { server } = setUp();
      expect((await server.answer({ request: 'group.load', params: { groupPath } }, PAGE)).ok).toBe(false);
    },
  );
});

describe('what goes wrong inside', () => {
  const failing = (error: unknown) =>
    setUp({ handlers: new Proxy({} as Handlers, { get: () => () => Promise.reject(error) }) }).server;

  it('an error we know is told', async () => {
    const told = { kind: 'policy_broken', what: 'Line 3 is no YAML.', next: 'Fix it.' };
    expect(
      await failing(new Failure(told)).answer({ request: 'connect.list', params: {} }, EXTENSION),
    ).toEqual({
      ok: false,
      error: told,
    });
  });

  it.each([
    new Error('token glpat-secret at /home/me'),
    'glpat-secret',
    { token: 'glpat-secret' },
    null,
    undefined,
  ])('an error we do not know says nothing of itself: %j', async (error) => {
    const reply = await failing(error).answer({ request: 'connect.list', params: {} }, EXTENSION);
    expect(reply).toMatchObject({ ok: false, error: { kind: 'unexpected' } });
    expect(JSON.stringify(reply)).not.toContain('glpat');
  });

  it('a vault with no more room says so', async () => {
    const error = new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    const reply = await failing(error).answer({ request: 'connect.list', params: {} }, EXTENSION);
    expect(reply).toMatchObject({ ok: false, error: { kind: 'storage_full' } });
  });

  it('a vault that cannot be read is an answer too', async () => {
    const { server } = setUp({ connected: () => Promise.reject(new Error('quota')) });
    expect(await server.answer({ request: 'group.load', params: { groupPath: 'a' } }, PAGE)).toMatchObject({
      ok: false,
      error: { kind: 'unexpected' },
    });
  });
});

describe('job ports', () => {
  function port(name: string, sender: Sender = PAGE) {
    const gone: (() => void)[] = [];
    return {
      name,
      sender,
      postMessage: vi.fn(),
      disconnect: vi.fn(),
      onDisconnect: { addListener: (listener: () => void) => void gone.push(listener) },
      leave: () => gone.forEach((listener) => void listener()),
    };
  }
  const job = { id: 'j' } as JobSnapshot;

  it('pushes the job of the sender’s GitLab, until the page leaves', async () => {
    const stop = vi.fn();
    let push: (job: JobSnapshot | null) => void = () => {};
    const watchJob = vi.fn((_base: string, _group: string, listener: typeof push) => {
      push = listener;
      return stop;
    });
    const { server } = setUp({ watchJob });
    const open = port('job:acme/shop');
    await server.connect(open);
    expect(watchJob).toHaveBeenCalledWith(BASE, 'acme/shop', expect.any(Function));
    push(job);
    expect(open.postMessage).toHaveBeenCalledWith(job);
    open.leave();
    expect(stop).toHaveBeenCalledOnce();
    push(null);
    expect(open.postMessage).toHaveBeenCalledOnce();
  });

  it('does not start watching for a page that left meanwhile', async () => {
    const watchJob = vi.fn(() => () => {});
    const open = port('job:acme');
    const { server } = setUp({
      watchJob,
      connected: async () => {
        open.leave();
        return [BASE];
      },
    });
    await server.connect(open);
    expect(watchJob).not.toHaveBeenCalled();
  });

  it.each<[string, string, Sender]>([
    ['an own page', 'job:acme', EXTENSION],
    ['a frame', 'job:acme', { ...PAGE, frameId: 2 }],
    ['another extension', 'job:acme', { ...PAGE, id: 'theirs' }],
    [
      'a page elsewhere',
      'job:acme',
      { ...PAGE, url: 'https://evil.example/', origin: 'https://evil.example' },
    ],
    ['another name', 'keepalive', PAGE],
    ['a strange group', 'job:../../x', PAGE],
  ])('closes on %s', async (_, name, sender) => {
    const watchJob = vi.fn(() => () => {});
    const { server } = setUp({ watchJob });
    const open = port(name, sender);
    await server.connect(open);
    expect(open.disconnect).toHaveBeenCalledOnce();
    expect(watchJob).not.toHaveBeenCalled();
  });
});

describe('what pages tell of their requests', () => {
  it.each([
    { path: '/user?private_token=glpat-x', status: 200, ms: 1 },
    { path: 'https://elsewhere.example/', status: 200, ms: 1 },
    { path: `/${'x'.repeat(600)}`, status: 200, ms: 1 },
    { path: '/user', status: 1000, ms: 1 },
    { path: '/user', status: 200, ms: 1, token: 'glpat-x' },
  ])('is refused where it does not fit: %j', async (one) => {
    const { server, handle } = setUp();
    const params = { requests: [one] };
    const reply = await server.answer({ request: 'page.noteRequests', params }, PAGE);
    expect(reply).toMatchObject({ ok: false });
    expect(handle).not.toHaveBeenCalled();
  });
});
