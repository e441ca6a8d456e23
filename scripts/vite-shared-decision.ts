import type { Plugin } from 'vite';
import { sharedModules, words } from './vite-shared-modules.ts';

const USERS = /[\\/](?:gate-job\.ts|merge-request-reports\.content[\\/].+)"?$/;

/**
 * The gate program, and the card where a repository is not gated, read reports, compare and decide with the same code.
 * It is in `decision.js`: the set-up writes it in front of the program, after the packages, and the worker puts it into
 * a tab before the script that evaluates. Some small modules without a state are in `packages.js` as well, which is too
 * much for a page.
 */
export function sharedDecision(): Plugin {
  return sharedModules({
    source: 'virtual:shared-decision',
    global: 'mrGateDecision',
    usedBy: (entry) => entry !== null && USERS.test(entry),
    packages: {},
    own: {
      'utils/gate': words(`
        compare day decide fingerprint line-identity read-report scans settings severity shape text`),
    },
  });
}
