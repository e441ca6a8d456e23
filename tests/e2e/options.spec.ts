import { connect } from '../browser/pages.ts';
import { TOKENS } from '../gitlab/seed-names.ts';
import { expect, test } from './fixtures.ts';
import { expectAccessible } from './support/axe.ts';
import { byKeyboard } from './support/keyboard.ts';
import { look } from './support/look.ts';

test('options: what was asked, what is shown, and by keyboard alone the way to be rid of all of it', async ({
  gitlab,
  browser1,
}) => {
  const popup = await connect(browser1, gitlab.url, TOKENS.olgaApi);
  await expect(popup.getByTestId('update')).toBeVisible();
  const opened = browser1.context.waitForEvent('page');
  await popup.getByTestId('options').click();
  const page = await opened;
  await popup.close();
  await expect(page.getByTestId('options-connections')).toContainText('Personal token of @olga');

  const requests = page.getByTestId('options-requests');
  await expect(requests.getByRole('row', { name: /GET \/personal_access_tokens\/self 200/ })).toBeVisible();
  await page.getByTestId('make-report').click();
  const report = await page.getByTestId('report').inputValue();
  expect(report).toMatch(/GitLab 1 GET \/personal_access_tokens\/self 200 \d+ ms/);
  expect(report).toContain('Scripts registered: group');
  const html = await page.content();
  for (const secret of Object.values(TOKENS)) expect(html + report).not.toContain(secret);
  expect(report).not.toContain(new URL(gitlab.url).host);
  await expectAccessible(page, 'options');

  const { press, tabTo, choose, isAt, expectNoPointer } = await byKeyboard(page);
  await tabTo(/^Configure Scans button/, 'Shift+Tab');
  await press('Space');
  const button = page.getByTestId('feature-panelButton');
  await expect(button).not.toHaveAttribute('aria-disabled', 'true');
  await expect(button).not.toBeChecked();
  await isAt(/^Configure Scans button/);
  await choose(/^Make it again$/);
  await expect(page.getByTestId('report')).toHaveValue(
    /Scripts registered: merge-request, merge-request-list\n/,
  );

  await choose(/^Remove everything…$/);
  await isAt(/^Cancel$/);
  await press('Enter');
  await isAt(/^Remove everything…$/);
  await page.keyboard.press('Enter');
  await isAt(/^Cancel$/);
  await choose(/^Yes, remove everything$/, 'Shift+Tab');
  await expect(page.getByTestId('options-remove')).toContainText('Everything was removed.');
  await expectNoPointer();
  await expect(page.getByTestId('options-connections')).toContainText('None.');
  await expect(page.getByTestId('feature-panelButton')).toBeChecked();
  await page.getByTestId('make-report').click();
  await expect(page.getByTestId('report')).toHaveValue(/Sites allowed: 0\nScripts registered: none/);
  await page.setViewportSize({ width: 320, height: 900 });
  await look(page, 'options-narrow');
});
