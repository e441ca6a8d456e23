import type { Plugin } from 'vite';
import { sharedModules, words } from './vite-shared-modules.ts';

const USERS = /[\\/](?:(?:background|gate-job|packages)\.ts|merge-request-words\.content[\\/].+)"?$/;

/**
 * The gate program, and the worker where a repository is not gated, read reports, compare and decide with the same code.
 * It is in `decision.js`: the set-up writes it in front of the program. The packages take scans, settings and the like
 * from there too, and the card of who reads no English the gate's words, in front of whose script the worker puts it.
 */
export function sharedDecision(): Plugin {
  return sharedModules({
    source: 'virtual:shared-decision',
    global: 'mrGateDecision',
    usedBy: (entry) => entry !== null && USERS.test(entry),
    // As the packages (`vite-shared-packages.ts`): everywhere else it is there.
    load: "if (!globalThis.mrGateDecision) importScripts('/decision.js');",
    packages: {},
    own: {
      'utils/gate': words(`
        cause-words compare day decide finding-words fingerprint group line-identity policy-words read-report said scans settings
        severity shape text`),
    },
  });
}
