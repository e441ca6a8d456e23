import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Gives content scripts our own small context instead of WXT's (`utils/script-context.ts` says why). */
export function smallContext(): Plugin {
  return {
    name: 'mr-gate:small-context',
    enforce: 'pre',
    resolveId: (source) =>
      source === 'wxt/utils/content-script-context'
        ? join(import.meta.dirname, '..', 'utils', 'script-context.ts')
        : null,
  };
}
