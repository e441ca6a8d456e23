import type { Plugin } from 'vite';
import { sharedModules, words } from './vite-shared-modules.ts';

const USERS = /[\\/](?:panel|merge-request-details)\.content[\\/]/;

/**
 * The panel, the card's details and the extension's own pages are made of Preact and of the same components, and talk to
 * the worker and to GitLab with the same code. All that is in `ui.js`, which runs before them: the worker puts it into
 * the tab with the script that needs it, and pages have it in their head. The card has a Preact of its own, since it is
 * on every merge request and to be small.
 */
export function sharedUi(): Plugin[] {
  let ownPages = false;
  return [
    sharedModules({
      source: 'virtual:shared-ui',
      global: 'mrGateUi',
      usedBy: (entry) => entry === null || USERS.test(entry),
      packages: {
        preact: words('createContext Fragment render'),
        'preact/hooks': words(
          'useCallback useContext useEffect useId useLayoutEffect useMemo useRef useState',
        ),
        'preact/jsx-runtime': words('Fragment jsx jsxs'),
      },
      own: {
        'components/ui': words(`
          alert badge button icon icon-paths icon-shape kit-style safe-link safe-text select severity spinner stops
          text-field use-focus-when-lost use-held-focus user-error-alert`),
        utils: words('message-client page-session'),
        'utils/card': words('session-api'),
        'utils/gate': words('severity shape'),
        'utils/gitlab/page': words('gon'),
        'utils/texts': words('day format page-texts text'),
      },
    }),
    {
      name: 'mr-gate:shared-ui-in-pages',
      configResolved({ build, command }) {
        ownPages = !build.lib && command === 'build';
      },
      // What two of the pages share is in one script: three files less, which pack better as one. A package needs no
      // hashes in its files' names either, since it comes and goes as a whole.
      outputOptions: (options) =>
        ownPages
          ? {
              ...options,
              codeSplitting: { groups: [{ name: 'pages', minShareCount: 2 }] },
              entryFileNames: 'chunks/[name].js',
              chunkFileNames: 'chunks/[name].js',
              assetFileNames: 'assets/[name].[ext]',
            }
          : options,
      transformIndexHtml: () =>
        ownPages ? [{ tag: 'script', attrs: { src: '/ui.js' }, injectTo: 'head-prepend' as const }] : [],
    },
  ];
}
