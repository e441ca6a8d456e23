export const ACCESS_LEVELS = [10, 15, 20, 30, 40, 50];

/** A sorted copy; equal keys keep their order by id, as an index would. */
export function sorted<Item extends { id: number }>(
  items: Item[],
  key: (item: Item) => string | number,
  direction: 'asc' | 'desc',
): Item[] {
  const sign = direction === 'asc' ? 1 : -1;
  return [...items].sort((a, b) => {
    const left = key(a);
    const right = key(b);
    if (left === right) return sign * (a.id - b.id);
    return left < right ? -sign : sign;
  });
}
