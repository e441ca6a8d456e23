import { isDay } from './day.ts';
import { safeLine } from './text.ts';

/** What a comment on a merge request asks the gate for. */
export type IgnoreCommand =
  | { ok: true; finding: string; reason: string; until?: string }
  /** It is meant for the gate, and can't be carried out: why, as a sentence. */
  | { ok: false; problem: string };

/** Characters of a comment that are looked at. */
const MAX_COMMENT = 20_000;
const MAX_REASON = 500;
const SHORTEST_REASON = 3;
const FORM = 'Write: MR Gate ignore <fingerprint> until <YYYY-MM-DD>: <reason> ("until …" may be left out).';

/**
 * Reads a comment such as `MR Gate ignore 1a2b3c4d until 2027-01-31: key of the test system`. A finding is named by
 * the first 8 or more digits of its fingerprint, never by its number in a list: the list may have changed since.
 *
 * @returns null where the comment is not meant for the gate. Quoted lines are not.
 */
export function readIgnoreCommand(comment: string): IgnoreCommand | null {
  const line = comment
    .slice(0, MAX_COMMENT)
    .split(/\r\n?|\n/)
    .map((text) => text.trim())
    .find((text) => /^@?mr[ -]gate[,:]?\s+ignore\b/i.test(text));
  if (line === undefined) return null;
  const rest = line.replace(/^@?mr[ -]gate[,:]?\s+ignore\s*/i, '');
  const colon = rest.indexOf(':');
  const words = (colon < 0 ? rest : rest.slice(0, colon)).split(/\s+/).filter((word) => word !== '');
  const [finding = '', until, day, ...more] = words.map((word) => word.replace(/^`|`$/g, '').toLowerCase());
  if (!/^[0-9a-f]{8,32}$/.test(finding)) {
    return { ok: false, problem: `It names no finding by its fingerprint. ${FORM}` };
  }
  if (until !== undefined && (until !== 'until' || more.length > 0 || !isDay(day ?? ''))) {
    return { ok: false, problem: `It can't be read. ${FORM}` };
  }
  const reason = safeLine(colon < 0 ? '' : rest.slice(colon + 1), MAX_REASON);
  if (reason.length < SHORTEST_REASON) return { ok: false, problem: `It gives no reason. ${FORM}` };
  return { ok: true, finding, reason, ...(day !== undefined && { until: day }) };
}

/** What somebody with the right may write to ignore a finding. */
export function ignoreCommand(fingerprint: string): string {
  return `MR Gate ignore ${fingerprint.slice(0, 12)}: `;
}
