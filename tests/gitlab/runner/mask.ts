/**
 * Replaces secrets in a job's log by `[MASKED]`, as GitLab Runner does, also where a secret arrives in two
 * pieces: text that could still become one is held back until more comes or `end` is called.
 */
export class Masker {
  readonly #secrets: string[];
  #held = '';

  constructor(secrets: readonly string[]) {
    // The longest first: of two that begin alike the whole one goes.
    this.#secrets = [...new Set(secrets)]
      .filter((secret) => secret !== '')
      .sort((a, b) => b.length - a.length);
  }

  /** Text that is safe to show now. */
  push(text: string): string {
    const masked = this.#mask(this.#held + text);
    const keep = this.#openTail(masked);
    this.#held = keep === 0 ? '' : masked.slice(-keep);
    return keep === 0 ? masked : masked.slice(0, -keep);
  }

  end(): string {
    const rest = this.#mask(this.#held);
    this.#held = '';
    return rest;
  }

  #mask(text: string): string {
    return this.#secrets.reduce((result, secret) => result.replaceAll(secret, '[MASKED]'), text);
  }

  /** Length of the longest end of `text` that is a beginning of a secret. */
  #openTail(text: string): number {
    let longest = 0;
    for (const secret of this.#secrets) {
      for (let length = Math.min(secret.length - 1, text.length); length > longest; length -= 1) {
        if (text.endsWith(secret.slice(0, length))) longest = length;
      }
    }
    return longest;
  }
}
