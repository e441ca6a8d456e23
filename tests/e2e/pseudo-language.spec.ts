import { rmSync } from 'node:fs';
import { launchChromium } from '../browser/chromium.ts';
import { connect } from '../browser/pages.ts';
import { pseudoBuild } from '../browser/pseudo-build.ts';
import { TOKENS } from '../gitlab/seed-names.ts';
import { expect, test } from './fixtures.ts';
import { look } from './support/look.ts';
import { clipped, type Known, untranslated } from './support/untranslated.ts';

/** Names of products and kinds of data, which no language changes. */
const NAMES: Known = ['MR Gate', 'GitLab', /gitlab(?:\.example)?\.com/, /glpat-…/, /localhost:\d+/];

test('popup, options and welcome have no text outside the catalogs, and room for longer ones', async ({
  gitlab,
}) => {
  const extension = pseudoBuild();
  const browser = await launchChromium({ extension, width: 400, locale: 'de' });
  try {
    const popup = await connect(browser, gitlab.url, TOKENS.olgaApi);
    await expect(popup.getByTestId('update')).toBeVisible();
    for (const [name, path] of [
      ['connected', `popup.html?base=${encodeURIComponent(gitlab.url)}`],
      ['nowhere', 'popup.html'],
      ['options', 'options.html'],
      ['welcome', 'welcome.html'],
    ] as const) {
      await popup.goto(`${browser.origin}/${path}`);
      const app = popup.locator('#app');
      await expect(app.locator('main').getByRole('heading').first()).toBeVisible();
      await expect(app.locator('[aria-busy="true"]')).toHaveCount(0);
      expect(
        await untranslated(app, [
          ...NAMES,
          'Olga Orlova',
          '@olga',
          /\d+\. \S+ \d{4}/,
          /\d+\.\d+\.\d+-ee/,
          /^(?:GET|POST)$/,
          /^\/[\w/]+$/,
        ]),
        name,
      ).toEqual([]);
      expect(await clipped(app), name).toEqual([]);
      await look(popup, `pseudo-${name}`);
    }
  } finally {
    await browser.close();
    rmSync(extension, { recursive: true, force: true });
  }
});
