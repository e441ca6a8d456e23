import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/**
 * Gives the focus to an element when it appears, if what had the focus has gone with what was shown before.
 * Without it, a person at the keyboard would go on wherever a stop is left (`useHeldFocus`).
 */
export function useFocusWhenLost(element: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const target = element.current;
    if (!target) return;
    const root = target.getRootNode();
    const active = (root instanceof ShadowRoot ? root : document).activeElement;
    if (!active || active === document.body) target.focus({ preventScroll: true });
  }, []);
}
