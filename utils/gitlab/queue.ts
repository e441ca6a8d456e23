import PQueue from 'p-queue';

const START = 4;
const LEAST = 1;
const MOST = 12;
/** Until trouble is met the limit grows by one per success; from here on by one per round. */
const SLOW_START_UNTIL = 8;

/**
 * The one door to one GitLab host, for every caller in this process: how many requests may be under way,
 * adapted to how the host takes them (up slowly while it answers, halved on a 429 or 5xx), and until when the
 * host wants to be left alone.
 */
export class HostQueue {
  readonly #queue = new PQueue({ concurrency: START });
  #limit = START;
  #threshold = SLOW_START_UNTIL;
  #blockedUntil = 0;

  get concurrency(): number {
    return this.#queue.concurrency;
  }

  /**
   * Runs the task when it is its turn. An aborted signal takes a waiting task out of the queue; one that runs
   * already ends by itself and has the last word, since only it knows whether its request was sent.
   */
  async run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    let running: Promise<T> | null = null;
    const start = (): Promise<T> => {
      running = task();
      return running;
    };
    try {
      return await this.#queue.add(start, signal ? { signal } : {});
    } catch (error) {
      if (running) return running;
      throw error;
    }
  }

  succeeded(): void {
    this.#setLimit(this.#limit + (this.#limit < this.#threshold ? 1 : 1 / this.#limit));
  }

  troubled(): void {
    this.#setLimit(this.#limit / 2);
    this.#threshold = this.#limit;
  }

  /** No request before `until` (milliseconds since the epoch). */
  block(until: number): void {
    this.#blockedUntil = Math.max(this.#blockedUntil, until);
  }

  /** Milliseconds that the host still wants to be left alone. */
  blockedFor(now: number): number {
    return Math.max(0, this.#blockedUntil - now);
  }

  #setLimit(limit: number): void {
    this.#limit = Math.min(MOST, Math.max(LEAST, limit));
    this.#queue.concurrency = Math.floor(this.#limit);
  }
}

const queues = new Map<string, HostQueue>();

/** The queue of a host: the same object for the same origin, whoever asks. */
export function hostQueue(baseUrl: string): HostQueue {
  const { origin } = new URL(baseUrl);
  let queue = queues.get(origin);
  if (!queue) {
    queue = new HostQueue();
    queues.set(origin, queue);
  }
  return queue;
}
