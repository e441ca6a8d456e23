import type { Plugin } from 'vite';

const PREFIX = '\0shared-packages:';

/** What of which package the worker and the gate program both use. A name that is missing here fails the build. */
const SHARED: Record<string, readonly string[]> = {
  yaml: [
    'Document',
    'isAlias',
    'isMap',
    'isNode',
    'isScalar',
    'isSeq',
    'LineCounter',
    'parseDocument',
    'stringify',
    'visit',
  ],
  'p-queue': ['default'],
};
const USERS = /[\\/](?:background|gate-job)\.ts"?$/;
const SOURCE = /[\\/]packages\.ts"?$/;

/**
 * The worker and the gate program both read and write YAML and queue requests. Instead of a copy in each, the package
 * has these libraries once, in `packages.js`: the worker loads it first, and the set-up writes it in front of
 * the program (`utils/apply/setup-steps/files.ts`). 35 kB less to download.
 */
export function sharedPackages(): Plugin {
  let users = false;
  let source = false;
  return {
    name: 'mr-gate:shared-packages',
    enforce: 'pre',
    configResolved({ build }) {
      const entry = build.lib ? JSON.stringify(build.lib.entry) : '';
      users = USERS.test(entry);
      source = SOURCE.test(entry);
    },
    resolveId(id) {
      if (id === 'virtual:shared-packages') return PREFIX;
      return users && id in SHARED ? PREFIX + id : null;
    },
    load(id) {
      if (!id.startsWith(PREFIX)) return null;
      const name = id.slice(PREFIX.length);
      return name === '' ? (source ? allPackages() : null) : { code: shared(name), moduleSideEffects: false };
    },
  };
}

function allPackages(): string {
  return Object.entries(SHARED)
    .map(([name, exports], index) => {
      const locals = exports.map((key) => `${key} as ${key}_${index}`).join(', ');
      const fields = exports.map((key) => `${key}: ${key}_${index}`).join(', ');
      return `import { ${locals} } from '${name}';\nexport const _${index} = ['${name}', { ${fields} }];`;
    })
    .concat(`export const packages = Object.fromEntries([${Object.keys(SHARED).map((_, i) => `_${i}`)}]);`)
    .join('\n');
}

/** A worker of Chrome's loads a script itself; Firefox's has the scripts of its manifest, in order. */
function shared(name: string): string {
  const lines = (SHARED[name] ?? []).map((key) =>
    key === 'default' ? 'export default shared.default;' : `export const ${key} = shared.${key};`,
  );
  return [
    "if (!globalThis.mrGatePackages) importScripts('/packages.js');",
    `const shared = globalThis.mrGatePackages['${name}'];`,
    ...lines,
  ].join('\n');
}
