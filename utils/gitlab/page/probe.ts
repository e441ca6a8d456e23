/** What the popup learns from the active tab. */
export interface ProbedGitLab {
  /** Origin plus relative URL root, no trailing slash. */
  baseUrl: string;
  /** What GitLab calls the page: `groups:show`. */
  page: string;
  /** GitLab's version; signed-in pages of 16 and later say it. */
  version?: string;
  /** What this GitLab's personal access tokens begin with: `glpat-`. */
  patPrefix?: string;
  /** Username. */
  signedInAs?: string;
}

/**
 * Whether the page it runs in is a GitLab's, for `scripting.executeScript({func: probeGitLab})`.
 *
 * That call ships the function's text alone, so it must not use anything from outside itself: it repeats
 * recognise.ts, gon.ts and relative-root.ts in short, and the unit tests hold both to the same answers.
 */
export function probeGitLab(): ProbedGitLab | null {
  const has = (selector: string) => document.querySelector(selector) !== null;
  const attribute = (selector: string, name: string) => document.querySelector(selector)?.getAttribute(name);

  if (!/^[a-z][a-z0-9_]*(?::[a-z][a-z0-9_]*)+$/.test(document.body?.getAttribute('data-page') ?? ''))
    return null;
  const signs = [
    'meta[name="csrf-param"][content="authenticity_token"]',
    'link[rel="manifest"][href$="/-/manifest.json"]',
    'meta[name="action-cable-url"]',
    '#content-body',
    'aside[data-root-path]',
  ];
  if (!has('meta[property="og:site_name"][content="GitLab"]') && signs.filter(has).length < 2) return null;

  let text = '';
  for (const script of document.querySelectorAll('script:not([src])')) {
    const start = script.textContent?.indexOf('window.gon=') ?? -1;
    if (start >= 0) {
      text = (script.textContent ?? '').slice(start, start + 200_000);
      break;
    }
  }
  const gon: Record<string, string> = {};
  const assignment = /\s*(?:window\.)?gon(?:\.([A-Za-z_]\w*))?\s*=\s*((?:"(?:[^"\\]|\\.)*"|[^";])*);/gy;
  for (const [, name, value] of text.matchAll(assignment)) {
    if (!name || name in gon || !value?.startsWith('"')) continue;
    try {
      gon[name] = String(JSON.parse(value));
    } catch {}
  }

  const { pathname, origin } = location;
  const before = (value: string | null | undefined, end: string) =>
    value?.startsWith('/') && value.endsWith(end) ? value.slice(0, -end.length) : undefined;
  const fullPath =
    document.body.getAttribute('data-project-full-path') ??
    document.body.getAttribute('data-group-full-path');
  const beforeFullPath = () => {
    if (!fullPath) return undefined;
    const address = `${pathname}/`.toLowerCase();
    const at = [`/groups/${fullPath}/`, `/${fullPath}/`]
      .map((shape) => address.indexOf(shape.toLowerCase()))
      .find((index) => index >= 0);
    return at === undefined ? undefined : pathname.slice(0, at);
  };
  const root = [
    gon.relative_url_root,
    before(attribute('link[rel="manifest"]', 'href'), '/-/manifest.json'),
    before(attribute('aside[data-root-path]', 'data-root-path'), '/'),
    beforeFullPath(),
  ].find(
    (candidate) =>
      candidate === '' ||
      (candidate !== undefined &&
        /^(?:\/[\w.~-]+)+$/.test(candidate) &&
        (pathname === candidate || pathname.startsWith(`${candidate}/`))),
  );

  const plain = (value: string | undefined, shape: RegExp) =>
    value && shape.test(value) ? value : undefined;
  const version = plain(gon.version, /^\d{1,4}\.[\w.-]{1,30}$/);
  const patPrefix = plain(gon.pat_prefix, /^[\w-]{1,40}$/);
  const signedInAs = plain(gon.current_username, /^[\w.-]{1,255}$/);
  return {
    baseUrl: origin + (root ?? ''),
    page: document.body.getAttribute('data-page') ?? '',
    ...(version && { version }),
    ...(patPrefix && { patPrefix }),
    ...(signedInAs && { signedInAs }),
  };
}
