/**
 * Remembers what never changes: a file at a commit, for one. The oldest is forgotten first, failures at once, and so is
 * that there was nothing (null): it may come.
 */
export class Memo<T> {
  readonly #known = new Map<string, Promise<T>>();
  readonly #most: number;

  constructor(most = 200) {
    this.#most = most;
  }

  once(key: string, make: () => Promise<T>): Promise<T> {
    const known = this.#known.get(key);
    if (known) return known;
    const made = make();
    this.#known.set(key, made);
    const forget = (): boolean => this.#known.delete(key);
    made.then((value) => value === null && forget(), forget);
    const [oldest] = this.#known.keys();
    if (this.#known.size > this.#most && oldest !== undefined) this.#known.delete(oldest);
    return made;
  }
}
