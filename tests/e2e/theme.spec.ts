import type { Locator, Page } from '@playwright/test';
import { gateCard } from '../browser/pages.ts';
import { GROUPS, PROJECTS } from '../gitlab/seed-names.ts';
import { finding } from '../unit/card/fixtures.ts';
import { expect, test } from './fixtures.ts';
import { expectAccessible } from './support/axe.ts';
import { openGroup } from './support/group.ts';
import { look } from './support/look.ts';
import { openMergeRequest, postVerdict } from './support/verdict.ts';

/** What an element has behind it, its own or that of the nearest around it, and what it writes on that. */
function colours(element: Locator): Promise<{ back: string; text: string }> {
  return element.evaluate((start) => {
    let at: Element | null = start;
    let back = '';
    // A veil of a few per cent is not what one reads on.
    const opacity = (colour: string) => Number(/^rgba\(.*, ([\d.]+)\)$/.exec(colour)?.[1] ?? 1);
    while (at && (back === '' || opacity(back) < 0.5)) {
      back = getComputedStyle(at).backgroundColor;
      const root = at.getRootNode();
      at = at.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
    }
    return { back, text: getComputedStyle(start).color };
  });
}

/** 0 is black, 1 is white. */
function lightness(colour: string): number {
  const [r = 0, g = 0, b = 0] = [...colour.matchAll(/[\d.]+/g)].map(([part]) => Number(part));
  return (0.299 * r + 0.587 * g + 0.114 * b) / 255;
}

async function expectTheme(element: Locator, theme: 'light' | 'dark'): Promise<void> {
  const isDark = async () => {
    const { back, text } = await colours(element);
    return lightness(back) < lightness(text);
  };
  await expect.poll(isDark).toBe(theme === 'dark');
}

/** As GitLab's own switch does, without a new page. */
async function choose(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.evaluate((dark) => {
    const { classList } = document.documentElement;
    classList.toggle('gl-dark', dark);
    classList.toggle('gl-light', !dark);
  }, theme === 'dark');
}

test.setTimeout(120_000);

for (const [name, gitlabOptions] of [
  ['with GitLab’s tokens', {}],
  ['with the colours of our own', { version: '15.7.0' }],
] as const) {
  test.describe(name, () => {
    test.use({ gitlabOptions });

    test('card, marks, badges and panel follow the page from light to dark and back while they are open', async ({
      gitlab,
      browser1,
    }) => {
      const mr = await openMergeRequest(gitlab, PROJECTS.checkout, 'theme', { 'src/app.ts': 'one\ntwo\n' });
      const place = { file: 'src/app.ts', startLine: 2, endLine: 2 };
      await postVerdict(gitlab, mr, {
        findings: { blocking: [finding(place)], introduced: [], existing: [], fixed: [], ignored: [] },
      });
      const group = await openGroup(browser1, gitlab);
      await expect(group.page).toHaveURL(`${gitlab.url}/${GROUPS.acme}`);
      const title = group.panel.getByRole('heading').first();
      for (const theme of ['light', 'dark', 'light'] as const) {
        await choose(group.page, theme);
        await expectTheme(title, theme);
        await expectTheme(group.button, theme);
        if (theme === 'dark') await look(group.page, `theme-panel-${name}`);
      }

      await group.panel.getByRole('button', { name: 'Close Configure Scans' }).click();
      await expectAccessible(group.page, `theme-button-${name}`, '[data-mr-gate-place]');

      const { page } = group;
      await page.goto(mr.url);
      const heading = gateCard(page).getByRole('heading', { level: 2 });
      await expect(heading).toBeVisible();
      const row = gateCard(page).getByText(finding().name, { exact: true });
      await expect(row).toBeVisible();
      for (const theme of ['light', 'dark', 'light'] as const) {
        await choose(page, theme);
        await expectTheme(heading, theme);
        await expectTheme(row, theme);
      }

      await page.locator('.diffs-tab a').click();
      const line = page.locator('[data-mr-gate-line]');
      await expect(line).toHaveText('two');
      const label = () => line.evaluate((cell) => getComputedStyle(cell, '::after').backgroundColor);
      const light = await label();
      await choose(page, 'dark');
      expect(lightness(await label())).toBeLessThan(0.5);
      await choose(page, 'light');
      expect(await label()).toBe(light);
      expect(lightness(light)).toBeGreaterThan(0.5);

      await page.goto(`${gitlab.url}/${PROJECTS.checkout}/-/merge_requests`);
      const badge = page.locator('[data-mr-gate-of] span');
      await expect(badge).toHaveText('Gate failed');
      await expectAccessible(page, `theme-list-${name}`, '[data-mr-gate-of]');
      const before = await colours(badge);
      await choose(page, 'dark');
      await expect.poll(() => colours(badge)).not.toEqual(before);
      await choose(page, 'light');
      await expect.poll(() => colours(badge)).toEqual(before);
    });
  });
}
