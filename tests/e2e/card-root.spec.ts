import { mkdirSync } from 'node:fs';
import { gateCard } from '../browser/pages.ts';
import { PROJECTS } from '../gitlab/seed-names.ts';
import { addPipeline } from '../support/add-pipeline.ts';
import { finding } from '../unit/card/fixtures.ts';
import { expect, test } from './fixtures.ts';
import { openMergeRequest, postVerdict, visitAs } from './support/verdict.ts';

test.use({ gitlabOptions: { root: '/gitlab', layout: 'classic' } });

test('card, marks, lists and reports work below a relative URL root', async ({ gitlab, browser1 }, info) => {
  expect(gitlab.url).toMatch(/\/gitlab$/);
  const files = { 'src/app.ts': 'one\ntwo\nthree\n' };
  const gated = await openMergeRequest(gitlab, PROJECTS.checkout, 'gated', files);
  const place = { file: 'src/app.ts', startLine: 2, endLine: 2 };
  await postVerdict(gitlab, gated, {
    findings: { blocking: [finding(place)], introduced: [], existing: [], fixed: [], ignored: [] },
  });
  const other = await openMergeRequest(gitlab, PROJECTS.renamed, 'ungated', files);
  mkdirSync(info.outputDir, { recursive: true });
  await addPipeline(gitlab, { projectId: other.projectId, sha: other.sha, ref: 'ungated' }, info.outputDir, {
    secrets: {
      secret_detection: {
        version: '15.2.2',
        vulnerabilities: [
          {
            id: 'v1',
            name: 'Leaked key',
            severity: 'Critical',
            location: { file: 'src/app.ts', start_line: 3 },
            identifiers: [{ type: 'gitleaks_rule_id', name: 'key', value: 'key' }],
          },
        ],
      },
    },
  });
  const page = await visitAs(browser1, gitlab, 'dev');

  await page.goto(`${gated.url}/diffs`);
  await expect(page.locator('[data-mr-gate-line]')).toHaveText(['two']);

  await page.goto(`${gitlab.url}/${PROJECTS.checkout}/-/merge_requests`);
  await expect(page.locator('[data-mr-gate-of]')).toHaveText(['Gate failed']);

  await page.goto(other.url);
  const card = gateCard(page);
  await expect(card.getByRole('heading', { level: 2 })).toHaveText('MR Gate: not gated');
  await expect(card.getByText('Leaked key', { exact: true })).toBeVisible();
  const links = await card
    .getByRole('link')
    .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
  expect(links.filter((href) => !href.startsWith(`${gitlab.url}/`))).toEqual([]);
  expect(gitlab.requests.filter(({ status }) => status >= 500)).toEqual([]);
});
