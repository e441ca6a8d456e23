/** Draws the extension's PNG icons from assets/icon.svg with Chromium: `node scripts/icons.mjs`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import zopfli from '@gfx/zopfli';
import { chromium } from '@playwright/test';

const ASSETS = join(import.meta.dirname, '..', 'assets');
const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

/** In the page: the drawing's pixels, each red, green, blue, alpha. */
async function draw({ svg, size }) {
  const image = new Image(size, size);
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode();
  const context = new OffscreenCanvas(size, size).getContext('2d');
  context.drawImage(image, 0, 0, size, size);
  return [...context.getImageData(0, 0, size, size).data];
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

/** Edges are drawn in steps of this many of a channel's 256: nobody sees them, and a third of the colours is left. */
const STEP = 16;

/** Pixels as one number each, of few colours: those of the drawing as they are, those of its edges in steps. */
function fewColours(pixels) {
  const view = new DataView(Uint8Array.from(pixels).buffer);
  const all = Array.from({ length: pixels.length / 4 }, (_, at) => view.getUint32(at * 4));
  const areas = new Set(all.filter((pixel, at) => pixel === all[at - 1] && pixel === all[at + 1]));
  return all.map((pixel) => {
    if (areas.has(pixel)) return pixel;
    const channels = [24, 16, 8, 0].map((shift) => (pixel >>> shift) & 255);
    return channels.reduce(
      (stepped, channel) => stepped * 256 + Math.min(255, Math.round(channel / STEP) * STEP),
      0,
    );
  });
}

/** With a palette, the clearest colours first: whose alpha is not named is opaque. Rows go in without a filter. */
async function pngOf(size, pixels) {
  const stepped = fewColours(pixels);
  const palette = [...new Set(stepped)].sort((a, b) => (a & 255) - (b & 255) || a - b);
  if (palette.length > 256) throw new Error(`The icon of ${size} has ${palette.length} colours`);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // 8 bits each, which name a colour.
  header.set([8, 3], 8);
  const rows = Buffer.alloc(size * (1 + size));
  stepped.forEach((pixel, at) => {
    rows[at + Math.floor(at / size) + 1] = palette.indexOf(pixel);
  });
  const packed = Buffer.from(await zopfli.zlibAsync(rows, { numiterations: 15 }));
  const alphas = palette.map((pixel) => pixel & 255);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk(
      'PLTE',
      Buffer.from(palette.flatMap((pixel) => [24, 16, 8].map((shift) => (pixel >>> shift) & 255))),
    ),
    chunk('tRNS', Buffer.from(alphas.filter((alpha) => alpha < 255))),
    chunk('IDAT', packed),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const svg = readFileSync(join(ASSETS, 'icon.svg'), 'utf8');
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium' });
const page = await browser.newPage();
for (const size of [16, 32, 48, 128]) {
  const png = await pngOf(size, await page.evaluate(draw, { svg, size }));
  writeFileSync(join(ASSETS, 'public', 'icon', `${size}.png`), png);
}
await browser.close();
