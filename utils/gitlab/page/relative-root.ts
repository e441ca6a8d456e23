import type { Gon } from './gon.ts';

/**
 * The relative URL root (`/gitlab`, or '' at the top) of the GitLab that made this page.
 *
 * Sources, best first: `gon.relative_url_root` (signed in, any version; signed out before the panels layout),
 * the manifest link `{root}/-/manifest.json`, the side bar's `data-root-path`, the path left of the full
 * path that `<body>` names. `gon.gitlab_url` is none: it can name another host, or another root, than the
 * one in the address bar. A root that the address does not begin with is not believed.
 */
export function readRelativeRoot(document: Document, location: Location | URL, gon: Gon): string {
  const candidates = [
    () => (typeof gon.relative_url_root === 'string' ? gon.relative_url_root : null),
    () =>
      beforeSuffix(document.querySelector('link[rel="manifest"]')?.getAttribute('href'), '/-/manifest.json'),
    () => beforeSuffix(document.querySelector('aside[data-root-path]')?.getAttribute('data-root-path'), '/'),
    () => beforeFullPath(document.body, location.pathname),
  ];
  for (const candidate of candidates) {
    const root = candidate();
    if (root !== null && isRootOf(root, location.pathname)) return root;
  }
  return '';
}

function beforeSuffix(href: string | null | undefined, suffix: string): string | null {
  return href?.startsWith('/') && href.endsWith(suffix) ? href.slice(0, -suffix.length) : null;
}

function beforeFullPath(body: HTMLElement, pathname: string): string | null {
  const fullPath = body.getAttribute('data-project-full-path') ?? body.getAttribute('data-group-full-path');
  if (!fullPath) return null;
  const address = `${pathname}/`.toLowerCase();
  for (const shape of [`/groups/${fullPath}/`, `/${fullPath}/`]) {
    const at = address.indexOf(shape.toLowerCase());
    if (at >= 0) return pathname.slice(0, at);
  }
  return null;
}

function isRootOf(root: string, pathname: string): boolean {
  return (
    root === '' || (/^(?:\/[\w.~-]+)+$/.test(root) && (pathname === root || pathname.startsWith(`${root}/`)))
  );
}
