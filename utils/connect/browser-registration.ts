import { browser } from '#imports';
import { readSetting } from '../settings.ts';
import type { KeyValueStore } from '../storage.ts';
import { createRegistration, type Registration } from './registration.ts';

/** WXT types files by the entrypoints that are built; content-scripts.ts names them. */
type ScriptFiles = NonNullable<Parameters<typeof browser.scripting.executeScript>[0]['files']>;

/** The registration over the real browser. */
export function browserRegistration(settings: KeyValueStore): Registration {
  return createRegistration({
    grantedOrigins: async () => (await browser.permissions.getAll()).origins ?? [],
    features: () => readSetting(settings, 'features'),
    registered: () => browser.scripting.getRegisteredContentScripts(),
    register: (scripts) => browser.scripting.registerContentScripts(scripts),
    unregister: (ids) => browser.scripting.unregisterContentScripts({ ids }),
    tabs: (patterns) => browser.tabs.query({ url: patterns }),
    inject: async (tabId, files) => {
      await browser.scripting.executeScript({ target: { tabId }, files: files as ScriptFiles });
    },
  });
}
