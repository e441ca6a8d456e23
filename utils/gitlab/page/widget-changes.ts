/** A page that never stops changing must not make us look more often than this. Milliseconds. */
const PAUSE = 5_000;
/** GitLab patches its widget in several goes; one look after the last. Milliseconds. */
const SETTLE = 400;

/** What GitLab's widget replaces when it comes. */
const MOUNT_POINT = 'js-vue-mr-widget';
/** So long after the page the widget comes, and what it shows is as new as what was read for the page. Milliseconds. */
const COMING = 5_000;

/**
 * Calls back soon after GitLab's own merge widget, the element right after `host`, has changed: GitLab polls
 * there for new pushes and pipelines already, so that we need not.
 *
 * @returns To be called whenever `host` was put somewhere: only what is around it is watched, since a page can change
 * thousands of lines at a time elsewhere.
 */
export function onWidgetChanged(host: HTMLElement, callback: () => void, signal: AbortSignal): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = Number.NEGATIVE_INFINITY;
  let comesUntil = last;
  const observer = new MutationObserver((records) => {
    const widget = host.nextElementSibling;
    if (timer !== undefined || !widget || !records.some(({ target }) => widget.contains(target))) return;
    const wait = Math.max(SETTLE, last + PAUSE - Date.now());
    timer = setTimeout(() => {
      timer = undefined;
      last = Date.now();
      if (last > comesUntil) callback();
    }, wait);
  });
  signal.addEventListener(
    'abort',
    () => {
      observer.disconnect();
      clearTimeout(timer);
    },
    { once: true },
  );
  return () => {
    observer.disconnect();
    if (signal.aborted || !host.parentElement) return;
    if (host.nextElementSibling?.id === MOUNT_POINT) comesUntil = Date.now() + COMING;
    observer.observe(host.parentElement, { childList: true, characterData: true, subtree: true });
  };
}
