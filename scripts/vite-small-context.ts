import { join } from 'node:path';
import type { Plugin } from 'vite';

const NONE = '\0mr-gate:no-context';
/** They end with the script that has asked for them, and take no context. */
const ON_DEMAND = /[\\/](?:panel|merge-request-(?:details|marks|reports))\.content[\\/]/;

/** Gives content scripts our own small context instead of WXT's (`utils/script-context.ts` says why), or none at all. */
export function smallContext(): Plugin {
  let onDemand = false;
  return {
    name: 'mr-gate:small-context',
    enforce: 'pre',
    configResolved({ build }) {
      onDemand = !!build.lib && ON_DEMAND.test(JSON.stringify(build.lib.entry));
    },
    resolveId(source) {
      if (source !== 'wxt/utils/content-script-context') return null;
      return onDemand ? NONE : join(import.meta.dirname, '..', 'utils', 'script-context.ts');
    },
    load: (id) => (id === NONE ? 'export class ContentScriptContext {}' : null),
  };
}
