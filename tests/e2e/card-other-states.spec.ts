import { mkdirSync } from 'node:fs';
import { gateCard } from '../browser/pages.ts';
import { api, id } from '../demo/api.ts';
import { TOKENS, USERS } from '../gitlab/seed-names.ts';
import { expect, test } from './fixtures.ts';
import { expectAccessible } from './support/axe.ts';
import { CONTENT, OTHER_STATES, type Place, PROJECT } from './support/card-other-states.ts';
import { look } from './support/look.ts';
import { clipped } from './support/untranslated.ts';
import { openMergeRequest, visitAs } from './support/verdict.ts';

test.setTimeout(240_000);

test('a card with no verdict to rely on names the cause and the next step, and axe finds nothing in either theme', async ({
  gitlab,
  browser1,
}, info) => {
  const folder = info.outputDir;
  mkdirSync(folder, { recursive: true });
  // What GitLab asks of a merge, so that a verdict is enforced.
  await api(gitlab.url, TOKENS.ottoApi, `/projects/${id(PROJECT)}`, {
    method: 'PUT',
    body: { only_allow_merge_if_pipeline_succeeds: true },
  });
  const page = await visitAs(browser1, gitlab, USERS.dev);
  const card = gateCard(page);
  for (const [name, state] of Object.entries(OTHER_STATES)) {
    await test.step(name, async () => {
      const file = name.replace(/\W+/g, '-');
      const mr = await openMergeRequest(gitlab, PROJECT, file, { 'src/app.ts': CONTENT });
      const here: Place = { gitlab, mr, page, folder };
      await state.before?.(here);
      const layout = name.length % 2 ? 'panels' : 'classic';
      await page.goto(`${mr.url}?layout=${layout}`);
      await expect(card).not.toHaveAttribute('aria-busy', 'true', { timeout: 15_000 });
      await state.after?.(here);
      await expect(card).toHaveAttribute('data-state', state.kind, { timeout: 15_000 });
      await expect.soft(card.getByRole('heading', { level: 2 })).toHaveText(state.title);
      await expect.soft(card.locator('.mrg-card__sentence')).toHaveText(state.sentence);
      const next = card.locator('.mrg-card__next');
      await expect.soft(next).toContainText(state.next);
      if (state.step) await expect.soft(next.locator('a, button')).toHaveText(state.step);
      else await expect.soft(next.locator('a, button')).toHaveCount(0);
      if (state.also) await expect.soft(card.getByText(state.also).first()).toBeVisible();
      for (const fold of await card.locator('summary').all()) await fold.click();
      await expectAccessible(page, `card-${file}`, 'mr-gate-card');
      await page.setViewportSize({ width: 320, height: 800 });
      expect.soft(await clipped(page.locator('mr-gate-card')), `${name} at 320 px`).toEqual([]);
      await look(card, `card-${file}-320`);
      await page.setViewportSize({ width: 1280, height: 800 });
      gitlab.clearFaults();
    });
  }
});
