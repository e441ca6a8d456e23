/**
 * GitLab hands its page scripts a `window.gon` object by an inline script of plain assignments:
 * `window.gon={};gon.api_version="v4";gon.relative_url_root="/gitlab";…`. A content script's isolated world
 * does not see `window.gon`, so the text of that script is read instead.
 */
export type Gon = Record<string, string | number | boolean>;

/** Where a page holds no such script, or one of another shape: no keys. Objects and nulls are left out. */
export function readGon(document: Document): Gon {
  // Looked at one by one: it is among the first, and there can be much behind it.
  for (const { textContent: text } of document.scripts) {
    const start = text.indexOf('window.gon=');
    if (start >= 0) return parseGon(text.slice(start, start + MAX_LENGTH));
  }
  return {};
}

/** A signed-in page's is some 10 kB. */
const MAX_LENGTH = 200_000;

/**
 * Walks the assignments one by one, past strings and nested objects, so that a value which *contains*
 * `gon.relative_url_root="/x"` (a user's display name can) is never taken for an assignment.
 */
export function parseGon(text: string): Gon {
  const gon: Gon = {};
  const assignment = /\s*(?:window\.)?gon(?:\.([A-Za-z_]\w*))?\s*=\s*/y;
  for (;;) {
    const match = assignment.exec(text);
    if (!match) return gon;
    const end = endOfValue(text, assignment.lastIndex);
    if (end < 0) return gon;
    const name = match[1];
    if (name && !Object.hasOwn(gon, name)) {
      const value = plainValue(text.slice(assignment.lastIndex, end));
      if (value !== undefined) gon[name] = value;
    }
    assignment.lastIndex = end + 1;
  }
}

/** Index of the `;` that ends the value starting at `from`; -1: none. */
function endOfValue(text: string, from: number): number {
  let inString = false;
  for (let i = from; i < text.length; i++) {
    const char = text[i];
    if (inString) {
      if (char === '\\') i++;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === ';') return i;
  }
  return -1;
}

function plainValue(json: string): string | number | boolean | undefined {
  if (!/^["\dtf-]/.test(json)) return undefined;
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? value
      : undefined;
  } catch {
    return undefined;
  }
}
