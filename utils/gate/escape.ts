/**
 * Punctuation without a meaning where it stands: a dot has one in `www.example`, a slash at the start of a line, an
 * underscore at the edge of a word.
 */
const PLAIN = /(?<!^|www)[.]|(?<!^|-)-|:(?= )|[,;='()]|(?<=[\p{L}\p{N}])(?:\/|_(?=[\p{L}\p{N}]))/giu;
const SPECIAL = /[^\p{L}\p{N}\p{M} ]/gu;

/**
 * Outside text inside GitLab Flavored Markdown.
 *
 * What could mean something becomes a numeric character reference: Markdown takes no structure from those. But
 * GitLab looks for references (@user, #1, !2, ~label, :emoji:, https://…) in the *rendered* text, so the characters
 * that begin one stand in a <span> of their own, which splits that text. Sigils matter most: a finding named
 * "@all" must not mail the whole project.
 */
export function escapeMarkdown(text: string): string {
  return escapeSpecial(text, PLAIN, (character, reference) =>
    /[@#!~%$&^:[/*]/.test(character) ? `<span>${reference}</span>` : reference,
  );
}

/** Outside text as code: GitLab looks for no references in it, so a path can stay readable. */
export function codeMarkdown(text: string): string {
  const readable = new RegExp(`${PLAIN.source}|/|:(?!/)`, 'giu');
  return `<code>${escapeSpecial(text, readable, (_character, reference) => reference)}</code>`;
}

function escapeSpecial(
  text: string,
  plain: RegExp,
  as: (character: string, reference: string) => string,
): string {
  const kept = new Set([...text.matchAll(plain)].map((match) => match.index));
  return text.replace(SPECIAL, (character, at: number) =>
    kept.has(at) ? character : as(character, `&#${character.codePointAt(0)};`),
  );
}

/**
 * A path as part of a URL in a Markdown link: each segment percent-encoded, so that neither Markdown nor the URL
 * takes structure from it.
 */
export function encodePath(path: string): string {
  return path
    .toWellFormed()
    .split('/')
    .map((segment) =>
      // `.` and `..` would climb in the address.
      /^\.{1,2}$/.test(segment) ? segment.replaceAll('.', '%2E') : encode(segment),
    )
    .join('/');
}

/** An address of the user's own GitLab, for a Markdown link. */
export function encodeAddress(url: string): string {
  return url.toWellFormed().replace(/[^\w\-./:%]/gu, encode);
}

/** An https address of somebody else's, for a Markdown link: what could end the link or mean something is encoded. */
export function encodeLink(url: string): string {
  const { href } = new URL(url.toWellFormed());
  return href.replace(/[^\w\-./:%?=#+&]/gu, encode).replaceAll('&', '&amp;');
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*~]/g, percent);
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
