import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/**
 * Gives the focus to an element when it appears, if what had the focus has gone with what was shown before.
 * Without it, a person at the keyboard would start over at the top of the page.
 */
export function useFocusWhenLost(element: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    const root = target.getRootNode();
    const active = (root instanceof ShadowRoot ? root : document).activeElement;
    if (!active || active === document.body) target.focus({ preventScroll: true });
  }, []);
}
