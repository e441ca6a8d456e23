/**
 * Calls back once the document's markup is all there: at once where it is. The page's deferred scripts come after
 * that, a second of them in a GitLab, and `DOMContentLoaded` waits for them.
 */
export function whenParsed(
  callback: () => void,
  signal: AbortSignal,
  document: Document = globalThis.document,
): void {
  if (signal.aborted) return;
  if (document.readyState !== 'loading') callback();
  else document.addEventListener('readystatechange', callback, { once: true, signal });
}
