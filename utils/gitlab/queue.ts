import { AdaptiveLimit } from './adaptive-limit.ts';
import {
  ENDPOINT_SHARES,
  type EndpointLimit,
  endpointLimit,
  HOST_SHARES,
  hostLimit,
} from './known-limits.ts';
import { Pace } from './pace.ts';
import type { ToldLimit } from './rate-headers.ts';
import { Turns } from './turns.ts';

/** Requests that may be on their way while the host counts: at most so many, and at most this share of its limit. */
const ON_THE_WAY = 32;
const ON_THE_WAY_SHARE = 0.1;
/** Places that writes leave free: a person who looks at the panel does not wait for a write that hangs. */
const FOR_READS = 1;

/**
 * The one door to one GitLab host, for every caller in this process: how many requests may be under way, at what
 * pace they go, and until when the host, or one of its endpoints, wants to be left alone.
 */
export class HostQueue {
  readonly #limit = new AdaptiveLimit();
  readonly #all = new Turns(this.#limit.value);
  /** The writes among them: a door before the door. */
  readonly #writes = new Turns(writesOf(this.#limit.value));
  readonly #endpoints = new Map<EndpointLimit, Pace>();
  readonly #blocked = new Map<string, number>();
  #pace: Pace | null = null;
  /** Requests that were sent; those that wait for their pace are not among them. */
  #underWay = 0;
  #onLearned: (perMinute: number) => void = () => {};

  constructor(options: { perMinute?: number | null; now?: number } = {}) {
    const { perMinute, now = Date.now() } = options;
    if (perMinute) this.#pace = new Pace(perMinute, HOST_SHARES, now);
  }

  get concurrency(): number {
    return this.#all.atOnce;
  }

  /** The limit that is paced to, requests a minute; null: none is known. */
  get perMinute(): number | null {
    return this.#pace?.perMinute ?? null;
  }

  /**
   * Runs the task when it is its turn. An aborted signal takes a waiting task out of the queue; one that runs
   * already ends by itself and has the last word, since only it knows whether its request was sent. Reads go
   * first, and always find a place within a read's time, whatever the writes wait for.
   */
  run<T>(task: () => Promise<T>, signal?: AbortSignal, writes = false): Promise<T> {
    // Waiting reads go before waiting writes, which are many and belong to jobs.
    if (!writes) return this.#all.run(task, { signal, first: true });
    return this.#writes.run(() => this.#all.run(task, { signal }), { signal });
  }

  /** Milliseconds until one more request may be sent to the host. Counts as sent unless it is given back. */
  turn(now: number): { ms: number; giveBack(): void } {
    return reserved(this.#pace, now);
  }

  /** The same for one endpoint that has a limit of its own. */
  endpointTurn(kind: string, now: number): { ms: number; giveBack(): void } {
    const limit = endpointLimit(kind);
    if (!limit) return reserved(null, now);
    const pace = this.#endpoints.get(limit) ?? new Pace(limit.perMinute, ENDPOINT_SHARES, now);
    this.#endpoints.set(limit, pace);
    return reserved(pace, now);
  }

  /** A request goes out. `answered`: an answer came, whatever it says, after so many milliseconds. */
  sent(kind: string): { answered(ms: number): void; ended(): void } {
    this.#underWay += 1;
    return {
      answered: (ms) => {
        this.#limit.answered(kind, ms, this.#underWay >= this.#all.atOnce);
        this.#resize();
      },
      ended: () => {
        this.#underWay -= 1;
      },
    };
  }

  troubled(now: number): void {
    this.#limit.troubled(now);
    this.#resize();
  }

  /** The browser opens so many connections to the host, each for one request at a time; null: it needs no more than one. */
  connections(count: number | null): void {
    this.#limit.atMost(count);
    this.#resize();
  }

  #resize(): void {
    this.#all.atOnce = this.#limit.value;
    this.#writes.atOnce = writesOf(this.#limit.value);
  }

  /** The host told its limit. @param refused in a refusal: it is worth remembering where it tells only then */
  told({ perMinute, left }: ToldLimit, now: number, refused: boolean): void {
    const onTheWay = Math.min(ON_THE_WAY, perMinute * ON_THE_WAY_SHARE);
    const rest = left && { ms: left.ms, requests: left.requests - onTheWay };
    if (!this.#pace) this.#pace = new Pace(perMinute, { ...HOST_SHARES, atStart: 0 }, now);
    this.#pace.adjust(perMinute, refused ? null : rest, now);
    if (refused) this.#onLearned(perMinute);
  }

  /** A limit from an earlier life. What this life has learned is newer. */
  recall(perMinute: number, now: number): void {
    this.#pace ??= new Pace(perMinute, HOST_SHARES, now);
  }

  /** Calls back with each limit that only a refusal told. */
  onLearned(listener: (perMinute: number) => void): void {
    this.#onLearned = listener;
  }

  /** No request before `until` (milliseconds since the epoch): to the whole host, or to one kind of endpoint. */
  block(until: number, kind = ''): void {
    this.#blocked.set(kind, Math.max(this.#blocked.get(kind) ?? 0, until));
  }

  /** Milliseconds that the host, or this endpoint of it, still wants to be left alone. */
  blockedFor(now: number, kind = ''): number {
    return Math.max(0, (this.#blocked.get('') ?? 0) - now, (this.#blocked.get(kind) ?? 0) - now);
  }
}

function writesOf(limit: number): number {
  return Math.max(1, limit - FOR_READS);
}

function reserved(pace: Pace | null, now: number): { ms: number; giveBack(): void } {
  return { ms: pace?.reserve(now) ?? 0, giveBack: () => pace?.release() };
}

const queues = new Map<string, HostQueue>();

/** Where limits are kept that hosts tell only by refusing. */
export interface LimitMemory {
  recall(origin: string): Promise<number | null>;
  remember(origin: string, perMinute: number): Promise<void>;
}
let memory: LimitMemory | null = null;

/** From here on limits that were learned outlive this process. To be called before the first request. */
export function keepLimits(given: LimitMemory | null): void {
  memory = given;
}

/** The queue of a host: the same object for the same origin, whoever asks. */
export function hostQueue(baseUrl: string): HostQueue {
  const { origin } = new URL(baseUrl);
  let queue = queues.get(origin);
  if (!queue) {
    queue = new HostQueue({ perMinute: hostLimit(origin) });
    queues.set(origin, queue);
    if (memory) withMemory(queue, origin, memory);
  }
  return queue;
}

/** The queue of a host that has been asked something; null: none. */
export function knownQueue(origin: string): HostQueue | null {
  return queues.get(origin) ?? null;
}

/** Memory that fails is no memory: the limit is learned anew. */
function withMemory(queue: HostQueue, origin: string, kept: LimitMemory): void {
  queue.onLearned((perMinute) => void kept.remember(origin, perMinute).catch(() => undefined));
  kept.recall(origin).then(
    (perMinute) => perMinute !== null && queue.recall(perMinute, Date.now()),
    () => undefined,
  );
}
