import { clean, verdictShape } from './note-data.ts';
import { forPeople, type NoteLinks } from './note-text.ts';
import type { Verdict } from './verdict.ts';

export type NoteReading = { ok: true; verdict: Verdict } | { ok: false; reason: string };

const MARKER = '<!-- mr-gate:v1 ';
const MARKED = /<!-- mr-gate:v1 ([A-Za-z0-9+/=]*) -->/g;
/** Characters of a note that is read at all. */
const MAX_NOTE = 400_000;
/** Characters of a note of ours. GitLab takes a million, but shows a long text badly. */
const MAX_WRITTEN = 200_000;
/** Bytes of JSON in it. */
const MAX_DATA = 90_000;
/** Findings that a note carries as data, per class; the counts stay full. */
const MAX_CARRIED = 200;
/** Rows of a table for people, the first that fits. */
const ROWS = [25, 8, 2, 0];

/** Whether a note claims to be the gate's. Who wrote it is for the caller to check. */
export function isGateNote(body: string): boolean {
  return body.includes(MARKER);
}

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

/**
 * Reads a note's verdict. The body is hostile until proven otherwise: anybody may write a note, and only its
 * author, which the caller checks, makes it ours.
 *
 * @returns null where the note does not claim to be the gate's.
 */
export function readNote(body: string): NoteReading | null {
  if (!isGateNote(body)) return null;
  if (body.length > MAX_NOTE) return { ok: false, reason: 'The note is too large.' };
  const found = [...body.matchAll(MARKED)];
  const data = found[0]?.[1];
  if (data === undefined) return { ok: false, reason: 'The note carries no data.' };
  if (found.length > 1) return { ok: false, reason: 'The note carries more than one verdict.' };
  let json: unknown;
  try {
    json = JSON.parse(fromBase64(data));
  } catch {
    return { ok: false, reason: "The note's data can't be read." };
  }
  if (typeof json === 'object' && json !== null && 'schema' in json && json.schema !== 1) {
    return { ok: false, reason: 'The note was written by a newer MR Gate.' };
  }
  try {
    return { ok: true, verdict: clean(verdictShape(json), MAX_CARRIED) };
  } catch {
    return { ok: false, reason: "The note's data is not a verdict." };
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

function fromBase64(value: string): string {
  const bytes = Uint8Array.from(atob(value), (character) => character.charCodeAt(0));
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}
