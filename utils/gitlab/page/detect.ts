import { readGon } from './gon.ts';
import { type MergeRequestPage, mergeRequestAt, type PageKind, sameIgnoringCase } from './page-kind.ts';
import { findPageKind, PAGE_KINDS } from './page-kinds.ts';
import { looksLikeGitLab } from './recognise.ts';
import { readRelativeRoot } from './relative-root.ts';

/** A page of a GitLab. `baseUrl`: origin plus relative URL root, no trailing slash. */
export type GitLabPage =
  | { kind: 'group'; baseUrl: string; groupPath: string }
  | MergeRequestPage
  | { kind: 'merge-request-list'; baseUrl: string }
  | { kind: 'other'; baseUrl: string };

/**
 * What page this is; null: not a GitLab. Cheap on pages that are not ours, never throws, asks nothing of the
 * network, and works signed out.
 *
 * Full paths come from `<body>` where GitLab writes them there (16 and later), because an address may spell
 * them in another case; else from the address.
 */
export function readPage(document: Document, location: Location | URL): GitLabPage | null {
  if (!looksLikeGitLab(document)) return null;
  const root = readRelativeRoot(document, location, readGon(document));
  const baseUrl = location.origin + root;
  const body = document.body;
  const page = findPageKind(body.getAttribute('data-page') ?? '', location.pathname.slice(root.length));
  if (page?.kind === 'group') {
    const [path = ''] = page.found;
    return { kind: 'group', baseUrl, groupPath: sameIgnoringCase(body, 'data-group-full-path', path) };
  }
  if (page?.kind === 'merge-request') return mergeRequestAt(body, baseUrl, page.found);
  return { kind: page ? 'merge-request-list' : 'other', baseUrl };
}

/**
 * Whether a document says of itself that it is such a page. One attribute is looked at: of most pages there is no more
 * to be known, and what a whole look at them takes would be taken from every page of a GitLab.
 */
export function namesItself(document: Document, kind: PageKind['kind']): boolean {
  const dataPage = document.body?.getAttribute('data-page') ?? '';
  return PAGE_KINDS.some((row) => row.kind === kind && row.dataPage.test(dataPage));
}
