/** A page that never stops changing must not make us look more often than this. Milliseconds. */
const PAUSE = 5_000;
/** GitLab patches its widget in several goes; one look after the last. Milliseconds. */
const SETTLE = 400;

/**
 * Calls back soon after GitLab's own merge widget, the element right after `host`, has changed: GitLab polls
 * there for new pushes and pipelines already, so that we need not.
 */
export function onWidgetChanged(
  host: HTMLElement,
  callback: () => void,
  signal: AbortSignal,
  document: Document = globalThis.document,
): void {
  const view = document.defaultView;
  if (!view || signal.aborted) return;
  let timer: number | undefined;
  let last = Number.NEGATIVE_INFINITY;
  const observer = new view.MutationObserver((records) => {
    const widget = host.nextElementSibling;
    if (timer !== undefined || !widget || !records.some(({ target }) => widget.contains(target))) return;
    const wait = Math.max(SETTLE, last + PAUSE - Date.now());
    timer = view.setTimeout(() => {
      timer = undefined;
      last = Date.now();
      callback();
    }, wait);
  });
  observer.observe(document.body, { childList: true, characterData: true, subtree: true });
  signal.addEventListener(
    'abort',
    () => {
      observer.disconnect();
      view.clearTimeout(timer);
    },
    { once: true },
  );
}
