/**
 * Characters that change how the text around them reads: bidirectional overrides and isolates (a name can
 * pretend to be another), zero-width and other invisible marks, tags, controls. The emoji selector stays.
 */
const INVISIBLE = /(?!\ufe0f)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
const KEPT_BREAKS = /[\t\n]/;

/**
 * Text from outside, fit to be shown: cut to `cap` characters, lone surrogates replaced, line breaks and
 * tabs turned into spaces, and every other control, bidirectional or invisible character made visible as
 * its code point, so that nobody is misled by it.
 */
export function safeText(text: string, cap = 200): string {
  const cut = text.length > cap ? `${trimTo(text, cap)}…` : text;
  return cut
    .toWellFormed()
    .replace(INVISIBLE, (mark) => (KEPT_BREAKS.test(mark) || mark === '\r' ? ' ' : codePoint(mark)));
}

/** The same for text of several lines, whose line breaks stay. */
export function safeMultiline(text: string, cap = 20_000): string {
  const cut = text.length > cap ? `${trimTo(text, cap)}…` : text;
  return cut
    .replaceAll('\r\n', '\n')
    .toWellFormed()
    .replace(INVISIBLE, (mark) => (KEPT_BREAKS.test(mark) ? mark : codePoint(mark)));
}

/** Cut without leaving half a surrogate pair. */
function trimTo(text: string, cap: number): string {
  const code = text.charCodeAt(cap - 1);
  return text.slice(0, code >= 0xd800 && code <= 0xdbff ? cap - 1 : cap);
}

function codePoint(mark: string): string {
  return `[U+${mark.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}]`;
}
