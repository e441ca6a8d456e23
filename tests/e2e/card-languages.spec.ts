import { DE } from '../../assets/locales/de.ts';
import { JA } from '../../assets/locales/ja.ts';
import { gateCard } from '../browser/pages.ts';
import { BAD, FILE } from '../demo/story.ts';
import { expect, gatedTest as test } from './fixtures.ts';
import { expectAccessible } from './support/axe.ts';
import { look } from './support/look.ts';
import { allow, expectState, openMergeRequest, visit } from './support/merge-request.ts';

test.setTimeout(180_000);

test('two tabs of one browser speak the languages that GitLab is set to in each, and nothing of the card is cut off', async ({
  gated,
  browser1,
}) => {
  await allow(browser1, gated.url);
  const mergeRequest = await openMergeRequest(gated, { files: { [FILE]: BAD } });
  const { page } = await visit(browser1, gated, 'about:blank');
  const tabs = [
    { page, language: 'de', title: 'MR Gate: nicht bestanden', next: 'Mergen ist blockiert', texts: DE },
    {
      page: await browser1.context.newPage(),
      language: 'ja',
      title: 'MR Gate: 不合格',
      next: 'マージはブロックされています',
      texts: JA,
    },
  ];
  for (const tab of tabs) await tab.page.goto(`${mergeRequest.web_url}?lang=${tab.language}`);
  // Both are open now, and what one of them asks the one worker is answered in its own language.
  for (const { page, language, title, next, texts } of tabs) {
    const card = gateCard(page);
    await expectState(card, 'failed');
    await expect(card.getByRole('heading', { level: 2 })).toHaveText(title);
    await expect(card).toContainText(next);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expect(page.locator('mr-gate-card .mrg-root')).toHaveAttribute('lang', language);
    await expect(card.locator('.mrg-card__footer')).toBeVisible();
    await card.getByRole('button', { name: String(texts['details.ignore']) }).click();
    await expect(card.locator('.mrg-alert')).toContainText(String(texts['actions.no_token.what']));
    // No id of a text that was not loaded.
    await expect(card).not.toContainText(/\b(?:card|common|details|actions)\.\w+/);
    for (const fold of await card.locator('summary').all()) await fold.click();
    await expectAccessible(page, `card-${language}`, 'mr-gate-card');
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
