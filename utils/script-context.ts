import { browser } from '#imports';

/**
 * What a content script is given by WXT, without what none of ours uses (a location watcher, timers, listeners, a
 * message to the page's own scripts): some 1 kB less on every page of a GitLab. `scripts/vite-small-context.ts` puts
 * it in the place of WXT's own.
 *
 * After an update or reload of the extension the browser puts the new scripts into open pages, beside the old ones,
 * which can no longer reach the worker: `signal` ends an old one as soon as its successor starts.
 */
export class ContentScriptContext {
  readonly #controller = new AbortController();

  constructor(name: string) {
    // Known to this extension's own scripts; a page that guesses it can only end what it could remove anyway.
    const started = `${browser.runtime.id}:${name}:started`;
    document.dispatchEvent(new Event(started));
    document.addEventListener(started, () => this.#controller.abort(), { once: true, signal: this.signal });
  }

  /** Aborts when a newer copy of this script has started. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }
}
