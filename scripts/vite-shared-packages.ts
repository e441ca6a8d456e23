import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const PREFIX = '\0shared-packages:';
const ROOT = join(import.meta.dirname, '..').replaceAll('\\', '/');

const words = (list: string): string[] => list.trim().split(/\s+/);

/** What of which package the worker and the gate program both use. A name that is missing here fails the build. */
const PACKAGES: Record<string, readonly string[]> = {
  'p-queue': ['default'],
  valibot: words(`
    array boolean exactOptional fallback getDotPath integer is isoDate literal looseObject maxLength maxValue minLength
    minValue nullable nullish number object optional parse picklist pipe record regex safeInteger safeParse strictObject
    string transform trim unknown variant`),
  yaml: words('Document isAlias isMap isNode isScalar isSeq LineCounter parseDocument stringify visit'),
};

/** Which of our own modules both use. What these import of ours must be here too, or it would be there twice. */
const OWN: Record<string, readonly string[]> = {
  'utils/gate': words(`
    day effective enrolment image-name lanes note-data policy policy-reader read-policy scans settings severity shape
    text write-policy`),
  'utils/gitlab': words(`
    adaptive-limit errors known-limits pace paging query queue rate-headers reason retry transport`),
  'utils/gitlab/endpoints': words('commits files group-projects hooks projects read triggers variables'),
};

const SHARED: Record<string, readonly string[]> = {
  ...PACKAGES,
  ...Object.fromEntries(
    Object.entries(OWN)
      .flatMap(([folder, names]) => names.map((name) => `${folder}/${name}.ts`))
      .map((path) => [path, exportsOf(join(ROOT, path))]),
  ),
};
const NAMES = Object.keys(SHARED);
const USERS = /[\\/](?:background|gate-job)\.ts"?$/;
const SOURCE = /[\\/]packages\.ts"?$/;

/**
 * The worker and the gate program both read and write YAML and policies, and ask GitLab. Instead of a copy in each, the
 * package has what they share once, in `packages.js`: the worker loads it first, and the set-up writes it in front of
 * the program (`utils/apply/setup-steps/files.ts`). 47 kB less to download.
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
    async resolveId(id, importer) {
      if (id === 'virtual:shared-packages') return PREFIX;
      if (!users) return null;
      if (id in PACKAGES) return PREFIX + id;
      if (!id.startsWith('.')) return null;
      const path = ownPath((await this.resolve(id, importer, { skipSelf: true }))?.id);
      return path && path in SHARED ? PREFIX + path : null;
    },
    load(id) {
      if (!id.startsWith(PREFIX)) return null;
      const name = id.slice(PREFIX.length);
      if (name !== '') return { code: oneOf(name), moduleSideEffects: false };
      return source ? all() : LOADED;
    },
    onLog(_, log) {
      if (users && log.code === 'IMPORT_IS_UNDEFINED') this.error(log);
    },
    buildEnd() {
      if (!source) return;
      const own = [...this.getModuleIds()].map(ownPath).filter((path) => path?.startsWith('utils/'));
      const missing = own.filter((path) => !(path! in SHARED));
      if (missing.length > 0) this.error(`Shared modules import ${missing.join(', ')}: share these too.`);
    },
  };
}

/** A module's path in this repository. */
function ownPath(id: string | undefined): string | null {
  const path = id?.replaceAll('\\', '/');
  return path?.startsWith(`${ROOT}/`) ? path.slice(ROOT.length + 1) : null;
}

/** What a module of ours exports, but for types: it has each declared where it is exported. */
function exportsOf(path: string): string[] {
  const code = readFileSync(path, 'utf8');
  return [...code.matchAll(/^export (?:async )?(?:function|const|class) (\w+)/gm)].map(([, name]) => name!);
}

/** A worker of Chrome's loads a script itself; Firefox's has the scripts of its manifest, in order. */
const LOADED = `
  if (!globalThis.mrGatePackages) importScripts('/packages.js');
  export const packages = globalThis.mrGatePackages;`;

function all(): string {
  const modules = NAMES.map((name, index) => {
    const from = JSON.stringify(name in PACKAGES ? name : `${ROOT}/${name}`);
    return `import { ${SHARED[name]!.map((key) => `${key} as ${key}_${index}`)} } from ${from};`;
  });
  const objects = NAMES.map((name, index) => `{ ${SHARED[name]!.map((key) => `${key}: ${key}_${index}`)} }`);
  return `${modules.join('\n')}\nexport const packages = [${objects.join(',\n')}];`;
}

function oneOf(name: string): string {
  const shared = `packages[${NAMES.indexOf(name)}]`;
  const lines = SHARED[name]!.map((key) =>
    key === 'default' ? `export default ${shared}.default;` : `export const ${key} = ${shared}.${key};`,
  );
  return [`import { packages } from 'virtual:shared-packages';`, ...lines].join('\n');
}
