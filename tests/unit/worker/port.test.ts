import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pokeWatches, watchPort } from '../../../utils/message-port.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

interface State {
  running: boolean;
}

function setUp() {
  const ports: { push(value: State): void; die(): void; disconnect: ReturnType<typeof vi.fn> }[] = [];
  const seen: State[] = [];
  const state = { alive: true, connectThrows: false };
  const onLost = vi.fn();
  const stop = watchPort<State>({
    name: 'job:acme',
    connect: () => {
      if (state.connectThrows) throw new Error('no receiving end');
      const messages: ((message: unknown) => void)[] = [];
      const ends: (() => void)[] = [];
      const disconnect = vi.fn();
      ports.push({
        push: (value) => messages.forEach((listener) => void listener(value)),
        die: () => ends.forEach((listener) => void listener()),
        disconnect,
      });
      return {
        onMessage: { addListener: (listener) => void messages.push(listener) },
        onDisconnect: { addListener: (listener) => void ends.push(listener) },
        disconnect,
      };
    },
    alive: () => state.alive,
    onMessage: (value) => seen.push(value),
    busy: ({ running }) => running,
    onLost,
  });
  return { ports, seen, state, onLost, stop };
}

describe('watching over a port', () => {
  it('connects at once and hands every state on', () => {
    const { ports, seen } = setUp();
    ports[0]!.push({ running: true });
    expect(seen).toEqual([{ running: true }]);
  });

  it('connects again soon when the worker died over a running job', () => {
    const { ports, seen } = setUp();
    ports[0]!.push({ running: true });
    ports[0]!.die();
    vi.advanceTimersByTime(300);
    expect(ports).toHaveLength(2);
    ports[1]!.push({ running: false });
    expect(seen).toHaveLength(2);
  });

  it('lets an idle worker rest, but connects at once when this page starts something', () => {
    const { ports } = setUp();
    ports[0]!.push({ running: false });
    ports[0]!.die();
    vi.advanceTimersByTime(10_000);
    expect(ports).toHaveLength(1);
    pokeWatches();
    expect(ports).toHaveLength(2);
    vi.advanceTimersByTime(60_000);
    expect(ports).toHaveLength(2);
  });

  it('backs off while nothing answers, to 8 s at most', () => {
    const { ports } = setUp();
    const times: number[] = [];
    for (let round = 0; round < 9; round++) {
      const before = Date.now();
      ports.at(-1)!.die();
      const count = ports.length;
      while (ports.length === count) vi.advanceTimersByTime(50);
      times.push(Date.now() - before);
    }
    expect(times).toEqual([250, 500, 1000, 2000, 4000, 8000, 8000, 8000, 8000]);
  });

  it('goes on when connecting itself fails', () => {
    const { ports, state } = setUp();
    state.connectThrows = true;
    ports[0]!.die();
    vi.advanceTimersByTime(1000);
    state.connectThrows = false;
    vi.advanceTimersByTime(2000);
    expect(ports).toHaveLength(2);
  });

  it('says once that the extension is gone, and nothing after', () => {
    const { ports, state, onLost } = setUp();
    state.alive = false;
    ports[0]!.die();
    vi.advanceTimersByTime(60_000);
    pokeWatches();
    expect(onLost).toHaveBeenCalledOnce();
    expect(ports).toHaveLength(1);
  });

  it('stops for good', () => {
    const { ports, seen, stop } = setUp();
    stop();
    expect(ports[0]!.disconnect).toHaveBeenCalledOnce();
    ports[0]!.push({ running: true });
    ports[0]!.die();
    pokeWatches();
    vi.advanceTimersByTime(60_000);
    expect(ports).toHaveLength(1);
    expect(seen).toEqual([]);
  });
});
