import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Bench, Figure } from './figure.ts';

/**
 * `npm run bench`: measures everything, or the groups that are named (`npm run bench -- page panel`), and prints one
 * JSON line per figure. A figure over its budget, and a group that fails, make it end with 1; the other groups are
 * measured all the same. A figure that this machine lacks something for is said and left out. The built extension is measured as it is in `.output/chrome-mv3`: `npm run bench` builds it.
 */
const named = process.argv.slice(2);
const groups = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => basename(file, '.bench.ts'))
  .sort();
const unknown = named.filter((name) => !groups.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`There is no group called ${unknown.join(' or ')}. There are: ${groups.join(', ')}\n`);
  process.exit(2);
}

for (const group of groups.filter((name) => named.length === 0 || named.includes(name))) {
  const address = pathToFileURL(join(import.meta.dirname, `${group}.bench.ts`)).href;
  try {
    const { default: bench } = (await import(address)) as { default: Bench };
    await bench(emit);
  } catch (error) {
    process.stderr.write(`${group} failed: ${error instanceof Error ? error.stack : error}\n`);
    process.exitCode = 1;
  }
}

function emit(figure: Figure): void {
  process.stdout.write(`${JSON.stringify(figure)}\n`);
  if (figure.budget === undefined || figure.value <= figure.budget) return;
  process.stderr.write(`${figure.name} is over its budget\n`);
  process.exitCode = 1;
}
