/** Which repositories are ticked, by project id, and where a range would start from. */
export interface Selection {
  ids: ReadonlySet<number>;
  anchor: number | null;
}

export const NOTHING_SELECTED: Selection = { ids: new Set(), anchor: null };

/** Ticks or unticks one. */
export function toggle(selection: Selection, id: number, on: boolean): Selection {
  const ids = new Set(selection.ids);
  if (on) ids.add(id);
  else ids.delete(id);
  return { ids, anchor: id };
}

/**
 * Sets everything between the one ticked last and this one, both included, in the order shown. Without a
 * start among the shown it sets this one alone.
 */
export function toggleRange(
  selection: Selection,
  shown: readonly number[],
  id: number,
  on: boolean,
): Selection {
  const from = selection.anchor === null ? -1 : shown.indexOf(selection.anchor);
  const to = shown.indexOf(id);
  if (from < 0 || to < 0) return toggle(selection, id, on);
  const ids = new Set(selection.ids);
  for (const each of shown.slice(Math.min(from, to), Math.max(from, to) + 1)) {
    if (on) ids.add(each);
    else ids.delete(each);
  }
  return { ids, anchor: id };
}

/** Ticks or unticks all of these, and leaves others as they are. */
export function setAll(selection: Selection, shown: readonly number[], on: boolean): Selection {
  const ids = new Set(selection.ids);
  for (const id of shown) {
    if (on) ids.add(id);
    else ids.delete(id);
  }
  return { ids, anchor: null };
}

/** Drops what is no longer there to be ticked. */
export function keepOnly(selection: Selection, possible: ReadonlySet<number>): Selection {
  const ids = new Set([...selection.ids].filter((id) => possible.has(id)));
  return {
    ids,
    anchor: selection.anchor !== null && possible.has(selection.anchor) ? selection.anchor : null,
  };
}
