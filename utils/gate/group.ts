/** Adds to the list that a map has at `key`. (`Map.groupBy` is newer than the Node that the gate program may run in.) */
export function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
