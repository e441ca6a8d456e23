import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PICTURES } from './steps.ts';

/** What the Chrome Web Store takes; the others take it too. */
export const STORE_SIZE = { width: 1280, height: 800 };

/** Where the listing's pictures are kept, and which steps of the tour they show. */
const STORE = resolve(import.meta.dirname, '../../assets/store/screenshots');
const SHOWN: readonly (readonly [step: string, name: string])[] = [
  ['09', '1-repositories'],
  ['06', '2-configure'],
  ['07', '3-plan'],
  ['11', '4-merge-request-blocked'],
  ['13', '5-merge-request-passed'],
];

/** Keeps the best pictures of a tour that has just ended well. */
export function keepStorePictures(): void {
  mkdirSync(STORE, { recursive: true });
  const made = readdirSync(PICTURES);
  for (const [step, name] of SHOWN) {
    const picture = made.find((file) => file.startsWith(`${step}-`));
    if (!picture) throw new Error(`The tour left no picture of step ${step}`);
    copyFileSync(join(PICTURES, picture), join(STORE, `${name}.png`));
  }
}
