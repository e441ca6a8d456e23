import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';

export interface RowWindow {
  /** First row to render, and the one after the last. */
  start: number;
  end: number;
}

/** Rows beyond the edges: room for the focus to move on by keyboard, and for fast scrolling. */
const SPARE = 6;
const FIRST_SHOWN = 40;

/**
 * Which rows of equal height are worth rendering for where a scrolling element stands. Five thousand
 * repositories cost as much as fifty.
 *
 * @param scroller what scrolls, asked again when the row height changes
 * @param list what holds the rows, somewhere inside it
 */
export function useRowWindow(
  scroller: () => HTMLElement | null,
  list: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
): RowWindow {
  const [range, setRange] = useState<RowWindow>({ start: 0, end: Math.min(count, FIRST_SHOWN) });

  const look = () => {
    const view = scroller();
    const rows = list.current;
    if (!view || !rows) return;
    const top = view.getBoundingClientRect().top - rows.getBoundingClientRect().top;
    const height = view.clientHeight || FIRST_SHOWN * rowHeight;
    const start = Math.max(0, Math.min(count, Math.floor(top / rowHeight)) - SPARE);
    const end = Math.min(count, Math.ceil((Math.max(0, top) + height) / rowHeight) + SPARE);
    setRange((before) => (before.start === start && before.end === end ? before : { start, end }));
  };

  useLayoutEffect(look, [count, rowHeight]);
  useEffect(() => {
    const view = scroller();
    if (!view) return;
    const resized = new ResizeObserver(look);
    resized.observe(view);
    view.addEventListener('scroll', look, { passive: true });
    return () => {
      resized.disconnect();
      view.removeEventListener('scroll', look);
    };
  }, [count, rowHeight]);

  // Fewer rows than at the last look: never ask for what is not there.
  return { start: Math.min(range.start, count), end: Math.min(range.end, count) };
}
