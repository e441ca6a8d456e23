import { join } from 'node:path';
import type { Plugin } from 'vite';

const STORAGE = '\0lean:storage';

/** YAML 1.1: no policy is written in it, and `!!set`, `!!omap` and the like are refused as unknown tags are. */
const YAML_1_1 = /import \{ ([\w, $]+) \} from '\.\/yaml-1\.1\/(?!merge\.js)[\w-]+\.js';/g;

const FOLDS_NOTHING =
  'export const FOLD_BLOCK = 0, FOLD_FLOW = 0, FOLD_QUOTED = 0, foldFlowLines = (text) => text;';

/** secretlint's rules come with three copies of lodash, for what these say in a line each. */
const LODASH: readonly [name: string, instead: string][] = [
  ['requireLodash_uniq', '(list) => [...new Set(list)]'],
  [
    'requireLodash_uniqwith',
    '(list, same) => { const kept = []; for (const one of list) if (!kept.some((other) => same(one, other))) kept.push(one); return kept; }',
  ],
  [
    'requireLodash_sortby',
    '(list, keys) => [...list].sort((a, b) => { const key = keys.find((key) => a[key] !== b[key]); return key === undefined ? 0 : a[key] < b[key] ? -1 : 1; })',
  ],
];

/**
 * What the polyfill keeps a table for. What is not in it, it hands out as the browser has it: every browser that we build
 * for answers with promises itself.
 */
const POLYFILLED = ['runtime'];

/** Leaves out of the bundles what packages bring along and nothing here calls. Holds the packages' sizes in budget. */
export function leanPackages(): Plugin {
  return {
    name: 'mr-gate:lean-packages',
    enforce: 'pre',
    resolveId(source, importer = '') {
      // WXT offers a storage of its own beside `browser`; ours is utils/storage.ts.
      if (source === '@wxt-dev/storage') return STORAGE;
      if (source === 'qs' && importer.includes('gitbeaker'))
        return join(import.meta.dirname, '..', 'utils', 'gitlab', 'small-qs.ts');
      return null;
    },
    load(id) {
      if (id !== STORAGE) return null;
      return { code: 'export const storage = {}, MigrationError = Error;', moduleSideEffects: false };
    },
    transform(code, id) {
      if (/[\\/]yaml[\\/].+[\\/]schema[\\/]tags\.js$/.test(id))
        return { code: withoutYaml11(code), map: null };
      // A walk through tokens, which `visit` of the nodes does not need; it hangs on to the parser by its side effects.
      if (/[\\/]yaml[\\/].+[\\/]parse[\\/]cst-visit\.js$/.test(id))
        return { code: 'export const visit = undefined;', map: null };
      // What we write has no width to be folded to (`lineWidth: 0`): this then gives a text back as it is.
      if (/[\\/]yaml[\\/].+[\\/]stringify[\\/]foldFlowLines\.js$/.test(id))
        return { code: FOLDS_NOTHING, map: null };
      if (/[\\/]secretlint-rule-preset-recommend[\\/]module[\\/]index\.js$/.test(id))
        return { code: withoutWords(withoutLodash(code)), map: null };
      if (id.endsWith('/browser-polyfill.js')) return { code: polyfill(code), map: null };
      return null;
    },
  };
}

function polyfill(code: string): string {
  return code.replace(/(?<=const apiMetadata = )\{.*?\n {6}\}(?=;)/s, (table) => {
    const parts = Object.entries(JSON.parse(table) as Record<string, unknown>);
    return JSON.stringify(Object.fromEntries(parts.filter(([name]) => POLYFILLED.includes(name))));
  });
}

function withoutYaml11(code: string): string {
  return code.replace(YAML_1_1, (_, names: string) =>
    names
      .split(', ')
      .map((name) =>
        name.startsWith('schema as ') ? `const ${name.slice(10)} = schema;` : `const ${name} = undefined;`,
      )
      .join(' '),
  );
}

/** The rules' sentences, in English and Japanese, can quote a secret: the program names what was found by its id alone. */
function withoutWords(code: string): string {
  return code
    .replace(/^(\s*en): \(props\) => `[^`]*`(?=,?$)/gm, "$1: () => ''")
    .replace(/^\s*ja: \(props\) => `[^`]*`,?$/gm, '')
    .replace(/docs: \{\s*url: "[^"]*",?\s*\},?/g, '');
}

function withoutLodash(code: string): string {
  return LODASH.reduce(
    (lean, [name, instead]) => lean.replace(`__importDefault(${name}())`, () => `{ default: ${instead} }`),
    code,
  );
}
