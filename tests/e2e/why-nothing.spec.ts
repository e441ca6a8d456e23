import { signIn } from '../browser/pages.ts';
import { GROUPS, PASSWORD, PROJECTS, USERS } from '../gitlab/seed-names.ts';
import { expect, test } from './fixtures.ts';
import { expectAccessible } from './support/axe.ts';
import { look } from './support/look.ts';
import { openPopup, tabOf } from './support/popup.ts';
import { openMergeRequest, postStatus, visitAs } from './support/verdict.ts';

test('the popup says what became of each part on the page in the tab', async ({ gitlab, browser1 }) => {
  const mr = await openMergeRequest(gitlab, PROJECTS.renamed, 'why', { 'src/why.ts': 'export {};\n' });
  const page = await visitAs(browser1, gitlab, USERS.dev);
  const card = page.locator('mr-gate-card .mrg-card');
  const says = async (text: string, accessible = false) => {
    const popup = await openPopup(browser1, { tab: await tabOf(browser1, page.url()) });
    await expect(popup.getByTestId('on-this-page')).toContainText(text);
    const name = `popup-why-${text.replace(/\W+/g, '-')}`;
    await (accessible ? expectAccessible(popup, name) : look(popup, name));
    await popup.close();
  };

  await test.step('a merge request', async () => {
    await page.goto(mr.url);
    await expect(card).toHaveAttribute('data-state', 'not_gated');
    await says('this merge request is not gated', true);
    await page.context().clearCookies();
    await card.getByRole('button', { name: 'Refresh' }).click();
    await expect(card).toHaveAttribute('data-state', 'signed_out');
    await says('you are signed out of this GitLab');
  });

  await test.step('a list', async () => {
    await signIn(page, gitlab.url, USERS.olga, PASSWORD);
    await page.goto(`${gitlab.url}/groups/${GROUPS.acme}/-/merge_requests`);
    await says('the gate has judged none of the merge requests in this list');
    await postStatus(gitlab, mr, 'failed');
    await page.reload();
    await expect(page.locator('[data-mr-gate-of]')).toHaveText('Gate failed');
    await says('have a badge in this list');
  });

  await test.step('a group, as it is and with every known anchor gone', async () => {
    await page.goto(`${gitlab.url}/${GROUPS.acme}`);
    await expect(page.getByTestId('mr-gate-configure-scans')).toBeVisible();
    await says('is in this group’s header');
    await page.evaluate(() => {
      document.querySelector('.group-home-panel')?.remove();
      document.getElementById('content-body')?.removeAttribute('id');
    });
    await expect(page.locator('[data-mr-gate-place="floating"]')).toHaveCount(1);
    await says('floats in the lower corner');
  });
});
