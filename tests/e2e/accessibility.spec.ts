import { gateCard } from '../browser/pages.ts';
import { BAD, FILE } from '../demo/story.ts';
import { expect, gatedTest as test } from './fixtures.ts';
import { expectAccessible, PANEL_HOST } from './support/axe.ts';
import { planFor, showRow, tick, visitGroup } from './support/group.ts';
import { expectState, openMergeRequest } from './support/merge-request.ts';
import { openPopup } from './support/popup.ts';

test.setTimeout(120_000);

test('axe finds nothing in popup, panel and card, in dark and light', async ({ gated, browser1 }) => {
  const popup = await openPopup(browser1, { base: gated.url });
  await expect(popup.getByTestId('grant')).toBeVisible();
  await expectAccessible(popup, 'popup-grant');
  await popup.close();

  const group = await visitGroup(browser1, gated);
  const { page } = group;
  const panel = (name: string) => expectAccessible(page, `panel-${name}`, PANEL_HOST);
  const first = gated.addFault({ path: /./, kind: 'hold' });
  await group.open();
  await expect.poll(() => first.hits()).toBeGreaterThan(0);
  await panel('loading');
  first.remove();
  await tick(group, ['acme/shop/backend/fraud-check', 'acme/shop/catalog']);
  await panel('table');
  const row = await showRow(group, 'acme/shop/catalog');
  await row.getByRole('button', { name: /^Actions for/ }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await panel('row-menu');
  await page.keyboard.press('Escape');
  await group.configure.click();
  await expect(group.dialog).toBeVisible();
  await panel('configure');
  await group.dialog.getByRole('radio', { name: /^Make an exception/ }).check();
  await group.dialog.getByTestId('review-plan').click();
  await panel('configure-mistakes');
  await group.dialog.getByRole('button', { name: 'Cancel' }).click();
  await group.panel.getByRole('button', { name: 'Clear selection' }).click();
  await planFor(group, ['acme/shop/price-engine']);
  await panel('plan');
  await group.plan.getByTestId('apply').click();
  await expect(group.job).toHaveAttribute('data-state', 'done', { timeout: 30_000 });
  await panel('job');

  const connected = await openPopup(browser1, { base: gated.url });
  await expect(connected.getByTestId('update')).toBeVisible();
  await expectAccessible(connected, 'popup-connected');
  await connected.getByTestId('update').click();
  await connected.getByTestId('connect').click();
  await expect(connected.getByText('There is no token yet.')).toBeVisible();
  await expectAccessible(connected, 'popup-token');
  await connected.close();

  const mergeRequest = await openMergeRequest(gated, { files: { [FILE]: BAD } });
  await page.goto(mergeRequest.web_url);
  const card = gateCard(page);
  await expectState(card, 'failed');
  for (const fold of await card.locator('summary').all()) await fold.click();
  await expectAccessible(page, 'card', 'mr-gate-card');
});
