/** Draws the extension's PNG icons from assets/icon.svg with Chromium: `node scripts/icons.mjs`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';

const ASSETS = join(import.meta.dirname, '..', 'assets');
const svg = readFileSync(join(ASSETS, 'icon.svg'), 'utf8');
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath });
for (const size of [16, 32, 48, 128]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
  );
  await page.screenshot({ path: join(ASSETS, 'public', 'icon', `${size}.png`), omitBackground: true });
}
await browser.close();
