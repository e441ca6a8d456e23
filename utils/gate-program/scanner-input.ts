import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type GateContext, WORK_FOLDER } from './context.ts';
import { scopeOf } from './scan-scope.ts';
import { ESLINT_CONFIG, ESLINT_SETTINGS, IMAGES_OF_COMMIT } from './scan-script.ts';

/** What a merge request's scanners are told besides its files. */
export interface ScannerOptions {
  /** Hosts that the images of Dockerfiles may come from. */
  registries: ReadonlySet<string>;
  /** Images that the policy names for this repository: they go before those of Dockerfiles. */
  images?: readonly string[];
  commits?: { head: string; base: string };
}

/**
 * Leaves what the scanners need besides the files, and finds out which of them have nothing to do.
 *
 * @param folder the job's folder, with the files of head and base extracted in it.
 */
export function writeScannerInput(folder: string, options: ScannerOptions): GateContext['settled'] {
  const { registries, images: named = [], commits } = options;
  writeFileSync(path.join(folder, ESLINT_CONFIG), ESLINT_SETTINGS);
  const settled: GateContext['settled'] = { head: {}, base: {} };
  for (const side of ['head', 'base'] as const) {
    const files = path.join(folder, WORK_FOLDER, side);
    if (!existsSync(files)) continue;
    const scope = scopeOf(files, registries);
    settled[side] = scope.settled;
    if (named.length > 0) {
      delete scope.settled.container_scanning;
      scope.images = [...new Set(named.map((image) => image.replace('{commit}', commits?.[side] ?? '')))];
    }
    // A file and not a word of the script: the merge request's author chose the names.
    const images = scope.images.map((image) => `${image}\n`).join('');
    writeFileSync(path.join(folder, WORK_FOLDER, `images-${side}`), images);
  }
  if (named.some((image) => image.includes('{commit}'))) {
    writeFileSync(path.join(folder, IMAGES_OF_COMMIT), '');
  }
  return settled;
}
