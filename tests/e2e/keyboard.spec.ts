import { GROUPS } from '../gitlab/seed-names.ts';
import { expect, test } from './fixtures.ts';
import { visitGroup } from './support/group.ts';
import { byKeyboard } from './support/keyboard.ts';
import { look } from './support/look.ts';

test.setTimeout(180_000);

const shop = (name: string): string => `${GROUPS.shop}/${name}`;

test('select, configure, plan and apply go by keyboard alone, and the focus is always seen', async ({
  gitlab,
  browser1,
}) => {
  const group = await visitGroup(browser1, gitlab);
  const { page, panel, dialog, plan, job } = group;
  const { keyboard } = page;
  const { press, tabTo, choose, isAt, expectNoPointer } = await byKeyboard(page);

  await choose(/^Configure Scans$/);
  await expect(panel).toBeVisible();
  await choose(/^Set up MR Gate in acme$/);
  await isAt(/^(?:Setting up MR Gate|MR Gate is set up)/);
  await expect(job).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
  await choose(/^Choose repositories$/);
  await expect(panel.getByTestId('repo-row').first()).toBeVisible();

  // Select: one by Space, a range by Shift and Space.
  await tabTo(/^Search repositories$/);
  await keyboard.type('shop ca');
  await tabTo(/^Select shop\/cart$/);
  await look(page, 'keyboard-select');
  await press('Space');
  await press('ArrowDown');
  await isAt(/^Select shop\/catalog$/);
  await press('Shift+Space');
  await expect(panel.getByText('2 selected').last()).toBeAttached();

  // Configure: closed with Escape, the dialog gives the focus back; opened again it keeps it in.
  const configure = /^Configure Scans\d/;
  await choose(configure, 'Shift+Tab');
  await expect(dialog).toBeVisible();
  await press('Escape');
  await expect(dialog).toBeHidden();
  await isAt(configure);
  await press('Enter');
  await expect(dialog).toBeVisible();
  await tabTo(/^Close/);
  await press('Shift+Tab');
  await isAt(/^Review plan$/);
  await tabTo(/^(?:Critical|High|Medium|Low)/);
  await press('ArrowUp');
  await look(page, 'keyboard-severity');
  await choose(/^Review plan$/);

  // Plan: Escape leads back to what opened it.
  await expect(plan.getByTestId('apply')).toBeVisible();
  await press('Escape');
  await expect(plan).toBeHidden();
  await isAt(configure);
  await press('Enter');
  await choose(/^Review plan$/);
  await tabTo(/^Apply to 2 repositories$/);
  await look(page, 'keyboard-plan');
  await keyboard.press('Enter');
  await isAt(/^Appl(?:ying|ied) to 2 repositories/);
  await expect(job).toHaveAttribute('data-state', 'done', { timeout: 30_000 });
  await choose(/^Back to repositories$/);
  await expect(group.row(shop('cart'))).toContainText('Gated');

  await keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await expect(group.button).toBeFocused();
  await expectNoPointer();
});
