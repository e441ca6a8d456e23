import { join } from 'node:path';

/** The browsers that there is a build for, and what WXT is to know of it. */
export const TARGETS = {
  chrome: { browser: 'chrome' },
  edge: { browser: 'edge' },
  firefox: { browser: 'firefox', manifestVersion: 3 },
};

/** Where a browser's build is. */
export const folderOf = (root, browser) => join(root, '.output', `${browser}-mv3`);
