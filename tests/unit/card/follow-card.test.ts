// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type CardSnapshot, followCard } from '../../../utils/card/follow-card.ts';
import type { CardReading } from '../../../utils/card/reading.ts';
import { SessionError } from '../../../utils/card/session-api.ts';
import { mergeRequest, reading, status, verdict } from './fixtures.ts';

const PASSED = reading(verdict());
const RUNNING = reading(verdict(), { statuses: [status({ status: 'running', finished_at: null })] });
const NOT_GATED = reading(verdict(), { notes: [], statuses: [] });
const MERGED = reading(verdict(), { mergeRequest: mergeRequest({ state: 'merged' }) });

type Answer = CardReading | SessionError | Promise<CardReading>;

function setUp(first: Answer) {
  const at = Date.now();
  const loads: number[] = [];
  const world = { answer: first as Answer };
  const controller = new AbortController();
  const snapshots: CardSnapshot[] = [];
  const forget = vi.fn();
  const follower = followCard({
    load: async () => {
      loads.push(Date.now() - at);
      if (world.answer instanceof SessionError) throw world.answer;
      return world.answer;
    },
    forget,
    onChange: (snapshot) => snapshots.push(snapshot),
    signal: controller.signal,
  });
  return { loads, world, controller, snapshots, forget, follower, last: () => snapshots.at(-1) };
}

function setHidden(hidden: boolean) {
  Object.defineProperty(document, 'hidden', { configurable: true, value: hidden });
  document.dispatchEvent(new Event('visibilitychange'));
}

describe('followCard', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse('2026-11-23T10:00:00Z') });
  });
  afterEach(() => {
    setHidden(false);
    vi.useRealTimers();
  });

  it('asks often while the gate works, a little less with time, and every half minute when it has decided', async () => {
    const { loads, world, last } = setUp(RUNNING);
    await vi.advanceTimersByTimeAsync(13_000);
    expect(loads).toEqual([0, 4000, 8500]);
    await vi.advanceTimersByTimeAsync(300_000);
    const gaps = loads.slice(1).map((time, at) => time - loads[at]!);
    expect(Math.max(...gaps)).toBe(10_000);
    world.answer = PASSED;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(last()?.state?.kind).toBe('passed');
    const before = loads.length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(loads.length - before).toBe(2);
  });

  it('asks once a minute where nothing is gated, and never again of a closed one', async () => {
    const quiet = setUp(NOT_GATED);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(quiet.loads).toHaveLength(11);
    quiet.controller.abort();
    const closed = setUp(MERGED);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(closed.loads).toHaveLength(1);
    closed.controller.abort();
  });

  it('looks at a closed one when the page changes, since it may be opened again, and at no merged one', async () => {
    const closed = setUp(reading(verdict(), { mergeRequest: mergeRequest({ state: 'closed' }) }));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(closed.last()?.state?.kind).toBe('closed');
    closed.world.answer = RUNNING;
    closed.follower.hint();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(closed.last()?.state?.kind).toBe('running');
    expect(closed.loads).toEqual([0, 60_000, 64_000]);
    closed.controller.abort();

    const merged = setUp(MERGED);
    await vi.advanceTimersByTimeAsync(60_000);
    merged.follower.hint();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(merged.loads).toHaveLength(1);
    merged.controller.abort();
  });

  it('is still while the tab is hidden and looks at once when it is back', async () => {
    setHidden(true);
    const { loads, controller } = setUp(RUNNING);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(loads).toEqual([]);
    setHidden(false);
    await vi.advanceTimersByTimeAsync(0);
    expect(loads).toEqual([60_000]);
    setHidden(true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(loads).toHaveLength(1);
    controller.abort();
  });

  it('has one load under way at a time, and one more when asked meanwhile', async () => {
    let answer: (reading: CardReading) => void = () => {};
    const slow = new Promise<CardReading>((resolve) => {
      answer = resolve;
    });
    const { loads, follower, controller, world, forget } = setUp(slow);
    await vi.advanceTimersByTimeAsync(10);
    follower.refresh();
    follower.refresh();
    setHidden(false);
    await vi.advanceTimersByTimeAsync(10);
    expect(loads).toHaveLength(1);
    world.answer = PASSED;
    answer(PASSED);
    await vi.advanceTimersByTimeAsync(10);
    expect(loads).toHaveLength(2);
    expect(forget).toHaveBeenCalled();
    controller.abort();
  });

  it('keeps away as long as GitLab asks, also when the tab comes back', async () => {
    const { loads, world, last, controller } = setUp(PASSED);
    await vi.advanceTimersByTimeAsync(0);
    world.answer = new SessionError('rate_limited', 429, 45_000);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(loads).toHaveLength(2);
    expect(last()).toMatchObject({ state: { kind: 'passed' }, stale: 'rate_limited' });
    setHidden(true);
    setHidden(false);
    await vi.advanceTimersByTimeAsync(44_000);
    expect(loads).toHaveLength(2);
    world.answer = PASSED;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(loads).toHaveLength(3);
    expect(last()).toMatchObject({ stale: null });
    controller.abort();
  });

  it('marks the last verdict as old while GitLab does not answer, and takes it away once signed out', async () => {
    const { world, last, follower, controller } = setUp(PASSED);
    await vi.advanceTimersByTimeAsync(0);
    world.answer = new SessionError('network');
    follower.refresh();
    await vi.advanceTimersByTimeAsync(0);
    expect(last()).toMatchObject({ state: { kind: 'passed' }, stale: 'network', refreshing: false });
    world.answer = new SessionError('signed_out', 401);
    follower.refresh();
    await vi.advanceTimersByTimeAsync(0);
    expect(last()).toMatchObject({ state: { kind: 'signed_out', verdict: null }, stale: null });
    controller.abort();
  });

  it('says what failed where there is no verdict yet, and recovers by itself', async () => {
    const { world, last, controller } = setUp(new SessionError('server', 502));
    await vi.advanceTimersByTimeAsync(0);
    expect(last()?.state?.kind).toBe('read_error');
    world.answer = PASSED;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(last()?.state?.kind).toBe('passed');
    controller.abort();
  });

  it('shows nothing more and sends nothing more after the end', async () => {
    const { loads, snapshots, controller, follower } = setUp(RUNNING);
    await vi.advanceTimersByTimeAsync(0);
    const shown = snapshots.length;
    controller.abort();
    follower.refresh();
    setHidden(false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(loads).toHaveLength(1);
    expect(snapshots).toHaveLength(shown);
  });
});
