/** An element of the table, and the path of the repository that it shows. */
export interface Slot {
  key: number;
  path: string;
}

/**
 * Which element shows which repository: who stays keeps the element, and who comes takes over one of those who go, in
 * the order of the document. Making a screenful of elements anew is most of what scrolling a table would cost.
 *
 * @param held the repository whose element nobody may take over: with the focus in it, a key pressed now would be
 *   meant for a repository that has gone
 * @param fresh gives a key that no element has had
 */
export function assignSlots(
  before: readonly Slot[],
  paths: readonly string[],
  held: string | null,
  fresh: () => number,
): Slot[] {
  const kept = new Map(before.map(({ path, key }) => [path, key]));
  const coming = new Set(paths);
  const free = before.filter(({ path }) => !coming.has(path) && path !== held).map(({ key }) => key);
  return paths.map((path) => ({ path, key: kept.get(path) ?? free.shift() ?? fresh() }));
}
