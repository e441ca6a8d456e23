import { BAD, FILE } from '../demo/story.ts';
import { expect } from './fixtures.ts';
import { gatedTest as test } from './support/group.ts';
import { look } from './support/look.ts';
import { allow, expectState, openMergeRequest, visit } from './support/merge-request.ts';

test.setTimeout(180_000);

test('the card speaks the language that the user has chosen in GitLab, and nothing of it is cut off', async ({
  gated,
  browser1,
}) => {
  await allow(browser1, gated.url);
  const mergeRequest = await openMergeRequest(gated, { files: { [FILE]: BAD } });
  const { page, card } = await visit(browser1, gated, mergeRequest.web_url);
  await expectState(card, 'failed');
  for (const [language, title, next] of [
    ['de', 'MR Gate: nicht bestanden', 'Mergen ist blockiert'],
    ['ja', 'MR Gate: 不合格', 'マージはブロックされています'],
  ] as const) {
    await page.goto(`${mergeRequest.web_url}?lang=${language}`);
    await expectState(card, 'failed');
    await expect(card.getByRole('heading', { level: 2 })).toHaveText(title);
    await expect(card).toContainText(next);
    await expect(page.locator('mr-gate-card .mrg-root')).toHaveAttribute('lang', language);
    await expect(card.locator('.mrg-card__footer')).toBeVisible();
    // No id of a text that was not loaded.
    await expect(card).not.toContainText(/\b(?:card|common|details|actions)\.[a-z_]+/);
    for (const fold of await card.locator('summary').all()) await fold.click();
    for (const theme of ['light', 'dark']) {
      await page.goto(`${mergeRequest.web_url}?theme=${theme}`);
      await expectState(card, 'failed');
      await expect(card.locator('.mrg-card__footer')).toBeVisible();
      for (const fold of await card.locator('summary').all()) await fold.click();
      await look(card, `card-${language}-${theme}`);
    }
    await page.setViewportSize({ width: 320, height: 800 });
    const { looked, wide } = await card.evaluate((section) => {
      const all = [...section.querySelectorAll('*')];
      const end = section.getBoundingClientRect().right + 1;
      return {
        looked: all.length,
        wide: all
          .filter((element) => element.getBoundingClientRect().right > end)
          .map((element) => `${element.getAttribute('class')}: ${element.textContent?.slice(0, 40)}`),
      };
    });
    expect(looked).toBeGreaterThan(50);
    expect(wide).toEqual([]);
    await look(card, `card-${language}-320`);
    await page.setViewportSize({ width: 1280, height: 800 });
  }
});
