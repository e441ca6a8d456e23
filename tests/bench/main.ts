import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Bench, Figure } from './figure.ts';

/**
 * `npm run bench`: measures everything, or the groups that are named (`npm run bench -- page panel`), and prints one
 * JSON line per figure. A figure over its budget makes it end with 1. The built extension is measured as it is in
 * `.output/chrome-mv3`: build it before.
 */
const named = process.argv.slice(2);
const files = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.bench.ts'))
  .filter((file) => named.length === 0 || named.includes(basename(file, '.bench.ts')))
  .sort();
if (files.length === 0) throw new Error(`There is no group called ${named.join(' or ')}`);

for (const file of files) {
  const address = pathToFileURL(join(import.meta.dirname, file)).href;
  const { default: bench } = (await import(address)) as { default: Bench };
  await bench(emit);
}

function emit(figure: Figure): void {
  process.stdout.write(`${JSON.stringify(figure)}\n`);
  if (figure.budget === undefined || figure.value <= figure.budget) return;
  process.stderr.write(`${figure.name} is over its budget\n`);
  process.exitCode = 1;
}
