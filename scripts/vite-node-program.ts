import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

const PREFIX = '\0node-program:';

/** Packages that only watch their users: logging and time marks, which would grow with every file scanned. */
const SILENT: Record<string, string> = {
  debug: 'export default () => () => {};',
  '@secretlint/profiler': 'export const secretLintProfiler = { mark() {} };',
};

/**
 * Lets the gate program, which WXT builds as one script for browsers, use Node's built-in modules when Node runs
 * it: `import fs from 'node:fs'` becomes `process.getBuiltinModule('node:fs')` (Node 20.16, 22.3 and later), since a
 * script in one piece can neither import nor require.
 */
export function nodeProgram(): Plugin {
  const require = createRequire(import.meta.url);
  return {
    name: 'mr-gate:node-program',
    enforce: 'pre',
    resolveId(source) {
      if (source.startsWith('node:') || source in SILENT) return PREFIX + source;
      return undefined;
    },
    load(id) {
      if (!id.startsWith(PREFIX)) return undefined;
      const name = id.slice(PREFIX.length);
      const silent = SILENT[name];
      if (silent) return { code: silent, moduleSideEffects: false };
      const names = Object.keys(require(name)).filter(
        (key) => /^[A-Za-z]\w*$/.test(key) && key !== 'default',
      );
      const lines = names.map((key) => `const _${key} = /* @__PURE__ */ (() => builtin.${key})();`);
      return {
        code: [
          `const builtin = /* @__PURE__ */ process.getBuiltinModule('${name}');`,
          ...lines,
          `export { ${names.map((key) => `_${key} as ${key}`).join(', ')} };`,
          'export default builtin;',
        ].join('\n'),
        moduleSideEffects: false,
      };
    },
  };
}
