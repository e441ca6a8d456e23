import { clean, verdictShape } from './note-data.ts';
import type { Verdict } from './verdict.ts';

/** Why a note gives no verdict. `garbled`: its data can't be decoded, `other`: it is no verdict's. */
export type NoteDefect = 'large' | 'bare' | 'several' | 'garbled' | 'newer' | 'other';
export type NoteReading = { ok: true; verdict: Verdict } | { ok: false; reason: NoteDefect };

/** What the data of a note begins with. */
export const MARKER = '<!-- mr-gate:v1 ';
const MARKED = /<!-- mr-gate:v1 ([A-Za-z0-9+/=]*) -->/g;
/** Characters of a note that is read at all. */
const MAX_NOTE = 400_000;
/** Findings that a note carries as data, per class; the counts stay full. */
export const MAX_CARRIED = 200;

/** Whether a note claims to be the gate's. Who wrote it is for the caller to check. */
export function isGateNote(body: string): boolean {
  return body.includes(MARKER);
}

/**
 * Reads a note's verdict. The body is hostile until proven otherwise: anybody may write a note, and only its
 * author, which the caller checks, makes it ours.
 *
 * @returns null where the note does not claim to be the gate's.
 */
export function readNote(body: string): NoteReading | null {
  if (!isGateNote(body)) return null;
  if (body.length > MAX_NOTE) return { ok: false, reason: 'large' };
  const found = [...body.matchAll(MARKED)];
  const data = found[0]?.[1];
  if (data === undefined) return { ok: false, reason: 'bare' };
  if (found.length > 1) return { ok: false, reason: 'several' };
  let json: unknown;
  try {
    json = JSON.parse(fromBase64(data));
  } catch {
    return { ok: false, reason: 'garbled' };
  }
  if (typeof json === 'object' && json !== null && 'schema' in json && json.schema !== 1) {
    return { ok: false, reason: 'newer' };
  }
  try {
    return { ok: true, verdict: clean(verdictShape(json), MAX_CARRIED) };
  } catch {
    return { ok: false, reason: 'other' };
  }
}

function fromBase64(value: string): string {
  const bytes = Uint8Array.from(atob(value), (character) => character.charCodeAt(0));
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}
