import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { stopsIn } from './stops.ts';
import { isFocusLost } from './use-focus-when-lost.ts';

/**
 * Holds the focus where a person is working: when what has it is taken away, a step of a form or a notice, it goes to
 * the nearest stop that is left, and not to the top of the page. What comes instead may ask for it as it is rendered.
 */
export function useHeldFocus(area: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const root = area.current;
    if (!root) return;
    /** What has the focus, and all around it up to the area. */
    let path: Element[] = [];
    const watch = new MutationObserver(() => {
      if (!path[0] || path[0].isConnected) return;
      const left = path.find((element) => element.isConnected);
      path = [];
      if (left && isFocusLost()) nearestStop(root, left)?.focus({ preventScroll: true });
    });
    const came = (event: FocusEvent) => {
      const all = event.composedPath().filter((target) => target instanceof Element);
      path = all.slice(0, all.indexOf(root) + 1);
      watch.observe(root, { childList: true, subtree: true });
    };
    root.addEventListener('focusin', came);
    return () => {
      root.removeEventListener('focusin', came);
      watch.disconnect();
    };
  }, []);
}

/** Within the element, else the next one after it, else the last one before it. */
function nearestStop(root: HTMLElement, element: Element): HTMLElement | undefined {
  const stops = stopsIn(root);
  return (
    stops.find((stop) => element.contains(stop)) ??
    stops.find((stop) => element.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING) ??
    stops.at(-1)
  );
}
