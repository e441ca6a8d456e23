/**
 * `node scripts/build.mjs [chrome] [edge] [firefox]`: builds the extension in .output for the browsers that are named, or
 * for all. What our code does otherwise in another browser it decides where it runs (`utils/browser-differences.ts`), so
 * that it is bundled once, for the first of them, and the others differ in the manifest alone. `zip.mjs --check` holds
 * that: it bundles for another one.
 */
import { cpSync } from 'node:fs';
import { basename } from 'node:path';
import process from 'node:process';
import { build } from 'wxt';
import { ROOT } from './setup.mjs';
import { folderOf, TARGETS } from './targets.mjs';

const named = process.argv.slice(2);
const unknown = named.filter((name) => !(name in TARGETS));
if (unknown.length > 0) throw new Error(`There is no build for ${unknown.join(', ')}`);
const [first, ...others] = named.length > 0 ? named : Object.keys(TARGETS);

await build({ root: ROOT, ...TARGETS[first] });
for (const browser of others) {
  const nothing = (_, groups) => {
    groups.length = 0;
  };
  await build({ root: ROOT, ...TARGETS[browser], hooks: { 'entrypoints:grouped': nothing } });
  const isCode = (path) => basename(path) !== 'manifest.json';
  cpSync(folderOf(ROOT, first), folderOf(ROOT, browser), { recursive: true, filter: isCode });
}
