import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeMultiline, safeText } from '../../../components/ui/safe-text.ts';

const HIDDEN = /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u;

test('plain text of any language stays as it is', () => {
  for (const text of ['checkout', 'Größe – 大きさ', 'قائمة', '👩‍💻'.replace('\u200d', ''), '❤️']) {
    expect(safeText(text)).toBe(text);
  }
});

test('a name cannot pretend to be another with bidirectional marks', () => {
  expect(safeText('\u202egnp.exe')).toBe('[U+202E]gnp.exe');
  expect(safeText('pay\u200bments')).toBe('pay[U+200B]ments');
  expect(safeText('a\u{e0041}b')).toBe('a[U+E0041]b');
});

test('line breaks become spaces in one line, and stay in several', () => {
  expect(safeText('a\r\nb\tc')).toBe('a  b c');
  expect(safeMultiline('a\r\nb\tc')).toBe('a\nb\tc');
});

test('a 100 kB name is cut before anything else is done with it', () => {
  const cut = safeText('x'.repeat(100_000), 50);
  expect(cut).toBe(`${'x'.repeat(50)}…`);
});

test('whatever comes in, nothing hidden comes out, and it is well-formed', () => {
  const anything = fc.string({ unit: 'binary', maxLength: 400 });
  fc.assert(
    fc.property(anything, fc.integer({ min: 1, max: 300 }), (text, cap) => {
      const shown = safeText(text, cap);
      expect(HIDDEN.test(shown)).toBe(false);
      expect(shown.isWellFormed()).toBe(true);
    }),
  );
});

test('a cut never leaves half a character', () => {
  expect(safeText('a😀b', 2)).toBe('a…');
  expect(safeText('a\ud83d')).toBe('a\ufffd');
});
