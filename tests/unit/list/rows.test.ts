import { describe, expect, it } from 'vitest';
import { findMergeRequestRows, mergeRequestAt } from '../../../utils/gitlab/page/merge-request-rows.ts';
import { loadFixture, loadHtml } from '../page/load-page.ts';

const BASE = 'https://gitlab.example/gitlab';

/** As 15.7 serves it. */
const HAML = (href: string) =>
  `<li class="merge-request" data-id="991"><div class="issuable-info-container"><div class="issuable-main-info"><div class="merge-request-title title"><span class="merge-request-title-text js-onboarding-mr-item"><a class="js-prefetch-document" href="${href}">Title</a></span></div></div><div class="issuable-meta"><ul class="controls d-flex align-items-end"><li class="issuable-comments">1</li></ul></div></div></li>`;
/** As GitLab's issuable_item.vue renders it. */
const VUE = (href: string) =>
  `<li data-testid="issuable-container" class="issue"><div class="issuable-main-info"><div data-testid="issuable-title"><a data-testid="issuable-title-link" href="${href}">Title</a></div></div><div class="issuable-meta"><ul class="controls gl-gap-3"></ul></div></li>`;

const rows = (html: string) =>
  findMergeRequestRows(loadHtml(html, `${BASE}/acme/app/-/merge_requests`).document, BASE).map(
    ({ projectPath, iid, signs }) => `${projectPath}!${iid} ${signs.className.split(' ')[0]}`,
  );

describe('rows of merge request lists', () => {
  it('are found in both of GitLab’s lists, by link and not by the global id', () => {
    expect(rows(`<ul class="mr-list">${HAML('/gitlab/acme/app/-/merge_requests/7')}</ul>`)).toEqual([
      'acme/app!7 controls',
    ]);
    expect(rows(`<ul>${VUE(`${BASE}/acme/shop/app/-/merge_requests/8`)}</ul>`)).toEqual([
      'acme/shop/app!8 controls',
    ]);
  });

  it('are found on a whole page of 15.7, the one without a pipeline too', () => {
    const { document } = loadFixture('list-15.7', 'http://gl.example/acme/app/-/merge_requests');
    expect(findMergeRequestRows(document, 'http://gl.example').map(({ iid }) => iid)).toEqual([1531, 1490]);
  });

  it.each([
    'https://other.example/gitlab/acme/app/-/merge_requests/7',
    '/acme/app/-/merge_requests/7',
    '/gitlab/acme/app/-/issues/7',
    '/gitlab/acme/app/-/merge_requests',
    'javascript:alert(1)',
    'http://[',
    '',
  ])('that lead to no merge request of this GitLab are none: %s', (href) => {
    expect(rows(`<ul class="mr-list">${HAML(href)}</ul>`)).toEqual([]);
    expect(mergeRequestAt(href, `${BASE}/acme/app/-/merge_requests`, BASE)).toBeNull();
  });

  it('without room for a sign, or of other lists, are none', () => {
    const bare = VUE(`${BASE}/acme/app/-/merge_requests/8`).replace(/<ul class="controls.*<\/ul>/, '');
    expect(rows(bare)).toEqual([]);
    expect(rows(`<ul class="todos">${HAML('/gitlab/acme/app/-/merge_requests/7')}</ul>`)).toEqual([]);
  });
});
