import { GROUPS, PROJECTS } from '../gitlab/seed-names.ts';
import { expect, gatedTest as test } from './fixtures.ts';
import { visitGroup } from './support/group.ts';
import { look } from './support/look.ts';
import { clipped } from './support/untranslated.ts';

test.setTimeout(180_000);

/** The id of a text that was not loaded. */
const ID = /\b(?:panel|common|apply|errors)\.\w+/;

for (const [language, words] of [
  ['de', { title: 'Scans konfigurieren', state: 'Mit Gate', plan: 'Plan prüfen' }],
  ['ja', { title: 'スキャンを設定', state: 'ゲート適用済み', plan: '計画を確認' }],
] as const) {
  test(`the panel speaks ${language} where the user has chosen it in GitLab, and nothing of it is cut off`, async ({
    gated,
    browser1,
  }) => {
    const group = await visitGroup(browser1, gated);
    const { page, panel, dialog, plan } = group;
    const shows = async (name: string, of = panel) => {
      await expect(of).not.toContainText(ID);
      expect(await clipped(of), name).toEqual([]);
      // What sticks out of a dialog's scrolling body is not cut, but nobody scrolls sideways for it.
      const body = of.locator('.mrg-dialog__body').first();
      expect(await body.evaluate((each) => each.scrollWidth - each.clientWidth), name).toBeLessThanOrEqual(1);
      await look(page, `panel-${language}-${name}`);
    };
    const visit = async (query: string) => {
      await page.goto(`${gated.url}/${GROUPS.acme}?${query}`);
      await group.open();
      // Rows that are not in view are not in the document.
      await panel.getByRole('searchbox').fill('checkout');
      await expect(group.row(PROJECTS.checkout)).toContainText(words.state, { timeout: 30_000 });
    };

    await visit(`lang=${language}`);
    await expect(panel.getByRole('heading', { level: 2, name: words.title })).toBeVisible();
    await expect(page.locator(`.mrg-root[lang=${language}]`)).toHaveCount(1);
    await shows('found');
    await panel.getByRole('searchbox').fill('');
    await shows('repositories');
    await panel.getByRole('searchbox').fill('checkout');
    await group.row(PROJECTS.checkout).getByRole('checkbox').check();
    await group.configure.click();
    await expect(dialog).toBeVisible();
    await shows('configure', dialog);
    await dialog.getByTestId('review-plan').click();
    await expect(plan.getByTestId('plan-unchanged')).toBeVisible({ timeout: 30_000 });
    await expect(plan.getByRole('heading', { level: 2, name: words.plan })).toBeVisible();
    await shows('plan', plan);

    await visit('theme=dark');
    await panel.getByRole('searchbox').fill('');
    await shows('dark');
    await page.setViewportSize({ width: 320, height: 800 });
    await shows('320');
    for (const [tab, content] of [
      ['history', 'history'],
      ['policy', 'policy-text'],
    ] as const) {
      await panel.locator(`[data-tab="${tab}"]`).click();
      await expect(panel.getByTestId(content)).toBeVisible();
      await shows(`${tab}-320`);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(`${gated.url}/${GROUPS.acme}?theme=light&lang=en`);
  });
}
