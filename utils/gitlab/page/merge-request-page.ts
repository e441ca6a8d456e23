import { readGon } from './gon.ts';
import { findIn, MERGE_REQUEST, type MergeRequestPage, mergeRequestAt } from './page-kind.ts';
import { looksLikeGitLab } from './recognise.ts';
import { readRelativeRoot } from './relative-root.ts';

/** What `readPage` says of merge requests' pages; null: it is none. Less to load, on each of them. */
export function readMergeRequest(document: Document, location: Location | URL): MergeRequestPage | null {
  if (!looksLikeGitLab(document)) return null;
  const { body } = document;
  const root = readRelativeRoot(document, location, readGon(document));
  const below = location.pathname.slice(root.length);
  const found = findIn(MERGE_REQUEST, body.getAttribute('data-page') ?? '', below);
  return found && mergeRequestAt(body, location.origin + root, found);
}
