import { describe, expect, it } from 'vitest';
import { readPage } from '../../../utils/gitlab/page/detect.ts';
import { readMergeRequest } from '../../../utils/gitlab/page/merge-request-page.ts';
import { EXAMPLES, OTHER_PAGES } from '../../../utils/gitlab/page/page-kinds.examples.ts';
import { findPageKind, PAGE_KINDS } from '../../../utils/gitlab/page/page-kinds.ts';
import { readPageUser } from '../../../utils/gitlab/page/page-user.ts';
import { type ProbedGitLab, probeGitLab } from '../../../utils/gitlab/page/probe.ts';
import { looksLikeGitLab } from '../../../utils/gitlab/page/recognise.ts';
import { type LoadedPage, loadFixture, loadHtml } from './load-page.ts';

/** Runs the probe as `scripting.executeScript` does: from its text, knowing nothing but the page's globals. */
function runProbe({ document, location }: LoadedPage): ProbedGitLab | null {
  return new Function('document', 'location', `return (${probeGitLab.toString()})()`)(document, location);
}

const PAGES = [
  {
    fixture: 'group-15.7',
    url: 'http://gl.example:8023/acme?sort=name',
    page: { kind: 'group', baseUrl: 'http://gl.example:8023', groupPath: 'acme' },
    user: { id: 7, username: 'olga' },
    probe: { baseUrl: 'http://gl.example:8023', signedInAs: 'olga' },
  },
  {
    fixture: 'group-15.7',
    url: 'http://gl.example/groups/acme/-/shared',
    page: { kind: 'group', baseUrl: 'http://gl.example', groupPath: 'acme' },
    user: { id: 7, username: 'olga' },
    probe: { baseUrl: 'http://gl.example', signedInAs: 'olga' },
  },
  {
    fixture: 'group-16',
    url: 'https://gitlab.example/acme/shop',
    page: { kind: 'group', baseUrl: 'https://gitlab.example', groupPath: 'acme/shop' },
    user: { id: 7, username: 'olga' },
    probe: { baseUrl: 'https://gitlab.example', version: '16.11.2', patPrefix: 'glpat-', signedInAs: 'olga' },
  },
  {
    fixture: 'group-18',
    url: 'https://gitlab.example/groups/acme/shop/-/inactive',
    page: { kind: 'group', baseUrl: 'https://gitlab.example', groupPath: 'acme/shop' },
    user: { id: 7, username: 'olga' },
    probe: { baseUrl: 'https://gitlab.example', version: '18.5.1', patPrefix: 'glpat-', signedInAs: 'olga' },
  },
  {
    fixture: 'group-panels',
    url: 'https://gitlab.example/acme/Shop',
    page: { kind: 'group', baseUrl: 'https://gitlab.example', groupPath: 'acme/shop' },
    user: null,
    probe: { baseUrl: 'https://gitlab.example' },
  },
  {
    fixture: 'mr-17',
    url: 'https://intranet.example/gitlab/olga/dotfiles/-/merge_requests/8',
    page: {
      kind: 'merge-request',
      baseUrl: 'https://intranet.example/gitlab',
      projectPath: 'olga/dotfiles',
      iid: 8,
    },
    user: { id: 9, username: 'dev' },
    probe: {
      baseUrl: 'https://intranet.example/gitlab',
      version: '17.4.2',
      patPrefix: 'glpat-',
      signedInAs: 'dev',
    },
  },
  {
    fixture: 'list-15.7',
    url: 'http://gl.example:8023/acme/app/-/merge_requests?state=all',
    page: { kind: 'merge-request-list', baseUrl: 'http://gl.example:8023' },
    user: { id: 7, username: 'olga' },
    probe: { baseUrl: 'http://gl.example:8023', signedInAs: 'olga' },
  },
  {
    fixture: 'group-17',
    url: 'https://intranet.example/gitlab/groups/acme/shop/backend#top',
    page: { kind: 'group', baseUrl: 'https://intranet.example/gitlab', groupPath: 'acme/Shop/backend' },
    user: { id: 7, username: 'olga' },
    probe: {
      baseUrl: 'https://intranet.example/gitlab',
      version: '17.4.2',
      patPrefix: 'corp-',
      signedInAs: 'olga',
    },
  },
  {
    fixture: 'mr-18.5',
    url: 'https://gitlab.example/acme/shop/checkout/-/merge_requests/12/diffs?view=inline#note_4',
    page: {
      kind: 'merge-request',
      baseUrl: 'https://gitlab.example',
      projectPath: 'acme/shop/checkout',
      iid: 12,
    },
    user: { id: 9, username: 'dev' },
    probe: { baseUrl: 'https://gitlab.example', version: '18.5.1', patPrefix: 'glpat-', signedInAs: 'dev' },
  },
  {
    fixture: 'mr-panels-signed-out',
    url: 'https://gitlab.example/acme/shop/checkout/-/merge_requests/3',
    page: {
      kind: 'merge-request',
      baseUrl: 'https://gitlab.example',
      projectPath: 'acme/shop/checkout',
      iid: 3,
    },
    user: null,
    probe: { baseUrl: 'https://gitlab.example' },
  },
  {
    fixture: 'mr-16',
    url: 'https://gitlab.example/acme/shop/checkout/-/merge_requests/12/diffs?view=parallel',
    page: {
      kind: 'merge-request',
      baseUrl: 'https://gitlab.example',
      projectPath: 'acme/shop/checkout',
      iid: 12,
    },
    user: { id: 9, username: 'dev' },
    probe: { baseUrl: 'https://gitlab.example', version: '16.11.2', patPrefix: 'glpat-', signedInAs: 'dev' },
  },
  {
    fixture: 'mr-15.7',
    url: 'http://gl.example/code/olga/dotfiles/-/merge_requests/4/commits',
    page: { kind: 'merge-request', baseUrl: 'http://gl.example/code', projectPath: 'olga/dotfiles', iid: 4 },
    user: { id: 7, username: 'olga' },
    probe: { baseUrl: 'http://gl.example/code', signedInAs: 'olga' },
  },
] as const;

describe('a page of GitLab', () => {
  it.each(PAGES)('$fixture at $url', ({ fixture, url, page, user, probe }) => {
    const loaded = loadFixture(fixture, url);
    expect(looksLikeGitLab(loaded.document)).toBe(true);
    expect(readPage(loaded.document, loaded.location)).toEqual(page);
    const asMergeRequest = page.kind === 'merge-request' ? page : null;
    expect(readMergeRequest(loaded.document, loaded.location)).toEqual(asMergeRequest);
    expect(readPageUser(loaded.document)).toEqual(user);
    expect(runProbe(loaded)).toEqual({ ...probe, page: loaded.document.body.dataset.page });
  });

  it.each(['not-gitlab-old-styles', 'not-gitlab-rails', 'not-gitlab-inertia'])('refuses %s', (fixture) => {
    const loaded = loadFixture(fixture, 'https://gitlab.com/groups/acme');
    expect(looksLikeGitLab(loaded.document)).toBe(false);
    expect(readPage(loaded.document, loaded.location)).toBeNull();
    expect(readMergeRequest(loaded.document, loaded.location)).toBeNull();
    expect(readPageUser(loaded.document)).toBeNull();
    expect(runProbe(loaded)).toBeNull();
  });

  it('recognises a sign-in page, where GitLab does not give its name', () => {
    const loaded = loadHtml(
      '<html><head><meta name="csrf-param" content="authenticity_token"><link rel="manifest" href="/git/-/manifest.json"></head><body data-page="sessions:new"></body></html>',
      'https://a.example/git/users/sign_in',
    );
    expect(readPage(loaded.document, loaded.location)).toEqual({
      kind: 'other',
      baseUrl: 'https://a.example/git',
    });
    expect(runProbe(loaded)).toEqual({ baseUrl: 'https://a.example/git', page: 'sessions:new' });
  });
});

describe('the relative URL root', () => {
  const page = (head: string, body: string, url: string) =>
    loadHtml(
      `<html><head><meta property="og:site_name" content="GitLab">${head}</head><body ${body}></body></html>`,
      url,
    );
  const baseUrl = (loaded: LoadedPage) => {
    const found = readPage(loaded.document, loaded.location)?.baseUrl;
    expect(runProbe(loaded)?.baseUrl).toBe(found);
    return found;
  };

  it('is what stands before the full path where nothing else says it', () => {
    const group = 'data-page="groups:show" data-group-full-path="acme/shop"';
    expect(baseUrl(page('', group, 'https://h.example/a/b/acme/shop'))).toBe('https://h.example/a/b');
    expect(baseUrl(page('', group, 'https://h.example/a/groups/acme/Shop'))).toBe('https://h.example/a');
    expect(baseUrl(page('', group, 'https://h.example/groups/acme/shop/-/shared'))).toBe('https://h.example');
  });

  it('is not believed where the address does not begin with it', () => {
    const gon = '<script>window.gon={};gon.relative_url_root="/other";</script>';
    expect(baseUrl(page(gon, 'data-page="groups:show"', 'https://h.example/acme'))).toBe('https://h.example');
    const odd = '<script>window.gon={};gon.relative_url_root="//evil.example";</script>';
    expect(baseUrl(page(odd, 'data-page="groups:show"', 'https://h.example//evil.example/acme'))).toBe(
      'https://h.example',
    );
  });

  it('is not taken from inside another value', () => {
    const gon =
      '<script>window.gon={};gon.current_user_fullname="a;gon.relative_url_root=\\"/acme\\";gon.version=\\"1.0\\";";gon.features={"a":"; b"};gon.current_username="max";</script>';
    const loaded = page(gon, 'data-page="groups:show"', 'https://h.example/acme/shop');
    expect(baseUrl(loaded)).toBe('https://h.example');
    expect(runProbe(loaded)).toEqual({
      baseUrl: 'https://h.example',
      page: 'groups:show',
      signedInAs: 'max',
    });
  });

  it.each([
    'window.gon=',
    'window.gon={};gon.a="',
    'window.gon={};gon.a={"',
    'window.gon={};gon.a=nonsense;;;',
  ])('survives a broken script: %s', (text) => {
    const loaded = page(`<script>${text}</script>`, 'data-page="root:index"', 'https://h.example/');
    expect(baseUrl(loaded)).toBe('https://h.example');
    expect(readPageUser(loaded.document)).toBeNull();
  });
});

describe('the table of page kinds', () => {
  const examples = PAGE_KINDS.flatMap((row) =>
    EXAMPLES[row.kind].map((example) => ({ kind: row.kind, ...example })),
  );

  it.each(examples)('$dataPage at $path is $kind, and no other', ({ kind, dataPage, path, finds }) => {
    expect(findPageKind(dataPage, path)).toEqual({ kind, found: finds });
    const rows = PAGE_KINDS.filter((row) => row.dataPage.test(dataPage) && row.path.test(path));
    expect(rows.map((row) => row.kind)).toEqual([kind]);
  });

  it.each(OTHER_PAGES)('$dataPage at $path is none', ({ dataPage, path }) => {
    expect(findPageKind(dataPage, path)).toBeNull();
  });

  it.each([
    ['groups:show', '/'],
    ['groups:show', '/-/x'],
    ['groups:show', '/acme/<script>'],
    ['groups:show', '/acme/%E2%80%AE'],
    ['projects:merge_requests:show', '/acme/app/-/merge_requests/1x'],
    ['projects:merge_requests:show', '/acme/app/-/merge_requests/99999999999999999999'],
    ['projects:merge_requests:show', '/merge_requests/1'],
  ])('refuses %s at %s', (dataPage, path) => {
    expect(findPageKind(dataPage, path)).toBeNull();
  });

  it('decides on an absurdly long address', () => {
    const path = `/${'a/-'.repeat(20_000)}`;
    expect(findPageKind('groups:show', path)).toEqual(null);
    expect(findPageKind('projects:merge_requests:show', path)).toEqual(null);
  });
});
