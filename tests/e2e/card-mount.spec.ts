import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TEXTS_PATH } from '../../utils/texts/packaged-texts.ts';
import { BUILD, launchChromium } from '../browser/chromium.ts';
import { gateCard } from '../browser/pages.ts';
import { GROUPS, PROJECTS } from '../gitlab/seed-names.ts';
import { finding } from '../unit/card/fixtures.ts';
import { expect, test } from './fixtures.ts';
import { look } from './support/look.ts';
import { openMergeRequest, postVerdict, visitAs } from './support/verdict.ts';

/** Reloads the extension from its folder, as an update does. Runs in a file of Chromium's page of extensions. */
async function reloadExtension(id: string): Promise<void> {
  const { chrome } = globalThis as unknown as {
    chrome: {
      developerPrivate: {
        updateProfileConfiguration(to: { inDeveloperMode: boolean }): Promise<void>;
        reload(id: string, options: { failQuietly: boolean }): Promise<unknown>;
      };
    };
  };
  // Otherwise what comes from a folder is switched off.
  await chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
  await chrome.developerPrivate.reload(id, { failQuietly: false });
}

for (const layout of ['panels', 'classic'] as const) {
  test(`one card, whatever the page does around it (${layout})`, async ({ gitlab, browser1 }) => {
    const mr = await openMergeRequest(gitlab, PROJECTS.checkout, 'mount', { 'src/mount.ts': 'export {};\n' });
    await postVerdict(gitlab, mr, {
      findings: { blocking: [finding()], introduced: [], existing: [], fixed: [], ignored: [] },
    });
    const page = await visitAs(browser1, gitlab, 'dev');
    const card = gateCard(page);
    const above = (widget: string) => page.locator(`mr-gate-card + ${widget}`);

    await test.step('there before GitLab’s own scripts have run, and where it is after that', async () => {
      const { promise: later, resolve: go } = Promise.withResolvers<void>();
      await page.route('**/assets/main.js', async (route) => {
        await later;
        await route.continue();
      });
      await page.addInitScript(() => {
        new MutationObserver((_, observer) => {
          const host = document.querySelector('mr-gate-card');
          if (!host) return;
          observer.disconnect();
          document.documentElement.dataset.cardAtFirst = host.shadowRoot?.querySelector('.mrg-card')
            ? 'drawn'
            : 'empty';
        }).observe(document, { childList: true, subtree: true });
      });
      await page.goto(`${mr.url}?layout=${layout}`, { waitUntil: 'commit' });
      await expect(card).toHaveAttribute('data-state', 'failed');
      await expect(above('#js-vue-mr-widget')).toHaveCount(1);
      // With its room, so that nothing moves when it is drawn.
      await expect(page.locator('html')).toHaveAttribute('data-card-at-first', 'drawn');
      go();
      await expect(above('#widget-state')).toHaveCount(1);
    });

    await test.step('its anchor taken out and drawn again a hundred times', async () => {
      const seen = await page.evaluate(async () => {
        const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        const counts = new Set<string>();
        for (let round = 0; round < 100; round++) {
          const section = document.querySelector('.issuable-discussion');
          if (!section) throw new Error('no section');
          // In turn: the widget alone, everything around it at once, and a cached copy of all, our host included.
          if (round % 3 === 0) {
            const widget = document.getElementById('widget-state');
            const copy = widget?.cloneNode(true);
            widget?.remove();
            await frame();
            if (copy) section.querySelector('#js-vue-mr-discussions')?.before(copy);
          } else if (round % 3 === 1) {
            const children = [...section.children].filter((child) => child.localName !== 'mr-gate-card');
            section.replaceChildren(...children.map((child) => child.cloneNode(true)));
          } else section.replaceWith(section.cloneNode(true));
          await frame();
          await frame();
          const hosts = document.querySelectorAll('mr-gate-card');
          const place = hosts[0]?.nextElementSibling?.id;
          const alive = hosts[0]?.shadowRoot?.querySelector('.mrg-card')?.getAttribute('data-state');
          counts.add(`${hosts.length} before ${place}: ${alive}`);
        }
        return [...counts];
      });
      expect(seen).toEqual(['1 before widget-state: failed']);
    });

    await test.step('every known anchor gone: it floats, and can be read', async () => {
      await page.evaluate(() => {
        document.querySelector('.merge-request-tabs-holder')?.remove();
        document.querySelector('.issuable-discussion')?.remove();
        document.querySelector('mr-gate-card')?.remove();
      });
      const host = page.locator('mr-gate-card[data-mr-gate-place="floating"]');
      await expect(host).toHaveCount(1);
      await expect(host).toBeInViewport();
      // Not only somewhere: as wide as a card is read.
      expect((await host.boundingBox())?.width).toBe(640);
      await expect(card.getByText('AWS access key', { exact: true })).toBeVisible();
      await look(page, `card-floating-${layout}`);
    });
  });

  test(`the group's button floats where no header is known (${layout})`, async ({ gitlab, browser1 }) => {
    const page = await visitAs(browser1, gitlab, 'olga');
    await page.goto(`${gitlab.url}/${GROUPS.acme}?layout=${layout}`);
    const button = page.getByTestId('mr-gate-configure-scans');
    await expect(button).toBeVisible();
    await page.evaluate(() => {
      document.querySelector('.group-home-panel')?.remove();
      document.getElementById('content-body')?.removeAttribute('id');
    });
    await expect(page.locator('[data-mr-gate-place="floating"]')).toHaveCount(1);
    await expect(button).toHaveCount(1);
    await expect(button).toBeInViewport();
    await button.click();
    await expect(page.locator('[data-mr-gate-host="panel"]')).toHaveCount(1);
  });
}

test('an update: the card in an open tab is the new version’s, in its words', async ({ gitlab }) => {
  const mr = await openMergeRequest(gitlab, PROJECTS.checkout, 'update', { 'src/update.ts': 'export {};\n' });
  await postVerdict(gitlab, mr, {});
  // Its path is in plain letters: where no locale is set, Chromium finds no others.
  const extension = mkdtempSync(join(tmpdir(), 'mr-gate-update-'));
  cpSync(BUILD, extension, { recursive: true });
  const browser = await launchChromium({ extension });
  try {
    const page = await visitAs(browser, gitlab, 'dev');
    await page.goto(mr.url);
    const title = page.locator('mr-gate-card').getByRole('heading', { level: 2 });
    await expect(title).toHaveText('MR Gate: passed');
    const texts = join(extension, TEXTS_PATH);
    writeFileSync(texts, readFileSync(texts, 'utf8').replace('MR Gate: passed', 'MR Gate: no objections'));
    const extensions = await browser.context.newPage();
    await extensions.goto('chrome://extensions/strings.m.js');
    await extensions.evaluate(reloadExtension, new URL(browser.origin).host);
    await expect(title).toHaveText(['MR Gate: no objections']);
  } finally {
    await browser.close();
    rmSync(extension, { recursive: true });
  }
});

test('a page that only looks like a merge request gets nothing', async ({ gitlab, browser1 }) => {
  const page = await visitAs(browser1, gitlab, 'dev');
  await page.route(`${gitlab.url}/fake/-/merge_requests/1`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: '<body data-page="projects:merge_requests:show"><div id="widget-state">GitLab</div></body>',
    }),
  );
  const from = gitlab.requests.length;
  await page.goto(`${gitlab.url}/fake/-/merge_requests/1`);
  await page.waitForTimeout(1_000);
  await expect(page.locator('mr-gate-card, [data-mr-gate-host]')).toHaveCount(0);
  expect(gitlab.requests.slice(from)).toEqual([]);
});
