import { readGon } from './gon.ts';
import { findIn, MERGE_REQUEST } from './page-kind.ts';
import { looksLikeGitLab } from './recognise.ts';
import { readRelativeRoot } from './relative-root.ts';

/** `baseUrl`: as of every page of a GitLab (`detect.ts`). */
export interface MergeRequestPage {
  kind: 'merge-request';
  baseUrl: string;
  projectPath: string;
  iid: number;
}

/** Whose page this is; null: no merge request's. Like `readPage`, which knows all kinds, and which is more to load. */
export function readMergeRequest(document: Document, location: Location | URL): MergeRequestPage | null {
  if (!looksLikeGitLab(document)) return null;
  const { body } = document;
  const root = readRelativeRoot(document, location, readGon(document));
  const below = location.pathname.slice(root.length);
  const found = findIn(MERGE_REQUEST, body.getAttribute('data-page') ?? '', below);
  return found && mergeRequestAt(body, location.origin + root, found);
}

/** The merge request of a path in which this was found. */
export function mergeRequestAt(
  body: HTMLElement,
  baseUrl: string,
  [path = '', iid]: string[],
): MergeRequestPage {
  const projectPath = sameIgnoringCase(body, 'data-project-full-path', path);
  return { kind: 'merge-request', baseUrl, projectPath, iid: Number(iid) };
}

/** A full path as `<body>` has it, if it is the one from the address. */
export function sameIgnoringCase(body: HTMLElement, attribute: string, fromAddress: string): string {
  const written = body.getAttribute(attribute);
  return written?.toLowerCase() === fromAddress.toLowerCase() ? written : fromAddress;
}
