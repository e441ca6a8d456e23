import { gateCard } from '../browser/pages.ts';
import { api } from '../demo/api.ts';
import { BAD, FILE, GOOD } from '../demo/story.ts';
import { PROJECTS, TOKENS, USERS } from '../gitlab/seed-names.ts';
import { expect, test } from './fixtures.ts';
import { gate, openGroup, setUp, showRow } from './support/group.ts';
import { look } from './support/look.ts';
import { expectState, openMergeRequest, visit } from './support/merge-request.ts';

test.setTimeout(150_000);

for (const version of ['15.7.0', '16.2.4'] as const) {
  test.describe(`GitLab ${version}`, () => {
    test.use({ gitlabOptions: { version } });

    test('the whole job goes: panel, card, lists and changes', async ({ gitlab, browser1 }) => {
      const group = await openGroup(browser1, gitlab);
      await setUp(group);
      await gate(group, [PROJECTS.checkout]);
      await group.panel.getByRole('button', { name: 'Back to repositories' }).click();
      await expect(await showRow(group, PROJECTS.checkout)).toContainText('Gated');
      await look(group.page, `old-${version}-panel`);

      await group.page.context().clearCookies();
      const mr = await openMergeRequest(gitlab, { files: { [FILE]: BAD } });
      const { page, card } = await visit(browser1, gitlab, mr.web_url);
      await expectState(card, 'failed');
      await look(page, `old-${version}-card`);

      await test.step('this GitLab is as old as it says', async () => {
        const old = version.startsWith('15');
        const [status] = await api<object[]>(
          gitlab.url,
          TOKENS.devApi,
          `/projects/${encodeURIComponent(PROJECTS.checkout)}/repository/commits/${mr.sha}/statuses`,
        );
        expect(status).toHaveProperty('name', 'MR Gate');
        expect(status).not.toHaveProperty('pipeline_id');
        const widget = page.locator('mr-gate-card + .mr-state-widget');
        await expect(widget).toHaveAttribute('class', 'mr-state-widget');
        await expect(page.locator('#widget-state')).toHaveCount(old ? 0 : 1);
        const fullPath = await page.evaluate(() => document.body.dataset.projectFullPath);
        expect(fullPath).toBe(old ? undefined : PROJECTS.checkout);
      });

      await test.step('the finding is marked in the changes', async () => {
        await page.locator('.diffs-tab a').click();
        await expect(page.locator('[data-mr-gate-line="blocking"]').first()).toBeVisible();
        await look(page, `old-${version}-changes`);
      });

      await test.step('and the list says so', async () => {
        const list = await page.context().newPage();
        await list.goto(`${gitlab.url}/${PROJECTS.checkout}/-/merge_requests`);
        await expect(list.locator('[data-mr-gate-of]').first()).toHaveText('Gate failed');
        await look(list, `old-${version}-list`);
        await list.close();
      });

      await gitlab.push({
        project: PROJECTS.checkout,
        branch: mr.branch,
        user: USERS.dev,
        message: 'Take the credentials from the environment',
        files: { [FILE]: GOOD },
      });
      await page.locator('.notes-tab a').click();
      await expectState(gateCard(page), 'passed');
      await gitlab.settled();
      await api(gitlab.url, TOKENS.maxApi, `${mr.path}/merge`, { method: 'PUT' });
      expect(gitlab.requests.filter(({ status }) => status >= 500)).toEqual([]);
    });
  });
}
