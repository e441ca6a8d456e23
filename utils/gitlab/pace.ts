const MINUTE_MS = 60_000;

export interface PaceShares {
  /** Of a minute's quota, what may go at once after a rest. */
  burst: number;
  /** Of a minute's quota, what goes in each minute without end. */
  steady: number;
  /** The same where the host says with each answer what is left: what others spend shows, and when a window ends. */
  told: number;
  /** Of the burst, what is there at the start: nobody knows what was sent before. */
  atStart: number;
}

/**
 * Spreads requests over time so that a limit of so many a minute never bites: no minute, wherever it begins, sees
 * more than `burst + steady` of it (GitLab counts in fixed windows, whose beginning a client does not know, unless it
 * is told what is left of one). Each request reserves its moment; nothing here waits.
 */
export class Pace {
  readonly #shares: PaceShares;
  #quota: number;
  /** Milliseconds between two requests. */
  #interval: number;
  /** When a request that finds the burst spent would go: the theoretical arrival time of GCRA. */
  #next: number;

  constructor(perMinute: number, shares: PaceShares, now: number) {
    this.#shares = shares;
    this.#quota = perMinute;
    this.#interval = this.#steadyInterval();
    this.#next = now + (1 - shares.atStart) * this.#tolerance();
  }

  get perMinute(): number {
    return this.#quota;
  }

  /** Takes the next free moment. @returns milliseconds until then */
  reserve(now: number): number {
    const next = Math.max(now, this.#next);
    this.#next = next + this.#interval;
    return Math.max(0, next - this.#tolerance() - now);
  }

  /** Gives the latest moment back: it was too far away to wait for. */
  release(): void {
    this.#next -= this.#interval;
  }

  /** The host says what its limit is, and what is left of it until when: others may be spending it too. */
  adjust(perMinute: number, left: { requests: number; ms: number } | null, now: number): void {
    this.#quota = perMinute;
    this.#interval = left ? this.#intervalFor(left) : this.#steadyInterval();
    // What was reserved at a slower pace than today's would keep everybody waiting for nothing.
    this.#next = Math.min(this.#next, now + this.#tolerance() + MINUTE_MS);
  }

  /**
   * At most the pace of who is told, less where the rest of the window would not last. In a window of an hour a quarter of
   * what is left may go each minute: a job of minutes need not crawl, and never comes to the end of it.
   */
  #intervalFor(left: { requests: number; ms: number }): number {
    if (left.requests <= 0) return Math.max(left.ms, this.#steadyInterval());
    const told = Math.min(this.#quota * this.#shares.told, (left.requests / left.ms) * MINUTE_MS);
    return MINUTE_MS / Math.max(told, left.requests / 4);
  }

  #steadyInterval(): number {
    return MINUTE_MS / Math.max(1, this.#quota * this.#shares.steady);
  }

  #tolerance(): number {
    const burst = Math.max(1, this.#quota * this.#shares.burst);
    return (burst - 1) * this.#steadyInterval();
  }
}
