import { describe, expect, it, vi } from 'vitest';
import { followReports } from '../../../entrypoints/merge-request.content/follow-reports.ts';
import { cardState } from '../../../utils/card/card-state.ts';
import type { CardState } from '../../../utils/card/card-types.ts';
import type { CardReports, Evaluation } from '../../../utils/card/details.ts';
import type { CardSnapshot } from '../../../utils/card/follow-card.ts';
import type { CardReading } from '../../../utils/card/reading.ts';
import { SessionError } from '../../../utils/card/session-api.ts';
import { english } from '../../support/english.ts';
import { mergeRequest, NOW, PLACE, reading, status, verdict } from '../card/fixtures.ts';

const UNSEEN = { notes: [], statuses: [] };

function snapshot(over: Partial<CardSnapshot> = {}, read: Partial<CardReading> = UNSEEN): CardSnapshot {
  const state = cardState(reading(verdict(), read), NOW);
  return {
    state,
    head: 'a',
    pipeline: 55,
    mergeRequest: mergeRequest(),
    stale: null,
    refreshing: false,
    ...over,
  };
}

const ownWords = () => english(snapshot().state?.sentence ?? '');
const said = (sentence: string) => ({ ...snapshot().state, sentence }) as CardState;

/** `answers` come one an evaluation, the last again and again; an Error: GitLab could not be read. */
function setUp(...answers: (Evaluation | Error)[]) {
  const world = { now: 0 };
  const controller = new AbortController();
  const evaluate = vi.fn<CardReports['evaluate']>(async () => {
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer instanceof Error || !answer) throw answer;
    return answer;
  });
  let last = snapshot();
  let shown = last;
  const reports = followReports({
    place: PLACE,
    load: async () => ({ evaluate }),
    onChange: () => {
      shown = reports.see(last);
    },
    signal: controller.signal,
    now: () => world.now,
  });
  /** A new look of the card at GitLab, `seconds` after the one before. */
  const look = async (seconds: number, next: CardSnapshot = snapshot()): Promise<string | undefined> => {
    world.now += seconds * 1000;
    last = next;
    shown = reports.see(next);
    await settled();
    return shown.state ? english(shown.state.sentence) : undefined;
  };
  return { reports, look, evaluate, controller, stale: () => shown.stale };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

const NONE_YET: Evaluation = { state: null, running: true };

describe('reports of a merge request that is not gated', () => {
  it('are looked for again while the pipeline has left none, until it has ended', async () => {
    const { look, evaluate } = setUp(
      NONE_YET,
      NONE_YET,
      { state: said('one report'), running: true },
      { state: said('all reports'), running: false },
    );
    const own = ownWords();
    expect(await look(0)).toBe(own);
    expect(await look(30)).toBe(own);
    expect(await look(30)).toBe('one report');
    expect(await look(30)).toBe('all reports');
    expect(await look(30)).toBe('all reports');
    expect(evaluate).toHaveBeenCalledTimes(4);
  });

  it('are not asked for more often than every fifteen seconds, and once where the pipeline has ended', async () => {
    const quick = setUp(NONE_YET);
    for (let turn = 0; turn < 10; turn++) await quick.look(4);
    expect(quick.evaluate).toHaveBeenCalledTimes(3);
    const ended = setUp({ state: null, running: false });
    for (let turn = 0; turn < 10; turn++) await ended.look(30);
    expect(ended.evaluate).toHaveBeenCalledTimes(1);
  });

  it('are evaluated anew for another pipeline, another head, another threshold and a person’s refresh', async () => {
    const { look, reports, evaluate } = setUp({ state: said('reports'), running: false });
    await look(0);
    await look(1, snapshot({ pipeline: 56 }));
    await look(1, snapshot({ pipeline: 56, head: 'b' }));
    expect(evaluate).toHaveBeenCalledTimes(3);
    reports.choose('low');
    await settled();
    expect(evaluate).toHaveBeenCalledTimes(4);
    expect(evaluate.mock.lastCall?.slice(1, 3)).toEqual([mergeRequest(), 'low']);
    await look(1, snapshot({ pipeline: 56, head: 'b', refreshing: true }));
    expect(evaluate).toHaveBeenCalledTimes(4);
    await look(1, snapshot({ pipeline: 56, head: 'b' }));
    await look(1, snapshot({ pipeline: 56, head: 'b' }));
    expect(evaluate).toHaveBeenCalledTimes(5);
  });

  it('are evaluated anew where a pipeline that had stopped goes on', async () => {
    const { look, evaluate } = setUp({ state: said('reports'), running: false });
    const of = (status: string) => {
      const mr = mergeRequest();
      return snapshot({
        mergeRequest: { ...mr, head_pipeline: mr.head_pipeline && { ...mr.head_pipeline, status } },
      });
    };
    await look(0, of('manual'));
    expect(await look(30, of('manual'))).toBe('reports');
    expect(evaluate).toHaveBeenCalledTimes(1);
    expect(await look(30, of('running'))).toBe('reports');
    expect(evaluate).toHaveBeenCalledTimes(2);
  });

  it('of the pipeline before are not shown for the next one', async () => {
    const { look } = setUp({ state: said('old'), running: false }, NONE_YET);
    expect(await look(0)).toBe('old');
    expect(await look(1, snapshot({ pipeline: 56 }))).toBe(ownWords());
  });

  it('are tried again after GitLab could not be read', async () => {
    const { look, evaluate } = setUp(new Error('away'), { state: said('reports'), running: false });
    await look(0);
    await look(5);
    expect(evaluate).toHaveBeenCalledTimes(1);
    expect(await look(20)).toBe('reports');
  });

  it('that could not be read are said to be old, with the threshold that could not be judged, until they are', async () => {
    const { look, reports, evaluate, stale } = setUp(
      { state: said('high'), running: false },
      new SessionError('network'),
      new Error('worker lost'),
      { state: said('low'), running: false },
    );
    await look(0);
    expect(stale()).toBe(null);
    reports.choose('low');
    await settled();
    expect(await look(0)).toBe('high');
    expect(stale()).toBe('network');
    await look(20);
    expect(stale()).toBe('unreadable');
    expect(await look(20)).toBe('low');
    expect(stale()).toBe(null);
    expect(evaluate.mock.calls.map(([, , chosen]) => chosen)).toEqual([null, 'low', 'low', 'low']);
  });

  it('are left alone for as long as GitLab asks', async () => {
    const { look, evaluate, stale } = setUp(new SessionError('rate_limited', 429, 60_000), NONE_YET);
    await look(0);
    await look(50);
    expect([evaluate.mock.calls.length, stale()]).toEqual([1, 'rate_limited']);
    await look(30);
    expect([evaluate.mock.calls.length, stale()]).toEqual([2, null]);
  });

  it('are shown on a draft that no gate has seen, and not where the gate has', async () => {
    const draft = mergeRequest({ draft: true });
    const unseen = setUp({ state: said('reports'), running: false });
    expect(await unseen.look(0, snapshot({}, { ...UNSEEN, mergeRequest: draft }))).toBe('reports');

    const waits = status({ status: 'pending', description: 'Draft: not evaluated', finished_at: null });
    for (const seen of [{ mergeRequest: draft, notes: [], statuses: [waits] }, {}]) {
      const { look, evaluate } = setUp({ state: said('reports'), running: false });
      expect(await look(0, snapshot({}, seen))).not.toBe('reports');
      expect(evaluate).not.toHaveBeenCalled();
    }
  });

  it('need a pipeline', async () => {
    const { look, evaluate } = setUp({ state: said('reports'), running: false });
    await look(0, snapshot({ pipeline: null }));
    expect(evaluate).not.toHaveBeenCalled();
  });
});
