import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type GateContext, WORK_FOLDER } from './context.ts';
import { scopeOf } from './scan-scope.ts';
import { ESLINT_CONFIG, ESLINT_SETTINGS } from './scan-script.ts';

/**
 * Leaves what the scanners need besides the files, and finds out which of them have nothing to do.
 *
 * @param folder the job's folder, with the files of head and base extracted in it.
 */
export function writeScannerInput(folder: string, registries: ReadonlySet<string>): GateContext['settled'] {
  writeFileSync(path.join(folder, ESLINT_CONFIG), ESLINT_SETTINGS);
  const settled: GateContext['settled'] = { head: {}, base: {} };
  for (const side of ['head', 'base'] as const) {
    const files = path.join(folder, WORK_FOLDER, side);
    if (!existsSync(files)) continue;
    const scope = scopeOf(files, registries);
    settled[side] = scope.settled;
    // A file and not a word of the script: the merge request's author chose the names.
    const images = scope.images.map((image) => `${image}\n`).join('');
    writeFileSync(path.join(folder, WORK_FOLDER, `images-${side}`), images);
  }
  return settled;
}
