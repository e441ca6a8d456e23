/**
 * Whether a document is a page of a GitLab, told by its markup alone: never by the host name, since most
 * GitLabs are self-managed, and a look-alike host is not one.
 *
 * GitLab 11 to 19 put `data-page="controller:…:action"` on `<body>`. Nothing else about a page is certain:
 * `og:site_name` is missing where a visitor is sent to sign in, and every other sign is also found on some
 * page that is not GitLab (Rails sets `csrf-param`, GitHub has `.flash-container`, sites built on GitLab's
 * old style sheets have `#content-body`). So: `data-page`, and GitLab's name or two other signs.
 */
export function looksLikeGitLab(document: Document): boolean {
  // The first look decides on nearly every page that is not ours: one attribute, no search of the tree.
  const page = document.body?.getAttribute('data-page');
  if (!page || !DATA_PAGE.test(page)) return false;
  const has = (selector: string) => document.querySelector(selector) !== null;
  if (has('meta[property="og:site_name"][content="GitLab"]')) return true;
  return SIGNS.filter(has).length >= 2;
}

const DATA_PAGE = /^[a-z][a-z0-9_]*(?::[a-z][a-z0-9_]*)+$/;

const SIGNS = [
  'meta[name="csrf-param"][content="authenticity_token"]',
  'link[rel="manifest"][href$="/-/manifest.json"]',
  'meta[name="action-cable-url"]',
  '#content-body',
  'aside[data-root-path]',
];
