import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import { assignSlots, type Slot } from './row-slots.ts';

/** Keys for the rows shown now, by which rows that come take over the elements of those that go. */
export function useRowSlots(list: RefObject<HTMLElement | null>, paths: readonly string[]): Slot[] {
  const slots = useRef<Slot[]>([]);
  const made = useRef(0);
  slots.current = assignSlots(slots.current, paths, focusedRow(list.current), () => made.current++);
  return slots.current;
}

/** The repository whose row has the focus, a menu of it included; null: none. */
function focusedRow(list: HTMLElement | null): string | null {
  const root = list?.getRootNode();
  const active = root instanceof ShadowRoot || root instanceof Document ? root.activeElement : null;
  return list?.contains(active) ? (active?.closest<HTMLElement>('[data-repo]')?.dataset.repo ?? null) : null;
}
