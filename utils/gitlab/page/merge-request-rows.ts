import { findPageKind } from './page-kinds.ts';

/** One merge request of a list, and where a small sign about it has room. */
export interface MergeRequestRow {
  /** The row's own element. */
  element: Element;
  /** Its line of signs (pipeline, comments …), which is aligned to the end: what stands first in it moves nothing. */
  signs: Element;
  projectPath: string;
  iid: number;
}

interface RowVariant {
  name: string;
  /** GitLab versions whose markup has it, and when that was last looked at. */
  gitlab: string;
  seen: string;
  row: string;
  link: string;
  signs: string;
}

export const ROW_VARIANTS: readonly RowVariant[] = [
  {
    name: 'haml',
    gitlab: '11 to 17: captured on 15.7',
    seen: '2022-12',
    row: 'ul.mr-list > li.merge-request',
    link: '.merge-request-title-text a[href]',
    signs: '.issuable-meta ul.controls',
  },
  {
    name: 'vue',
    gitlab: '17 and later, `vue_merge_request_list`: GitLab’s own component, no captured page',
    seen: '2026-09',
    row: 'li[data-testid="issuable-container"]',
    link: 'a[data-testid="issuable-title-link"]',
    signs: '.issuable-meta ul.controls',
  },
];

const ROWS = ROW_VARIANTS.map(({ row }) => row).join(', ');

/** The merge requests that a list shows; whatever does not look like one is left out. */
export function findMergeRequestRows(document: Document, baseUrl: string): MergeRequestRow[] {
  return [...document.querySelectorAll(ROWS)].flatMap((element): MergeRequestRow[] => {
    const variant = ROW_VARIANTS.find(({ row }) => element.matches(row));
    const signs = variant && element.querySelector(variant.signs);
    const link = variant && element.querySelector(variant.link);
    const of = link && mergeRequestAt(link.getAttribute('href') ?? '', document.baseURI, baseUrl);
    return signs && of ? [{ element, signs, ...of }] : [];
  });
}

/** Which merge request of this GitLab an address leads to; null: to none. */
export function mergeRequestAt(
  href: string,
  from: string,
  baseUrl: string,
): { projectPath: string; iid: number } | null {
  if (!URL.canParse(href, from)) return null;
  const { origin, pathname } = new URL(href, from);
  const below = `${origin}${pathname}`;
  if (!below.startsWith(`${baseUrl}/`)) return null;
  const page = findPageKind('projects:merge_requests:show', below.slice(baseUrl.length));
  const [projectPath, iid] = page?.found ?? [];
  return page?.kind === 'merge-request' && projectPath ? { projectPath, iid: Number(iid) } : null;
}
