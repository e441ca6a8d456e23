import { clean } from './note-data.ts';
import { forPeople, type NoteLinks } from './note-text.ts';
import { MARKER, MAX_CARRIED } from './read-note.ts';
import type { Verdict } from './verdict.ts';

/** Characters of a note of ours. GitLab takes a million, but shows a long text badly. */
const MAX_WRITTEN = 200_000;
/** Bytes of JSON in it. */
const MAX_DATA = 90_000;
/** Rows of a table for people, the first that fits. */
const ROWS = [25, 8, 2, 0];

/**
 * The note on a merge request: Markdown that says everything to people without the extension, and the
 * verdict as data in an HTML comment. Findings beyond what fits are left out with the full count said.
 */
export function writeNote(verdict: Verdict, links: NoteLinks): string {
  const kept = capVerdict(verdict);
  const data = `${MARKER}${toBase64(JSON.stringify(kept))} -->`;
  for (const rows of ROWS) {
    const note = `${forPeople(kept, links, rows)}\n\n${data}`;
    if (note.length <= MAX_WRITTEN) return note;
  }
  return data;
}

/**
 * The verdict as the note carries it: texts capped and made visible, links https alone, lists cut so that the
 * data fits. `readNote(writeNote(v))` gives exactly `capVerdict(v)`.
 */
export function capVerdict(verdict: Verdict): Verdict {
  for (let limit = MAX_CARRIED; ; limit = Math.floor(limit / 2)) {
    const kept = clean(verdict, limit);
    if (limit === 0 || utf8Length(JSON.stringify(kept)) <= MAX_DATA) return kept;
  }
}

function utf8Length(value: string): number {
  return new TextEncoder().encode(value).length;
}

function toBase64(value: string): string {
  let binary = '';
  for (const byte of new TextEncoder().encode(value)) binary += String.fromCharCode(byte);
  return btoa(binary);
}
