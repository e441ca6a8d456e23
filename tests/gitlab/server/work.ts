/** Tasks in the background: webhooks, what follows a push, merge checks. Their errors are told, not thrown. */
export class Work {
  readonly #tasks = new Set<Promise<unknown>>();
  readonly #log: (line: string) => void;

  constructor(log: (line: string) => void) {
    this.#log = log;
  }

  track<T>(task: Promise<T>): Promise<T> {
    const settled: Promise<unknown> = task
      .catch((error: unknown) =>
        this.#log(`background: ${error instanceof Error ? error.message : String(error)}`),
      )
      .finally(() => this.#tasks.delete(settled));
    this.#tasks.add(settled);
    return task;
  }

  get busy(): boolean {
    return this.#tasks.size > 0;
  }

  /** Resolves when no task is left, those that tasks began included. */
  async idle(timeoutMs: number): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (this.#tasks.size > 0) {
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`Still at work after ${timeoutMs} ms`);
      await Promise.race([
        Promise.all([...this.#tasks]),
        new Promise((resolve) => setTimeout(resolve, left).unref()),
      ]);
    }
  }
}
