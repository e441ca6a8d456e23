import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findGroupButtons, findMergeWidget } from '../../../utils/gitlab/page/anchors.ts';
import { readPage } from '../../../utils/gitlab/page/detect.ts';
import { DIFF_FILES, engineOf, isParked, lineOf } from '../../../utils/gitlab/page/diffs.ts';
import { keepMounted } from '../../../utils/gitlab/page/keep-mounted.ts';
import { findMergeRequestRows } from '../../../utils/gitlab/page/merge-request-rows.ts';
import { readPageUser } from '../../../utils/gitlab/page/page-user.ts';
import { looksLikeGitLab } from '../../../utils/gitlab/page/recognise.ts';
import { readTheme } from '../../../utils/gitlab/page/theme.ts';
import { loadHtml } from './load-page.ts';

/** Of some pages the first piece, so that a run always has such that are GitLab's. */
const NAMED = '<meta property="og:site_name" content="GitLab">';

/** Pieces of GitLab's pages, whole, torn and out of place, among what any page may hold. */
const PIECES = [
  '<div data-testid="group-buttons">',
  '<div class="group-home-panel"><div class="home-panel-buttons">',
  '<main id="content-body">',
  '<div id="widget-state">',
  '<div id="js-vue-mr-widget">',
  '<div class="mr-state-widget">',
  '<div class="merge-request"><div class="issuable-discussion">',
  '<div class="merge-request-tabs-holder">',
  '<div class="merge-request-overview">',
  '<aside data-root-path data-sidebar="{">',
  '<aside data-root-path="//x/" data-sidebar="null">',
  '<script>window.gon={};gon.current_user_id="1";gon.relative_url_root=7;gon.x="\\',
  NAMED,
  '<meta name="csrf-param" content="authenticity_token">',
  '<link rel="manifest" href="/-/manifest.json">',
  '<link rel="manifest">',
  '<ul class="mr-list"><li class="merge-request"><span class="merge-request-title-text"><a href="http://[">',
  '<li data-testid="issuable-container"><a data-testid="issuable-title-link" href="/a/b/-/merge_requests/1">',
  '<div class="issuable-meta"><ul class="controls">',
  '<diff-file data-file-data="[">',
  '<diff-file data-file-data="null"><td class="rd-line-number" data-position="new"><a class="rd-line-link" data-line-number="1">',
  '<div class="diff-file" data-path=""><div data-interop-new-line="1">',
  '<div class="vue-recycle-scroller__item-view" style="transform: translateY(-9999px)">',
  '</div></main>',
  '</body></html>',
  '<svg><foreignObject><body>',
  '<template>',
  '<select><option>',
  '<frameset>',
  '<!--',
];

const DATA_PAGES = ['groups:show', 'projects:merge_requests:show', 'projects:merge_requests:index', 'x', ''];
const PATHS = ['/', '/acme', '/acme/app/-/merge_requests/1', '/acme/app/-/merge_requests', '/%', '/a//b'];

const page = fc.record({
  named: fc.constantFrom(NAMED, '', ''),
  dataPage: fc.option(fc.oneof(fc.constantFrom(...DATA_PAGES), fc.string()), { nil: null }),
  pieces: fc.array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...PIECES) }, fc.string()), {
    maxLength: 14,
  }),
  path: fc.oneof(fc.constantFrom(...PATHS), fc.webPath()),
});

it('whatever a page holds, nothing that looks at it throws, and what is not GitLab gets nothing', () => {
  let seen = 0;
  fc.assert(
    fc.property(page, ({ named, dataPage, pieces, path }) => {
      const attribute = dataPage === null ? '' : ` data-page="${dataPage.replaceAll('"', '&quot;')}"`;
      const { document, location, window } = loadHtml(
        `<html><body${attribute}>${named}${pieces.join('')}`,
        `https://any.example${path}`,
      );
      const found = [findGroupButtons(document), findMergeWidget(document)];
      const read = readPage(document, location);
      readPageUser(document);
      readTheme(document);
      findMergeRequestRows(document, 'https://any.example');
      for (const file of document.querySelectorAll(DIFF_FILES)) {
        const engine = engineOf(file);
        engine?.path(file);
        if (engine) lineOf(engine, file, 1);
        isParked(file);
      }
      const controller = new AbortController();
      for (const [at, find] of [findGroupButtons, findMergeWidget].entries())
        keepMounted({
          name: `fuzz-${at}`,
          document,
          find: () => find(document),
          mount: () => document.createElement('div'),
          signal: controller.signal,
        });
      const hosts = document.querySelectorAll('[data-mr-gate-host]').length;
      expect(hosts).toBe(found.filter((anchor) => anchor !== null).length);
      if (!looksLikeGitLab(document)) {
        expect(read).toBeNull();
        expect(hosts).toBe(0);
      } else seen += hosts;
      controller.abort();
      expect(document.querySelectorAll('[data-mr-gate-host]')).toHaveLength(0);
      void window.happyDOM.abort();
    }),
    { numRuns: 400 },
  );
  // The pieces do make pages on which something is shown; else this proves nothing.
  expect(seen).toBeGreaterThan(5);
});
