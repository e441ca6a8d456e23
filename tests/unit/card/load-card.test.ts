import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardState } from '../../../utils/card/card-state.ts';
import { createCardLoader } from '../../../utils/card/load-card.ts';
import { createSessionApi, SessionError } from '../../../utils/card/session-api.ts';
import { english } from '../../support/english.ts';
import { ENROLMENT, fakeGitLab, MERGE_REQUEST, NOTES, noteEntity, STATUSES } from './fake-gitlab.ts';
import { BASE_URL, DEV, finding, GATE, HEAD, mergeRequest, NOW, PLACE, status, verdict } from './fixtures.ts';

const FAILED = verdict({
  findings: { blocking: [finding()], introduced: [], existing: [], fixed: [], ignored: [] },
});
const signal = () => new AbortController().signal;

function setUp(of = FAILED) {
  const gitlab = fakeGitLab(of);
  const api = createSessionApi({ baseUrl: BASE_URL, fetch: gitlab.fetch });
  const clock = { now: NOW };
  return { gitlab, clock, loader: createCardLoader(PLACE, api, () => clock.now) };
}

describe('createCardLoader', () => {
  it('reads a whole card in two round trips', async () => {
    const { gitlab, loader } = setUp();
    const reading = await loader.load(signal());
    expect(gitlab.rounds()).toBe(2);
    expect(cardState(reading, NOW)).toMatchObject({
      kind: 'failed',
      enforcement: 'enforced',
      assurance: 'verified',
    });
  });

  it('sends GET requests to this GitLab alone, with the session and nothing else', async () => {
    const { gitlab, loader } = setUp();
    await loader.load(signal());
    expect(gitlab.calls.length).toBeGreaterThan(4);
    for (const { init } of gitlab.calls) {
      expect(init.method).toBe('GET');
      expect(init.credentials).toBe('same-origin');
      expect(init.redirect).toBe('manual');
      expect(init.headers).toEqual({ accept: 'application/json' });
    }
  });

  it('tells a session that has ended from a merge request that is gone: GitLab answers both with 404', async () => {
    const { gitlab, loader } = setUp();
    gitlab.answers[MERGE_REQUEST] = { status: 404, body: {} };
    gitlab.answers['/user'] = { body: { id: 30 } };
    await expect(loader.load(signal())).rejects.toMatchObject({ kind: 'not_found' });
    gitlab.answers['/user'] = { status: 401, body: {} };
    await expect(loader.load(signal())).rejects.toMatchObject({ kind: 'signed_out' });
  });

  it('costs one round trip less and no list once the gate’s note is known', async () => {
    const { gitlab, loader } = setUp();
    await loader.load(signal());
    gitlab.calls.length = 0;
    await loader.load(signal());
    const paths = gitlab.calls.map((call) => call.path);
    expect(paths.sort()).toEqual([MERGE_REQUEST, `${NOTES}/500`, STATUSES].sort());
  });

  it('finds the note again when it was deleted and written anew', async () => {
    const { gitlab, loader } = setUp();
    await loader.load(signal());
    gitlab.answers[`${NOTES}/500`] = { status: 404, body: {} };
    gitlab.answers[NOTES] = { body: [noteEntity(FAILED, { id: 501 })] };
    const reading = await loader.load(signal());
    expect(reading.notes.map((note) => note.id)).toEqual([501]);
  });

  it('reads on where the note is not on the first page, all further pages at once', async () => {
    const { gitlab, loader } = setUp();
    const other = (id: number) => noteEntity(FAILED, { id, body: 'Looks good', author: DEV });
    gitlab.answers[NOTES] = (query) => {
      const page = Number(query.get('page'));
      const headers = { 'x-next-page': page < 4 ? String(page + 1) : '', 'x-total-pages': '4' };
      return { body: page === 3 ? [other(30), noteEntity(FAILED)] : [other(page)], headers };
    };
    const reading = await loader.load(signal());
    expect(reading.notes.map((note) => note.id)).toEqual([500]);
    expect(gitlab.rounds()).toBeLessThanOrEqual(3);
  });

  it('searches three thousand comments, and says where there are more', async () => {
    const search = async (total: string | null) => {
      const { gitlab, loader } = setUp();
      gitlab.answers[NOTES] = (query) => {
        const page = Number(query.get('page'));
        const headers = { 'x-next-page': String(page + 1), ...(total && { 'x-total-pages': total }) };
        return { body: [noteEntity(FAILED, { id: page, body: 'Looks good', author: DEV })], headers };
      };
      const reading = await loader.load(signal());
      const asked = gitlab.calls.filter((call) => call.path === NOTES).length;
      // What is remembered of the search stays true for the looks after it.
      const again = await loader.load(signal());
      expect(again.notesCut).toBe(reading.notesCut);
      return { asked, sentence: english(cardState(reading, NOW).sentence) };
    };
    const missing = 'The status says failed, but the comment with its details is missing.';
    const beyond =
      'The status says failed, but its details are not among the first 3,000 comments of this merge request.';
    expect(await search('30')).toEqual({ asked: 30, sentence: missing });
    expect(await search('31')).toEqual({ asked: 30, sentence: beyond });
    // Of more than 10,000 GitLab does not say how many there are.
    expect(await search(null)).toEqual({ asked: 30, sentence: beyond });
  });

  it('asks only for the newest notes once it knows that the old ones hold none', async () => {
    const { gitlab, loader } = setUp();
    gitlab.answers[NOTES] = { body: [] };
    await loader.load(signal());
    gitlab.calls.length = 0;
    await loader.load(signal());
    expect(gitlab.calls.filter((call) => call.path === NOTES).map((call) => call.query.get('sort'))).toEqual([
      'desc',
    ]);
  });

  it('does not settle on a forged note: the gate’s own may still come', async () => {
    const { gitlab, loader } = setUp();
    const forged = noteEntity(verdict(), { id: 400, author: DEV });
    gitlab.answers[NOTES] = { body: [forged] };
    gitlab.answers[`${NOTES}/400`] = { body: forged };
    expect(cardState(await loader.load(signal()), NOW).kind).toBe('unverified');
    gitlab.answers[NOTES] = { body: [forged, noteEntity(FAILED)] };
    expect(cardState(await loader.load(signal()), NOW).kind).toBe('failed');
  });

  it('asks no gate project where no note names a verdict, nor whether GitLab holds to one', async () => {
    const { gitlab, loader } = setUp();
    gitlab.answers[NOTES] = { body: [] };
    gitlab.answers[STATUSES] = { body: [] };
    expect(cardState(await loader.load(signal()), NOW).kind).toBe('not_gated');
    expect(gitlab.calls.map((call) => call.path).sort()).toEqual([MERGE_REQUEST, NOTES, STATUSES].sort());
  });

  it('never asks a gate project outside the groups above', async () => {
    const { gitlab, loader } = setUp(
      verdict({ gate: { project: 'evil/mr-gate', pipelineUrl: '', version: '1' } }),
    );
    await loader.load(signal());
    expect(gitlab.calls.some((call) => call.path.includes('evil'))).toBe(false);
  });

  it('keeps to statuses of our name, also where GitLab ignores the filter', async () => {
    const { gitlab, loader } = setUp();
    gitlab.answers[STATUSES] = {
      body: [status({ name: 'unit tests', id: 9999 }), status({ status: 'failed' })],
    };
    expect((await loader.load(signal())).statuses?.map((s) => s.id)).toEqual([1000]);
  });

  it('reads the status of a fork’s merge request where its pipeline is', async () => {
    const { gitlab, loader } = setUp();
    gitlab.answers[MERGE_REQUEST] = { body: mergeRequest({ source_project_id: 99, head_pipeline: null }) };
    gitlab.answers[`/projects/99/repository/commits/${HEAD}/statuses`] = {
      body: [status({ status: 'failed' })],
    };
    expect(cardState(await loader.load(signal()), NOW)).toMatchObject({
      kind: 'failed',
      enforcement: 'enforced',
    });
  });

  it('finds out who the gate is on the next look, where there is a status and no note', async () => {
    const { gitlab, loader } = setUp();
    gitlab.answers[NOTES] = { body: [] };
    expect((await loader.load(signal())).gateProjects).toEqual([]);
    expect((await loader.load(signal())).gateProjects).toHaveLength(1);
  });

  it('leaves out a broken note and keeps the others', async () => {
    const { gitlab, loader } = setUp();
    gitlab.answers[NOTES] = { body: [null, { id: 'x' }, noteEntity(FAILED)] };
    expect((await loader.load(signal())).notes).toHaveLength(1);
  });

  it.each([
    [
      'the project is hidden',
      '/projects/acme/shop/checkout',
      { status: 403, body: {} },
      { mustSucceed: null },
    ],
    ['the gate project is hidden', ENROLMENT, { status: 404, body: {} }, { gateProjects: [] }],
    ['the enrolment is broken', ENROLMENT, { body: '{"version":' }, { gateProjects: [] }],
    ['statuses are hidden', STATUSES, { status: 403, body: {} }, { statuses: null }],
    ['the head commit is gone', STATUSES, { status: 404, body: {} }, { statuses: [] }],
  ])('goes on where %s', async (_, path, answer, expected) => {
    const { gitlab, loader } = setUp();
    gitlab.answers[path] = answer;
    expect(await loader.load(signal())).toMatchObject(expected);
  });

  it('does not take a passing failure for a hidden gate project, which would weaken the check', async () => {
    const { gitlab, loader } = setUp();
    gitlab.answers[ENROLMENT] = { status: 502, body: '' };
    await expect(loader.load(signal())).rejects.toMatchObject({ kind: 'server' });
  });

  it('reads hostile answers without breaking', async () => {
    const hostile = fc.oneof(
      fc.jsonValue(),
      fc.constant([{ id: 1, body: '<!-- mr-gate:v1 AAAA -->', author: GATE }]),
      fc.record({
        iid: fc.integer(),
        project_id: fc.integer(),
        state: fc.string(),
        sha: fc.option(fc.string()),
      }),
      fc.string({ unit: 'binary' }),
    );
    const path = fc.constantFrom(MERGE_REQUEST, NOTES, STATUSES, ENROLMENT);
    await fc.assert(
      fc.asyncProperty(path, hostile, async (where, body) => {
        const { gitlab, loader } = setUp();
        gitlab.answers[where] = { body: typeof body === 'string' ? body : JSON.stringify(body) };
        const read = await loader.load(signal()).catch((error: unknown) => error);
        if (read instanceof Error) expect(read).toBeInstanceOf(SessionError);
        else
          expect(cardState(read as Awaited<ReturnType<typeof loader.load>>, NOW).kind).toBeTypeOf('string');
      }),
      { numRuns: 150 },
    );
  });
});

describe('createSessionApi', () => {
  it.each([
    [{ status: 401, body: {} }, 'signed_out', null],
    [{ status: 302, body: '' }, 'signed_out', null],
    [{ status: 403, body: {} }, 'forbidden', null],
    [{ status: 404, body: {} }, 'not_found', null],
    [{ status: 429, body: 'Retry later', headers: { 'retry-after': '30' } }, 'rate_limited', 30_000],
    [{ status: 429, body: {} }, 'rate_limited', null],
    [{ status: 503, body: '' }, 'server', null],
    [{ body: '<html>' }, 'unreadable', null],
    [{ body: { iid: 'seven' } }, 'unreadable', null],
    [new TypeError('Failed to fetch'), 'network', null],
  ])('names the failure: %o', async (answer, kind, retryAfterMs) => {
    const { gitlab, loader } = setUp();
    gitlab.answers[MERGE_REQUEST] = answer;
    await expect(loader.load(signal())).rejects.toMatchObject({ kind, retryAfterMs });
  });

  it('puts nothing of the answer into the error', async () => {
    const { gitlab, loader } = setUp();
    gitlab.answers[MERGE_REQUEST] = {
      status: 500,
      body: 'SECRET-BODY',
      headers: { 'x-secret': 'SECRET-HEADER' },
    };
    const error = (await loader.load(signal()).catch((e: unknown) => e)) as Error;
    expect(`${JSON.stringify(error)} ${error.message} ${error.stack} ${String(error.cause)}`).not.toContain(
      'SECRET',
    );
  });

  it('ends with the signal, and says so', async () => {
    const { loader } = setUp();
    const controller = new AbortController();
    const reading = loader.load(controller.signal);
    controller.abort();
    await expect(reading).rejects.toMatchObject({ kind: 'cancelled' });
  });

  it('gives up on a GitLab that does not answer', async () => {
    const never = ((_: unknown, init: RequestInit) =>
      new Promise((_resolve, reject) => {
        init.signal?.addEventListener('abort', () => reject(init.signal?.reason));
      })) as unknown as typeof fetch;
    const api = createSessionApi({ baseUrl: BASE_URL, fetch: never, timeoutMs: 20 });
    await expect(createCardLoader(PLACE, api).load(signal())).rejects.toMatchObject({ kind: 'timeout' });
  });

  it('does not read an answer without end', async () => {
    const endless = (async () =>
      new Response(
        new ReadableStream({
          pull: (controller) => controller.enqueue(new Uint8Array(1_000_000)),
        }),
      )) as unknown as typeof fetch;
    const api = createSessionApi({ baseUrl: BASE_URL, fetch: endless });
    await expect(createCardLoader(PLACE, api).load(signal())).rejects.toMatchObject({ kind: 'unreadable' });
  });
});

describe('a merge request', () => {
  it('of another shape than today’s still gives a state', async () => {
    const { gitlab, loader } = setUp();
    const { head_pipeline: _, ...older } = mergeRequest();
    gitlab.answers[MERGE_REQUEST] = { body: { ...older, brand_new: { field: HEAD } } };
    expect(cardState(await loader.load(signal()), NOW).kind).toBe('failed');
  });
});
