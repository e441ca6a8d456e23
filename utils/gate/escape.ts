/**
 * Outside text inside GitLab Flavored Markdown.
 *
 * Everything but letters, digits and spaces becomes a numeric character reference: Markdown takes no structure
 * from those. But GitLab looks for references (@user, #1, !2, ~label, :emoji:, https://…) in the *rendered*
 * text, so the characters that begin one stand in a <span> of their own, which splits that text. Sigils
 * matter most: a finding named "@all" must not mail the whole project.
 */
export function escapeMarkdown(text: string): string {
  return text.replace(/[^\p{L}\p{N}\p{M} ]/gu, (character) => {
    const reference = `&#${character.codePointAt(0)};`;
    return /[@#!~%$&^:[/*]/.test(character) ? `<span>${reference}</span>` : reference;
  });
}

/** Outside text as code: GitLab looks for no references in it. */
export function codeMarkdown(text: string): string {
  const escaped = text.replace(/[^\p{L}\p{N}\p{M} ]/gu, (character) => `&#${character.codePointAt(0)};`);
  return `<code>${escaped}</code>`;
}

/**
 * A path as part of a URL inside `](<…>)`: each segment percent-encoded, so that neither Markdown nor the URL
 * takes structure from it.
 */
export function encodePath(path: string): string {
  return path
    .toWellFormed()
    .split('/')
    .map((segment) =>
      // `.` and `..` would climb in the address.
      /^\.{1,2}$/.test(segment)
        ? segment.replaceAll('.', '%2E')
        : encodeURIComponent(segment).replace(/[!'()*~]/g, percent),
    )
    .join('/');
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
