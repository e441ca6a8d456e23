import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/**
 * Whether nothing in the page has the focus, as when what had it is gone. Asked of the document: a shadow root does not
 * know of a person who is writing elsewhere in the page by now.
 */
export function isFocusLost(): boolean {
  const { activeElement } = document;
  return !activeElement || activeElement === document.body;
}

/**
 * Gives the focus to an element when it appears, if what had the focus has gone with what was shown before.
 * Without it, a person at the keyboard would go on wherever a stop is left (`useHeldFocus`).
 */
export function useFocusWhenLost(element: RefObject<HTMLElement | null>, wanted = true): void {
  useLayoutEffect(() => {
    if (wanted && isFocusLost()) element.current?.focus({ preventScroll: true });
  }, []);
}
