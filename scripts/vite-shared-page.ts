import type { Plugin } from 'vite';
import { sharedModules, words } from './vite-shared-modules.ts';

const USERS = /[\\/](?:group|merge-request-list|panel)\.content[\\/]/;

/**
 * The button on a group's pages, the badges in lists and the panel recognise GitLab's page, and get their texts, with
 * the same code. It is in `page.js`, which is registered before the button's script and before the badges'; the panel
 * comes to pages that have the button. The card has its own, since two files of code weigh more than one.
 */
export function sharedPage(): Plugin {
  return sharedModules({
    source: 'virtual:shared-page',
    global: 'mrGatePage',
    usedBy: (entry) => entry !== null && USERS.test(entry),
    packages: {},
    own: {
      utils: words('load-texts message-client page-outcome script-context'),
      'utils/gitlab/page': words('detect gon page-kind page-kinds recognise relative-root theme'),
      'utils/texts': words('areas day format language packaged-texts page-texts text'),
    },
  });
}
