import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findGroupButtons, findMergeWidget } from '../../../utils/gitlab/page/anchors.ts';
import { readPage } from '../../../utils/gitlab/page/detect.ts';
import { DIFF_FILES, engineOf, lineOf } from '../../../utils/gitlab/page/diffs.ts';
import { findMergeRequestRows } from '../../../utils/gitlab/page/merge-request-rows.ts';
import { readPageUser } from '../../../utils/gitlab/page/page-user.ts';
import { looksLikeGitLab } from '../../../utils/gitlab/page/recognise.ts';
import { loadHtml } from './load-page.ts';

/** Pages as browsers and crawlers saved them; they are not part of the project. */
const CAPTURES = new URL('../../../../shared/gitlab/pages/', import.meta.url);

const load = (name: string, url: string) =>
  loadHtml(readFileSync(new URL(`${name}.html`, CAPTURES), 'utf8'), url);

const HOST = 'https://gitlab.example';

describe.skipIf(!existsSync(CAPTURES))('captured pages', () => {
  it('group overview of 15.7: a group by its address alone, with GitLab’s own buttons', () => {
    const { document, location } = load('group-overview-15.7', `${HOST}/robert1003`);
    expect(readPage(document, location)).toEqual({ kind: 'group', baseUrl: HOST, groupPath: 'robert1003' });
    expect(findGroupButtons(document)?.variant).toBe('group-buttons');
    expect(findMergeWidget(document)).toBeNull();
    expect(findMergeRequestRows(document, HOST)).toEqual([]);
    expect(readPageUser(document)).not.toBeNull();
  });

  it('merge request list of 15.7: each of its ten rows, with room for a badge', () => {
    const { document, location } = load(
      'project-merge-requests-15.7',
      `${HOST}/a11yproject/a11yproject.com/-/merge_requests`,
    );
    expect(readPage(document, location)).toEqual({ kind: 'merge-request-list', baseUrl: HOST });
    const rows = findMergeRequestRows(document, HOST);
    expect(rows).toHaveLength(10);
    expect(rows.map(({ projectPath }) => projectPath)).toEqual(Array(10).fill('a11yproject/a11yproject.com'));
    // The iid that people see, and not the `data-id` beside it.
    for (const { element, iid } of rows)
      expect(element.querySelector('.issuable-reference')?.textContent?.trim()).toBe(`!${iid}`);
    expect(findGroupButtons(document)).toBeNull();
    expect(findMergeWidget(document)).toBeNull();
  });

  it('merge request of 2018: found without `/-/`, with the widget above which the card goes', () => {
    const { document, location } = load(
      'merge-request-diffs-2018',
      `${HOST}/sourcegraph/jsonrpc2/merge_requests/1/diffs`,
    );
    expect(readPage(document, location)).toEqual({
      kind: 'merge-request',
      baseUrl: HOST,
      projectPath: 'sourcegraph/jsonrpc2',
      iid: 1,
    });
    expect(findMergeWidget(document)?.variant).toBe('mr-state-widget');
    // Its changes are tables that say no path: nothing is marked, rather than something wrong.
    expect([...document.querySelectorAll(DIFF_FILES)]).toEqual([]);
  });

  it.each([
    [
      'blob-panels-gitlab.com-2026-03',
      'https://gitlab.com/gitlab-com/runbooks/-/blob/v4.199.1/docs/README.md',
    ],
    [
      'blob-shell-18.5.1-signed-in',
      `${HOST}/lahore-aspose/lahore-blogs-team/blog-keyword-analyzer/-/blob/master/README.md`,
    ],
  ])('%s: a GitLab, and no page of ours', (name, url) => {
    const { document, location } = load(name, url);
    expect(readPage(document, location)).toEqual({ kind: 'other', baseUrl: location.origin });
    expect(findGroupButtons(document)).toBeNull();
    expect(findMergeWidget(document)).toBeNull();
    expect(findMergeRequestRows(document, location.origin)).toEqual([]);
  });

  it.each([
    ['diff-file-split-13.fragment', 'parallel'],
    ['diff-file-inline-19.fragment', 'inline'],
  ])('%s: every numbered line of the new version is found, with the text of its own row', (name) => {
    const { document } = load(name, `${HOST}/acme/app/-/merge_requests/1/diffs`);
    const file = document.querySelector('.diff-file') ?? wrapped(document);
    const engine = engineOf(file);
    expect(engine?.name).toBe('vue');
    expect(engine?.path(file)).toBeTruthy();
    const sides = [...file.querySelectorAll('[data-interop-new-line]')];
    expect(sides.length).toBeGreaterThan(1);
    for (const side of sides) {
      const number = Number(side.getAttribute('data-interop-new-line'));
      const cell = engine && lineOf(engine, file, number);
      expect(cell?.textContent).toBe(side.querySelector('.line_content')?.textContent);
    }
    expect(engine && lineOf(engine, file, 999_999)).toBeNull();
  });

  it.each(['https://github.com/a/b/blob/master/x.go', `${HOST}/acme/app/-/merge_requests/1`, `${HOST}/acme`])(
    'GitHub’s page is no GitLab, whatever its address: %s',
    (url) => {
      const { document, location } = load('not-gitlab-github-blob', url);
      expect(looksLikeGitLab(document)).toBe(false);
      expect(readPage(document, location)).toBeNull();
      expect(readPageUser(document)).toBeNull();
      expect(findGroupButtons(document)).toBeNull();
      expect(findMergeWidget(document)).toBeNull();
      expect(document.querySelector(DIFF_FILES)).toBeNull();
    },
  );
});

/** Rows that were saved without the file around them. */
function wrapped(document: Document): Element {
  const file = document.createElement('div');
  file.className = 'diff-file';
  file.setAttribute('data-path', 'src/app.ts');
  file.append(...document.body.childNodes);
  document.body.append(file);
  return file;
}
