import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineDiff } from '../../../components/panel/line-diff.ts';

const marks = (before: string, after: string) =>
  lineDiff(before, after).map(
    ({ kind, text }) => `${{ same: ' ', added: '+', removed: '-', gap: '~' }[kind]}${text}`,
  );

test('a changed line is removed and added, with three lines around it', () => {
  const before = Array.from({ length: 20 }, (_, i) => `l${i}`).join('\n');
  expect(marks(before, before.replace('l10', 'new'))).toEqual([
    '~…',
    ' l7',
    ' l8',
    ' l9',
    '-l10',
    '+new',
    ' l11',
    ' l12',
    ' l13',
    '~…',
  ]);
});

test('a new file is added whole; the same text is no change', () => {
  expect(marks('', 'a\nb\n')).toEqual(['+a', '+b']);
  expect(lineDiff('a\nb\n', 'a\nb\n').filter((line) => line.kind !== 'gap')).toEqual([]);
});

test('what it says gives both texts back', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 7 });
  fc.assert(
    fc.property(text, text, (a, b) => {
      // Within three lines of a change, nothing is left out.
      const lines = lineDiff(a.join('\n'), b.join('\n'));
      fc.pre(!lines.some((line) => line.kind === 'gap'));
      expect(lines.filter((l) => l.kind !== 'added').map((l) => l.text)).toEqual(a);
      expect(lines.filter((l) => l.kind !== 'removed').map((l) => l.text)).toEqual(b);
    }),
  );
});
