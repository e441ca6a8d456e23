/** Remembers what never changes: a file at a commit, for one. The oldest is forgotten first, failures at once. */
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
    made.catch(() => this.#known.delete(key));
    const [oldest] = this.#known.keys();
    if (this.#known.size > this.#most && oldest !== undefined) this.#known.delete(oldest);
    return made;
  }
}
