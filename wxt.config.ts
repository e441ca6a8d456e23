import preact from '@preact/preset-vite';
import { defineConfig } from 'wxt';
import { textsNow, watchTexts } from './scripts/dev-texts.ts';
import { allTexts, packTexts } from './scripts/packaged-texts.ts';
import { textNumbers } from './scripts/text-numbers.ts';
import { leanPackages } from './scripts/vite-lean-packages.ts';
import { minifyTwice } from './scripts/vite-minify.ts';
import { nativeBrowser } from './scripts/vite-native-browser.ts';
import { nodeProgram } from './scripts/vite-node-program.ts';
import { ownLimits } from './scripts/vite-own-limits.ts';
import { sharedDecision } from './scripts/vite-shared-decision.ts';
import { sharedPackages } from './scripts/vite-shared-packages.ts';
import { sharedPage } from './scripts/vite-shared-page.ts';
import { sharedUi } from './scripts/vite-shared-ui.ts';
import { smallContext } from './scripts/vite-small-context.ts';
import { strictCode } from './scripts/vite-strict-code.ts';
import { numberTexts } from './scripts/vite-text-numbers.ts';
import { CHROME_MIN_VERSION, FIREFOX_MANIFEST, FIREFOX_MIN_VERSION } from './utils/browser-differences.ts';

/**
 * No host is required at install: every GitLab, gitlab.com included, is granted by the user in a click
 * (`optional_host_permissions`), and its content scripts are registered then (`utils/connect/registration.ts`).
 */
export default defineConfig({
  modules: ['@wxt-dev/webextension-polyfill'],
  imports: false,
  publicDir: 'assets/public',
  hooks: {
    'build:manifestGenerated': (_, { background }) => {
      // Chrome's worker loads what it shares itself.
      if (background && 'scripts' in background) background.scripts?.unshift('decision.js', 'packages.js');
    },
    'build:publicAssets': ({ config }, files) => {
      packTexts(files, () => (config.mode === 'production' ? allTexts(textNumbers()) : textsNow()));
    },
    'server:started': watchTexts,
  },
  targetBrowsers: ['chrome', 'edge', 'firefox'],
  manifest: ({ browser }) => ({
    name: 'MR Gate for GitLab',
    short_name: 'MR Gate',
    // What the browser itself shows follows its language alone, by `_locales`. All else is in `assets/locales`; the build
    // puts it into the file of this language too (utils/texts/packaged-texts.ts).
    default_locale: 'en',
    description: '__MSG_description__',
    permissions: ['storage', 'alarms', 'scripting', 'activeTab'],
    optional_host_permissions: ['https://*/*', 'http://*/*'],
    action: { default_title: 'MR Gate' },
    ...(browser === 'firefox' ? FIREFOX_MANIFEST : { minimum_chrome_version: CHROME_MIN_VERSION }),
  }),
  // `npm run dev` says which page to open.
  ...(process.env.MR_GATE_DEV_PAGE && { webExt: { startUrls: [process.env.MR_GATE_DEV_PAGE] } }),
  vite: () => ({
    build: { target: [`chrome${CHROME_MIN_VERSION}`, `firefox${FIREFOX_MIN_VERSION}`] },
    plugins: [
      preact(),
      numberTexts(),
      nodeProgram(),
      nativeBrowser(),
      ownLimits(),
      sharedPackages(),
      sharedDecision(),
      sharedPage(),
      // What two of these have comes from the last: who asks GitLab and who looks at what was thrown are to agree.
      sharedUi(),
      leanPackages(),
      smallContext(),
      strictCode(),
      minifyTwice(),
    ],
  }),
});
