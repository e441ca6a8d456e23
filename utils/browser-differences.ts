/*
 * All in which Chromium, Firefox and older browsers differ for us. What calls for no code of its own:
 *
 * - Tokens are in the extension's IndexedDB in every browser (vault/database.ts): the one lasting store that content
 *   scripts cannot reach in any of them.
 * - Firefox forgets alarms when it closes, Chromium keeps them. The worker listens for `runtime.onStartup`, which is
 *   enough to be started with either, and goes on with what was under way (entrypoints/background.ts).
 * - Firefox's worker is an event page with a list of scripts, Chromium's a service worker with one, which loads the
 *   others itself: the build's matter (scripts/vite-shared-packages.ts, wxt.config.ts).
 */

/** Closes a storage area to content scripts where the browser can. Firefox cannot: no secret is in one. */
export async function closeToContentScripts(area: object): Promise<void> {
  const closable = area as { setAccessLevel?: (options: { accessLevel: string }) => Promise<void> };
  await closable.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
}

/**
 * The match pattern of a GitLab's origin: what the user is asked to grant. Without the port: Firefox knows none in
 * patterns, and a pattern without one covers them all.
 */
export function originPattern(url: string): string {
  const { protocol, hostname } = new URL(url);
  return `${protocol}//${hostname}/*`;
}

/**
 * Whether a sender's origin is another than that of its address. Older browsers give none, and Firefox's URL parser
 * reads the origin of an own page's address as "null": then it says nothing.
 */
export function isForeignOrigin(given: string | undefined, expected: string): boolean {
  return given !== undefined && given !== 'null' && given !== expected;
}

/** The first that has all we use; the youngest of it is `light-dark()`, in which every colour is written once. */
export const CHROME_MIN_VERSION = '123';
/** The first that takes `data_collection_permissions` on every device. */
export const FIREFOX_MIN_VERSION = '142';

/** What Firefox's manifest has beside the others': its id, and that no data is collected. */
export const FIREFOX_MANIFEST = {
  browser_specific_settings: {
    gecko: {
      id: 'mr-gate@mr-gate.example',
      strict_min_version: `${FIREFOX_MIN_VERSION}.0`,
      data_collection_permissions: { required: ['none' as const] },
    },
  },
};
