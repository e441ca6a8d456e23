import type { Page } from '@playwright/test';
import { GROUPS } from '../gitlab/seed-names.ts';
import { expect, test } from './fixtures.ts';
import { visitGroup } from './support/group.ts';
import { look } from './support/look.ts';

test.setTimeout(180_000);

const shop = (name: string): string => `${GROUPS.shop}/${name}`;

/** What has the focus, also within a shadow root, as people find it. */
interface Focus {
  /** What a screen reader would call it, roughly: its label, else its text. */
  name: string;
  /** It lies in the panel, and not in GitLab's page. */
  ours: boolean;
  /** What keeps it from being seen to have the focus; empty: nothing. */
  unseen: string;
}

function focusOf(page: Page): Promise<Focus> {
  return page.evaluate(() => {
    let active = document.activeElement;
    let ours = false;
    while (active?.shadowRoot?.activeElement) {
      ours ||= active.hasAttribute('data-mr-gate-host');
      active = active.shadowRoot.activeElement;
    }
    if (!active) return { name: '', ours, unseen: 'nothing has the focus' };
    // A heading that a dialog begins with is read out, and nothing can be done with it.
    const target = active.getAttribute('tabindex') !== '-1';
    const label = active.getAttribute('aria-label') ?? (active as HTMLInputElement).labels?.[0]?.textContent;
    const name = (label || active.textContent || '').trim();
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(active);
    const ring = (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
    const { top, bottom, left, right, width, height } = active.getBoundingClientRect();
    const inView =
      width > 0 && height > 0 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
    return { name, ours, unseen: ring || !target ? (inView ? '' : 'out of view') : 'no ring' };
  });
}

test('select, configure, plan and apply go by keyboard alone, and the focus is always seen', async ({
  gitlab,
  browser1,
}) => {
  const group = await visitGroup(browser1, gitlab);
  const { page, panel, dialog, plan, job } = group;
  const { keyboard } = page;
  // From here on nothing points at anything.
  await page.evaluate(() => {
    for (const type of ['pointerdown', 'mousedown', 'touchstart'])
      addEventListener(type, () => document.documentElement.setAttribute('data-pointed', type), true);
  });
  const name = async () => (await focusOf(page)).name;
  const press = async (key: string): Promise<Focus> => {
    await keyboard.press(key);
    const focus = await focusOf(page);
    if (focus.ours) expect(focus.unseen, `${key} came to “${focus.name}”`).toBe('');
    return focus;
  };
  /** Tab until what has the focus is called so. */
  const tabTo = async (wanted: RegExp, key = 'Tab', most = 60): Promise<void> => {
    for (let count = 0; count < most; count++) {
      if (wanted.test(await name())) return;
      await press(key);
    }
    throw new Error(`${key} never came to ${wanted}; it ended at “${await name()}”`);
  };

  await tabTo(/^Configure Scans$/);
  await keyboard.press('Enter');
  await expect(panel).toBeVisible();
  await tabTo(/^Set up MR Gate in acme$/);
  await keyboard.press('Enter');
  await expect(job).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
  await tabTo(/^Choose repositories$/);
  await keyboard.press('Enter');
  await expect(panel.getByTestId('repo-row').first()).toBeVisible();

  // Select: one by Space, a range by Shift and Space.
  await tabTo(/^Search repositories$/);
  await keyboard.type('shop ca');
  await tabTo(/^Select shop\/cart$/);
  await look(page, 'keyboard-select');
  await press('Space');
  await press('ArrowDown');
  await expect.poll(name).toBe('Select shop/catalog');
  await press('Shift+Space');
  await expect(panel.getByText('2 selected').last()).toBeAttached();

  // Configure: closed with Escape, the dialog gives the focus back; opened again it keeps it in.
  const configure = /^Configure Scans\d/;
  await tabTo(configure, 'Shift+Tab');
  await press('Enter');
  await expect(dialog).toBeVisible();
  await press('Escape');
  await expect(dialog).toBeHidden();
  await expect.poll(name).toMatch(configure);
  await press('Enter');
  await expect(dialog).toBeVisible();
  await tabTo(/^Close/);
  await press('Shift+Tab');
  await expect.poll(name).toBe('Review plan');
  await tabTo(/^(?:Critical|High|Medium|Low)/);
  await press('ArrowUp');
  await look(page, 'keyboard-severity');
  await tabTo(/^Review plan$/);
  await press('Enter');

  // Plan: Escape leads back to what opened it.
  await expect(plan.getByTestId('apply')).toBeVisible();
  await press('Escape');
  await expect(plan).toBeHidden();
  await expect.poll(name).toMatch(configure);
  await press('Enter');
  await tabTo(/^Review plan$/);
  await press('Enter');
  await tabTo(/^Apply to 2 repositories$/);
  await look(page, 'keyboard-plan');
  await press('Enter');
  await expect(job).toHaveAttribute('data-state', 'done', { timeout: 30_000 });
  await tabTo(/^Back to repositories$/);
  await press('Enter');
  await expect(group.row(shop('cart'))).toContainText('Gated');

  await keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await expect(group.button).toBeFocused();
  expect(await page.evaluate(() => document.documentElement.getAttribute('data-pointed'))).toBeNull();
});
