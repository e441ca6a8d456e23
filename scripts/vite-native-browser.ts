import type { Plugin } from 'vite';

/**
 * Content scripts and the extension's own pages use the browser's own `browser` or `chrome` and leave out the polyfill,
 * a tenth of what content scripts may weigh: they only send messages and open ports, which answer with promises in every
 * browser that we build for. The worker keeps it, for listeners that answer with a promise, which Chrome does not take
 * from them.
 */
export function nativeBrowser(): Plugin {
  let inDocument = false;
  return {
    name: 'mr-gate:native-browser',
    enforce: 'pre',
    configResolved({ build, command }) {
      inDocument = build.lib
        ? /\.content[\\/.]|[\\/](?:page|ui)\.ts/.test(JSON.stringify(build.lib.entry))
        : command === 'build';
    },
    resolveId(source, importer) {
      if (!inDocument || source !== '@wxt-dev/webextension-polyfill/browser') return null;
      return this.resolve('@wxt-dev/browser', importer, { skipSelf: true });
    },
  };
}
