import { mayGate } from '../gate/gate-project.ts';
import { POLICY_FILE } from '../gate/policy.ts';
import type { Verdict } from '../gate/verdict.ts';
import type { NextStep } from './card-types.ts';
import { sha1 } from './sha1.ts';

/** The merge request whose page the card is on. */
export interface CardPlace {
  /** Origin plus relative URL root, no trailing slash. */
  baseUrl: string;
  projectPath: string;
  iid: number;
}

/** A file at a commit, with its lines marked: `…/-/blob/:sha/:path#L3-5`; null: no path that git could hold. */
export function fileUrl(
  place: CardPlace,
  commit: string,
  file: string,
  startLine?: number,
  endLine?: number,
): string | null {
  if (!isFilePath(file)) return null;
  const path = encodePath(file);
  const end = endLine !== undefined && startLine !== undefined && endLine > startLine ? `-${endLine}` : '';
  const lines = startLine === undefined ? '' : `#L${startLine}${end}`;
  return `${place.baseUrl}/${encodePath(place.projectPath)}/-/blob/${encodeURIComponent(commit)}/${path}${lines}`;
}

/**
 * The file in this merge request's changes. GitLab's anchor of one line also holds its number in the old file,
 * which a report does not know; the file's own anchor is always right, and a click goes on to the line from there.
 */
export function diffUrl(place: CardPlace, file: string): string | null {
  if (!isFilePath(file)) return null;
  return `${place.baseUrl}/${encodePath(place.projectPath)}/-/merge_requests/${place.iid}/diffs#${sha1(file)}`;
}

/** The policy that decided, at the commit that decided; null: the note names an impossible gate project. */
export function policyUrl(place: CardPlace, verdict: Verdict): string | null {
  const { project } = verdict.gate;
  if (!mayGate(project, place.projectPath)) return null;
  return `${place.baseUrl}/${encodePath(project)}/-/blob/${encodeURIComponent(verdict.policyCommit)}/${POLICY_FILE}`;
}

/** An address that a status or note names, where it leads into this GitLab; null otherwise. */
export function ownUrl(place: CardPlace, url: string | null): string | null {
  if (url === null) return null;
  try {
    const { href } = new URL(url);
    return href.startsWith(`${place.baseUrl}/`) ? href : null;
  } catch {
    return null;
  }
}

/** Where the next step is done; null: it is not a place. */
export function nextUrl(place: CardPlace, { to }: NextStep, runUrl: string | null): string | null {
  switch (to) {
    case 'group':
      return `${place.baseUrl}/${encodePath(place.projectPath.split('/').slice(0, -1).join('/'))}`;
    case 'webhooks':
      return `${place.baseUrl}/${encodePath(place.projectPath)}/-/hooks`;
    case 'run':
    case 'pipeline':
      return ownUrl(place, runUrl);
    case 'sign_in':
      return `${place.baseUrl}/users/sign_in`;
    default:
      return null;
  }
}

/** `..` would climb out of the repository's pages, even written as `%2E%2E`. */
function isFilePath(path: string): boolean {
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

/** Each part encoded, so that no `?`, `#` or control character of a hostile path has a meaning. */
function encodePath(path: string): string {
  return path
    .split('/')
    .map((part) => encodeURIComponent(part.toWellFormed()))
    .join('/');
}
