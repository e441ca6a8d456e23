import type { Plugin } from 'vite';

/**
 * Content scripts use the browser's own `browser` or `chrome` and leave out the polyfill, a tenth of what they may
 * weigh: they only send messages and open ports, which answer with promises in every browser that we build for. The
 * worker keeps it, for listeners that answer with a promise, which Chrome does not take from them.
 */
export function nativeBrowser(): Plugin {
  let inContentScript = false;
  return {
    name: 'mr-gate:native-browser',
    enforce: 'pre',
    configResolved({ build }) {
      const entry = build.lib ? JSON.stringify(build.lib.entry) : '';
      inContentScript = /\.content[\\/.]/.test(entry);
    },
    resolveId(source, importer) {
      if (!inContentScript || source !== '@wxt-dev/webextension-polyfill/browser') return null;
      return this.resolve('@wxt-dev/browser', importer, { skipSelf: true });
    },
  };
}
