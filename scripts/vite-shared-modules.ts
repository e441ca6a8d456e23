import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Modules that several bundles use, and that the extension's package has once, in a script of their own. */
export interface Sharing {
  /** By this name the script's entrypoint imports `modules`, which it is to put into the global of the name below. */
  source: `virtual:${string}`;
  global: string;
  /** Which entrypoints use them. null: the extension's own pages, which are built together. */
  usedBy: (entry: string | null) => boolean;
  /** What of which package they use. A name that is missing here fails the build. */
  packages: Record<string, readonly string[]>;
  /**
   * Which of our own modules they use, by folder. What these import of ours must be here too, or it would be there
   * twice, with a state of its own each.
   */
  own: Record<string, readonly string[]>;
  /** Code that sees to it that the script has run. */
  load?: string;
}

/** By this name WXT imports what `vite-small-context.ts` puts our own in the place of. */
const CONTEXT = 'wxt/utils/content-script-context';
const ROOT = join(import.meta.dirname, '..').replaceAll('\\', '/');

/** The names in a text, with spaces between. */
export const words = (list: string): string[] => list.trim().split(/\s+/);

/** Leaves shared modules out of the bundles that use them, and puts them into the script that has them. */
export function sharedModules({ source, global, usedBy, packages, own, load = '' }: Sharing): Plugin {
  const shared = new Map(Object.entries(packages));
  for (const [folder, names] of Object.entries(own))
    for (const name of names) {
      const path = ownFile(`${folder}/${name}`);
      shared.set(path, exportsOf(path));
    }
  const paths = [...shared.keys()];
  const prefix = `\0${source}:`;
  let used = false;
  let inSource = false;

  /** Every shared module, in order. */
  function all(): string {
    const imports = paths.map((path, index) => {
      const from = JSON.stringify(path in packages ? path : `${ROOT}/${path}`);
      return `import { ${shared.get(path)!.map((key) => `${key} as ${key}_${index}`)} } from ${from};`;
    });
    const objects = paths.map(
      (path, index) => `{ ${shared.get(path)!.map((key) => `${key}: ${key}_${index}`)} }`,
    );
    return `${imports.join('\n')}\nexport const modules = [${objects.join(',\n')}];`;
  }

  /**
   * What stands for one of them in a bundle that uses it: a module for each name, since one whose names are not all used
   * would be read for the others too.
   */
  function oneOf(path: string): string {
    return shared
      .get(path)!
      .map((key) => `export { ${key} } from ${JSON.stringify(`${prefix}${path}#${key}`)};`)
      .join('\n');
  }

  function nameOf(path: string, key: string): string {
    const name = `modules[${paths.indexOf(path)}].${key}`;
    const exported = key === 'default' ? 'default' : `const ${key} =`;
    return `import { modules } from '${source}';\nexport ${exported} ${name};`;
  }

  return {
    name: `mr-gate:${source}`,
    enforce: 'pre',
    configResolved({ build, command, mode }) {
      const entry = build.lib ? JSON.stringify(build.lib.entry) : null;
      // For development Preact comes with tools that want more of it than is shared.
      used = mode !== 'development' && usedBy(entry) && (entry !== null || command === 'build');
    },
    async resolveId(id, importer) {
      if (id === source) return prefix;
      if (id.startsWith(prefix)) return id;
      if (!used) return null;
      if (id in packages) return prefix + id;
      if (!id.startsWith('.') && id !== CONTEXT) return null;
      const found = await this.resolve(id, importer, { skipSelf: true });
      // Another script has it as well, and one is enough.
      if (found?.id.startsWith('\0virtual:shared-')) return found;
      const path = ownPath(found?.id);
      return path && shared.has(path) ? prefix + path : null;
    },
    load(id) {
      if (!id.startsWith(prefix)) return null;
      const [path = '', key] = id.slice(prefix.length).split('#');
      if (key) return { code: nameOf(path, key), moduleSideEffects: false };
      if (path !== '') return { code: oneOf(path), moduleSideEffects: false };
      if (used) return `${load}\nexport const modules = globalThis.${global};`;
      inSource = true;
      return all();
    },
    onLog(_, log) {
      if (used && log.code === 'IMPORT_IS_UNDEFINED') this.error(log);
    },
    buildEnd() {
      if (!inSource) return;
      const loaded = [...this.getModuleIds()].map(ownPath).filter((path) => path !== null);
      const missing = loaded.filter(
        (path) => /^(?:components|utils)\/.+\.tsx?$/.test(path) && !shared.has(path),
      );
      if (missing.length > 0) this.error(`Shared modules import ${missing.join(', ')}: share these too.`);
    },
  };
}

/** A module's path in this repository. */
function ownPath(id: string | undefined): string | null {
  const path = id?.replaceAll('\\', '/');
  return path?.startsWith(`${ROOT}/`) ? path.slice(ROOT.length + 1) : null;
}

/** A component's file or another's. */
function ownFile(path: string): string {
  return existsSync(join(ROOT, `${path}.tsx`)) ? `${path}.tsx` : `${path}.ts`;
}

/** What a module of ours exports, but for types: it has each declared where it is exported. */
function exportsOf(path: string): string[] {
  const code = readFileSync(join(ROOT, path), 'utf8');
  return [...code.matchAll(/^export (?:async )?(?:function|const|class) (\w+)/gm)].map(([, name]) => name!);
}
