import type { Plugin } from 'vite';

interface Rewrite {
  in: RegExp;
  from: RegExp;
  to: string;
}

/** Ways to run a text as code or as markup that packages bring along, and what does the same without. */
const REWRITES: readonly Rewrite[] = [
  // lodash's guess at the global object, for engines that do not know its name.
  {
    in: /[\\/](?:lodash\.merge|@secretlint[\\/]secretlint-rule-preset-recommend)[\\/]/,
    from: /Function\('return this'\)\(\)/g,
    to: 'globalThis',
  },
  // What qs, which gitbeaker reads links with, looks up and would never call, and what it has for old engines.
  { in: /[\\/]get-intrinsic[\\/]index\.js$/, from: /'%eval%': eval,/g, to: "'%eval%': undefined," },
  { in: /[\\/]function-bind[\\/]index\.js$/, from: / \|\| implementation/g, to: '' },
  { in: /[\\/]function-bind[\\/]implementation\.js$/, from: /^[\s\S]*$/, to: 'module.exports = null;' },
  // `dangerouslySetInnerHTML`, which Biome forbids us to use: with this it could only ever set text.
  {
    in: /[\\/]preact[\\/]dist[\\/]preact\.m?js$/,
    from: /(\w+)\.innerHTML=(\w+\.__html)/g,
    to: '$1.textContent=$2',
  },
];

/**
 * Nothing that ships evaluates a text: no `eval`, no `Function`, no markup from strings. `web-ext lint` in `npm test`
 * finds it where an updated package brings a new way.
 */
export function strictCode(): Plugin {
  return {
    name: 'mr-gate:strict-code',
    enforce: 'pre',
    transform(code, id) {
      const [file = ''] = id.split('?');
      const rewrite = REWRITES.find((one) => one.in.test(file));
      return rewrite ? { code: code.replace(rewrite.from, rewrite.to), map: null } : null;
    },
  };
}
