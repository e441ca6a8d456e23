import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { gateCard } from '../browser/pages.ts';
import { BAD, FILE } from '../demo/story.ts';
import { GROUPS } from '../gitlab/seed-names.ts';
import { expect } from './fixtures.ts';
import { openGroup, planFor, gatedTest as test, tick } from './support/group.ts';
import { look } from './support/look.ts';
import { expectState, openMergeRequest } from './support/merge-request.ts';
import { openPopup } from './support/popup.ts';

test.setTimeout(120_000);

/** What axe finds wrong in a part of ours; the page around it is GitLab's. */
async function findings(page: Page, part?: string): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (part ? axe.include(part) : axe).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  );
}

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing in popup, panel and card in ${theme}`, async ({ gated, browser1 }) => {
    const popup = await openPopup(browser1, { base: gated.url });
    await popup.emulateMedia({ colorScheme: theme });
    await expect(popup.getByTestId('grant')).toBeVisible();
    expect(await findings(popup), 'popup: grant').toEqual([]);
    await look(popup, `${theme}-popup-grant`);
    await popup.close();

    const group = await openGroup(browser1, gated);
    const { page } = group;
    const panel = '[data-mr-gate-host="panel"]';
    await page.goto(`${gated.url}/${GROUPS.acme}?theme=${theme}`);
    await group.open();
    await tick(group, ['acme/shop/backend/fraud-check', 'acme/shop/catalog']);
    expect(await findings(page, panel), 'panel: table').toEqual([]);
    await look(page, `${theme}-panel-table`);
    await group.configure.click();
    await expect(group.dialog).toBeVisible();
    await group.dialog.getByRole('radio', { name: /^Make an exception/ }).check();
    await group.dialog.getByTestId('review-plan').click();
    expect(await findings(page, panel), 'panel: dialog with mistakes').toEqual([]);
    await look(page, `${theme}-panel-dialog`);
    await group.dialog.getByRole('button', { name: 'Cancel' }).click();
    await group.panel.getByRole('button', { name: 'Clear selection' }).click();
    await planFor(group, [`acme/shop/${theme === 'light' ? 'recommendations' : 'price-engine'}`]);
    expect(await findings(page, panel), 'panel: plan').toEqual([]);
    await look(page, `${theme}-panel-plan`);
    await group.plan.getByTestId('apply').click();
    await expect(group.job).toHaveAttribute('data-state', 'done', { timeout: 30_000 });
    expect(await findings(page, panel), 'panel: job').toEqual([]);
    await look(page, `${theme}-panel-job`);

    const connected = await openPopup(browser1, { base: gated.url });
    await connected.emulateMedia({ colorScheme: theme });
    await expect(connected.getByTestId('update')).toBeVisible();
    expect(await findings(connected), 'popup: connected').toEqual([]);
    await look(connected, `${theme}-popup-connected`);
    await connected.getByTestId('update').click();
    await connected.getByTestId('connect').click();
    await expect(connected.getByText('There is no token yet.')).toBeVisible();
    expect(await findings(connected), 'popup: token').toEqual([]);
    await look(connected, `${theme}-popup-token`);
    await connected.close();

    const mergeRequest = await openMergeRequest(gated, { files: { [FILE]: BAD } });
    await page.goto(mergeRequest.web_url);
    const card = gateCard(page);
    await expectState(card, 'failed');
    for (const fold of await card.locator('summary').all()) await fold.click();
    expect(await findings(page, 'mr-gate-card'), 'card').toEqual([]);
    await look(page, `${theme}-card`);
  });
}
