import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Bench, Figure } from './figure.ts';

/**
 * `npm run bench`: measures everything, or the groups that are named (`npm run bench -- page panel`), and prints one
 * JSON line per figure. A figure over its budget, and a group that fails, make it end with 1; the other groups are
 * measured all the same. The built extension is measured as it is in `.output/chrome-mv3`: `npm run bench` builds it.
 */
const named = process.argv.slice(2);
const files = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.bench.ts'))
  .filter((file) => named.length === 0 || named.includes(basename(file, '.bench.ts')))
  .sort();
if (files.length === 0) throw new Error(`There is no group called ${named.join(' or ')}`);

for (const file of files) {
  const address = pathToFileURL(join(import.meta.dirname, file)).href;
  try {
    const { default: bench } = (await import(address)) as { default: Bench };
    await bench(emit);
  } catch (error) {
    process.stderr.write(
      `${basename(file, '.bench.ts')} failed: ${error instanceof Error ? error.stack : error}\n`,
    );
    process.exitCode = 1;
  }
}

function emit(figure: Figure): void {
  process.stdout.write(`${JSON.stringify(figure)}\n`);
  if (figure.budget === undefined || figure.value <= figure.budget) return;
  process.stderr.write(`${figure.name} is over its budget\n`);
  process.exitCode = 1;
}
