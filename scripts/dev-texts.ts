import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Wxt, WxtDevServer } from 'wxt';
import { type BrowserMessages, TEXTS_PATH } from '../utils/texts/packaged-texts.ts';

const CATALOGS = join(import.meta.dirname, '..', 'assets', 'locales');

/** The texts as they are now. WXT's own process has the catalogs loaded, and would go on with those it began with. */
export function textsNow(): BrowserMessages {
  const program = join(import.meta.dirname, 'print-texts.ts');
  return JSON.parse(execFileSync(process.execPath, [program], { encoding: 'utf8' })) as BrowserMessages;
}

/** `npm run dev`: a text that is changed is packed anew. It is in no script, so WXT does not know that it matters. */
export function watchTexts({ config, logger }: Wxt, server: WxtDevServer): void {
  const file = join(config.outDir, TEXTS_PATH);
  server.watcher.on('all', (_event, path) => {
    if (!path.startsWith(CATALOGS)) return;
    try {
      const shown = JSON.parse(readFileSync(file, 'utf8')) as BrowserMessages;
      writeFileSync(file, JSON.stringify({ ...shown, ...textsNow() }));
      server.reloadExtension();
      logger.success('Reloaded extension with its texts');
    } catch (error) {
      // Half-written code is what one has while writing: the next change is looked at again.
      logger.error(`The texts were not packed: ${error instanceof Error ? error.message : error}`);
    }
  });
}
