import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { Bench } from './figure.ts';

/** part, raw kB, gzip kB, budget */
const LINE = /^(\S.*?) +[\d.]+ +([\d.]+) +([\d.]+)/;

/** The size of each bundle after gzip, as the build prints it. */
const bench: Bench = async (emit) => {
  const script = join(import.meta.dirname, '../../scripts/sizes.mjs');
  const table = await new Promise<string>((resolve) => {
    // It fails where one is over its budget; the figures are there all the same.
    execFile(process.execPath, [script], (_error, stdout) => resolve(stdout));
  });
  const lines = table.split('\n').flatMap((line) => {
    const found = LINE.exec(line);
    return found ? [found] : [];
  });
  if (lines.length === 0) throw new Error('The sizes of the bundles are not known');
  for (const [, part = '', gzip, budget] of lines) {
    const name = `bundle.${part.toLowerCase().replace(/[^a-z]+/g, '-')}`;
    emit({ name, value: Number(gzip), unit: 'kB gzip', budget: Number(budget) });
  }
};
export default bench;
