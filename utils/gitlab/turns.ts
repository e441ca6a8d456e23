interface Wish {
  signal?: AbortSignal | undefined;
  /** Before all that wait without it. */
  first?: boolean;
}

/** Lets so many tasks run at once. The others wait, in the order in which they came. */
export class Turns {
  readonly #first = new Set<() => void>();
  readonly #others = new Set<() => void>();
  #running = 0;
  #atOnce: number;

  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  get atOnce(): number {
    return this.#atOnce;
  }

  set atOnce(atOnce: number) {
    this.#atOnce = atOnce;
    this.#startNext();
  }

  /**
   * Runs the task when it is its turn. An aborted signal takes a waiting task out; one that runs already ends by itself.
   *
   * @throws the signal's reason, where the task was not run; else what the task throws
   */
  async run<T>(task: () => Promise<T>, wish: Wish = {}): Promise<T> {
    wish.signal?.throwIfAborted();
    await this.#turn(wish);
    try {
      return await task();
    } finally {
      this.#running -= 1;
      this.#startNext();
    }
  }

  #turn({ signal, first = false }: Wish): Promise<void> {
    const waiting = first ? this.#first : this.#others;
    return new Promise((resolve, reject) => {
      const start = (): void => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        waiting.delete(start);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', leave, { once: true });
      waiting.add(start);
      this.#startNext();
    });
  }

  #startNext(): void {
    for (const waiting of [this.#first, this.#others])
      for (const start of waiting) {
        if (this.#running >= this.#atOnce) return;
        waiting.delete(start);
        this.#running += 1;
        start();
      }
  }
}
