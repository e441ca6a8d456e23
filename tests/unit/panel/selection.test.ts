import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  keepOnly,
  NOTHING_SELECTED,
  setAll,
  toggle,
  toggleRange,
} from '../../../components/panel/selection.ts';

test('a range goes from the one ticked last to this one, in either direction, in the order shown', () => {
  const shown = [5, 3, 9, 1, 7];
  const one = toggle(NOTHING_SELECTED, 9, true);
  expect([...toggleRange(one, shown, 7, true).ids]).toEqual([9, 1, 7]);
  expect(new Set(toggleRange(one, shown, 5, true).ids)).toEqual(new Set([5, 3, 9]));
});

test('a range can untick, and leaves what is not shown alone', () => {
  const all = setAll(toggle(NOTHING_SELECTED, 100, true), [1, 2, 3, 4], true);
  const from = toggle(all, 2, false);
  expect([...toggleRange(from, [1, 2, 3, 4], 3, false).ids]).toEqual([100, 1, 4]);
});

test('where the start is filtered away, a range is this one alone', () => {
  const hidden = toggle(NOTHING_SELECTED, 100, true);
  expect([...toggleRange(hidden, [1, 2, 3], 3, true).ids]).toEqual([100, 3]);
});

test('reloading drops what can no longer be ticked', () => {
  const selection = setAll(NOTHING_SELECTED, [1, 2, 3], true);
  expect([...keepOnly(selection, new Set([2, 3, 4])).ids]).toEqual([2, 3]);
});

test('selecting all shown and then none of them leaves what was selected elsewhere', () => {
  const ids = fc.uniqueArray(fc.integer({ min: 1, max: 50 }));
  fc.assert(
    fc.property(ids, ids, (shown, elsewhere) => {
      const before = setAll(NOTHING_SELECTED, elsewhere, true);
      const after = setAll(setAll(before, shown, true), shown, false);
      expect(after.ids).toEqual(new Set(elsewhere.filter((id) => !shown.includes(id))));
    }),
  );
});
