/**
 * Calls back once, as soon as an element takes room in the page: at once where it does, later where it is in a part of
 * the page that is hidden, as GitLab hides the tabs that are not open. Before the frame is painted, so that what is
 * drawn then is seen from the first moment; and by an observer, since asking would make the browser lay the page out.
 */
export function whenShown(element: Element, callback: () => void, signal: AbortSignal): void {
  if (signal.aborted) return;
  const observer = new ResizeObserver(([entry]) => {
    if (!entry || entry.contentRect.width === 0) return;
    observer.disconnect();
    callback();
  });
  observer.observe(element);
  signal.addEventListener('abort', () => observer.disconnect(), { once: true });
}
