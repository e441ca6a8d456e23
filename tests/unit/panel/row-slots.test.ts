import { expect, test } from 'vitest';
import { assignSlots, type Slot } from '../../../components/panel/row-slots.ts';

function keys() {
  let next = 0;
  return () => next++;
}

test('who stays keeps the element, who comes takes one over, and none is made anew', () => {
  const fresh = keys();
  const first = assignSlots([], ['a', 'b', 'c', 'd'], null, fresh);
  expect(first.map(({ key }) => key)).toEqual([0, 1, 2, 3]);
  const scrolled = assignSlots(first, ['c', 'd', 'e', 'f'], null, fresh);
  expect(scrolled).toEqual([
    { path: 'c', key: 2 },
    { path: 'd', key: 3 },
    { path: 'e', key: 0 },
    { path: 'f', key: 1 },
  ]);
  // A jump leaves the elements in the order in which they stand: nothing has to be moved.
  const jumped = assignSlots(first, ['w', 'x', 'y', 'z'], null, fresh);
  expect(jumped.map(({ key }) => key)).toEqual([0, 1, 2, 3]);
});

test('more rows get new elements, and no two rows ever have the same one', () => {
  const fresh = keys();
  let slots: Slot[] = [];
  for (const paths of [['a', 'b'], ['b', 'c', 'd'], ['d'], ['a', 'd', 'e'], []]) {
    slots = assignSlots(slots, paths, null, fresh);
    expect(slots.map(({ path }) => path)).toEqual(paths);
    expect(new Set(slots.map(({ key }) => key)).size).toBe(paths.length);
  }
});

test('the element with the focus is taken over by nobody', () => {
  const fresh = keys();
  const first = assignSlots([], ['a', 'b', 'c'], null, fresh);
  const next = assignSlots(first, ['d', 'e', 'f'], 'b', fresh);
  expect(next.map(({ key }) => key)).toEqual([0, 2, 3]);
  const stays = assignSlots(first, ['b', 'c', 'd'], 'b', fresh);
  expect(stays.map(({ key }) => key)).toEqual([1, 2, 0]);
});
