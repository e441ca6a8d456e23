/** What browsers allow one HTTP/1.1 host anyway, and what the first look at a group takes. */
const START = 6;
/** A write, and a read beside it. */
const LEAST = 2;
const MOST = 32;
/** Until trouble is met the limit grows by one per answer; from here on by one per round. */
const SLOW_START_UNTIL = 16;
/** Answers that come from standing in a line at the host, not from being worked on: fewer is room, more is a crowd. */
const ROOM = 4;
const CROWD = 8;
/** Differences of this size are noise, milliseconds. */
const NOISE_MS = 20;
const SMOOTH = 0.1;
const MOST_KINDS = 200;
/** One overload is met by everything under way: it counts once. */
const SAME_TROUBLE_MS = 1_000;

/**
 * How many requests may be under way at a host. By Little's law a far-away host needs many for the same pace, so
 * it grows as long as answers take no longer than they did with fewer, and stops where they do, because then the
 * host only lets them stand in line (as TCP Vegas does). A 429 or 5xx halves it.
 */
export class AdaptiveLimit {
  #limit = START;
  #most = MOST;
  #threshold = SLOW_START_UNTIL;
  /** Quickest answer by kind of request: a page of a listing takes longer than a switch. */
  readonly #quickest = new Map<string, number>();
  /** How many times longer than its quickest an answer takes, smoothed. */
  #slowness = 1;
  #troubledAt = Number.NEGATIVE_INFINITY;

  get value(): number {
    return Math.floor(this.#limit);
  }

  /** @param full as many were under way as may be: only then an answer says that more would do */
  answered(kind: string, ms: number, full: boolean): void {
    const quickest = Math.min(ms, this.#quickest.get(kind) ?? ms);
    if (this.#quickest.size >= MOST_KINDS) this.#quickest.clear();
    this.#quickest.set(kind, quickest);
    const ratio = (ms + NOISE_MS) / (quickest + NOISE_MS);
    this.#slowness += SMOOTH * (ratio - this.#slowness);

    const inLine = this.#limit * (1 - 1 / this.#slowness);
    if (inLine > CROWD) this.#set(this.#limit - 1 / this.#limit);
    else if (inLine < ROOM && full)
      this.#set(this.#limit + (this.#limit < this.#threshold ? 1 : 1 / this.#limit));
  }

  /** Never more than so many; null: as many as ever. */
  atMost(count: number | null): void {
    this.#most = Math.min(MOST, count ?? MOST);
    this.#set(this.#limit);
  }

  troubled(now: number): void {
    if (now - this.#troubledAt < SAME_TROUBLE_MS) return;
    this.#troubledAt = now;
    this.#set(this.#limit / 2);
    this.#threshold = this.#limit;
  }

  #set(limit: number): void {
    this.#limit = Math.min(this.#most, Math.max(LEAST, limit));
  }
}
