import type { Plugin } from 'vite';
import { sharedModules, words } from './vite-shared-modules.ts';

const USERS = /[\\/](?:background|gate-job)\.ts"?$/;

/**
 * The worker and the gate program both read and write YAML and policies, and ask GitLab. What they share is in
 * `packages.js`: the worker loads it first, and the set-up writes it in front of the program,
 * after what both decide with (`vite-shared-decision.ts`, `utils/apply/setup-steps/files.ts`). 47 kB less to download.
 */
export function sharedPackages(): Plugin {
  return sharedModules({
    source: 'virtual:shared-packages',
    global: 'mrGatePackages',
    usedBy: (entry) => entry !== null && USERS.test(entry),
    // A worker of Chrome's loads a script itself; Firefox's has the scripts of its manifest, in order.
    load: "if (!globalThis.mrGatePackages) importScripts('/packages.js');",
    packages: {
      valibot: words(`
        array boolean exactOptional fallback getDotPath integer is isoDate literal looseObject maxLength maxValue
        minLength minValue nullable nullish number object optional parse picklist pipe record regex safeInteger
        safeParse strictObject string transform trim unknown variant`),
      yaml: words('Document isAlias isMap isNode isScalar isSeq LineCounter parseDocument stringify visit'),
    },
    own: {
      'utils/gate': words(`
        effective enrolment image-name lanes note-data policy policy-reader read-note read-policy write-policy`),
      utils: ['failure'],
      'utils/apply': words('file-problems gate-hook gate-project merge-flags obstacle own-trigger refused'),
      'utils/texts': ['text'],
      'utils/gitlab': words(`
        adaptive-limit errors known-limits pace paging query queue rate-headers reason retry transport turns`),
      'utils/gitlab/endpoints': words('commits files group-projects hooks projects read triggers variables'),
    },
  });
}
