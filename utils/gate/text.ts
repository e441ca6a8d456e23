/**
 * Bidi controls and invisible format characters: with them a file name or a rule can show as something else
 * than it is. C0/C1 controls and lone surrogates go too; tab and newline become a space on one line.
 */
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removing control characters is the point
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

function visible(text: string): string {
  return text.toWellFormed().replace(INVISIBLE, '');
}

/** Cuts to `max` UTF-16 units, never through a surrogate pair; an ellipsis says that it was cut. */
export function cap(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** What most of it is: one line of printable ASCII without a space too many. It stays as it is. */
const PLAIN = /^(?:[!-~]+(?: [!-~]+)*)?$/;

/** Outside text as one safe line. Anything that is not a string is ''. */
export function safeLine(value: unknown, max: number): string {
  if (typeof value !== 'string') return '';
  if (value.length <= max && PLAIN.test(value)) return value;
  return cap(
    visible(value.slice(0, max * 4))
      .replace(/\s+/g, ' ')
      .trim(),
    max,
  );
}

const PLAIN_BLOCK = /^[\t\n -~]*$/;

/** Outside text that may have several lines. */
export function safeBlock(value: unknown, max: number): string {
  if (typeof value !== 'string') return '';
  if (value.length <= max && PLAIN_BLOCK.test(value)) return value.trim();
  return cap(
    visible(value.slice(0, max * 4))
      .replace(/\r\n?/g, '\n')
      .trim(),
    max,
  );
}

/** An https address, or undefined for every other scheme and for what is no address. */
export function safeLink(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 2000) return undefined;
  try {
    const url = new URL(value);
    if (url.protocol !== 'https:' || url.username || url.password) return undefined;
    return url.href.length > 2000 ? undefined : url.href;
  } catch {
    return undefined;
  }
}
