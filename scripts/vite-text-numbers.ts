import { join } from 'node:path';
import type { Plugin } from 'vite';
import { ID_IN_CODE, textNumbers } from './text-numbers.ts';

const ROOT = join(import.meta.dirname, '..').replaceAll('\\', '/');

/** The same for every script of a build, each of which has plugins of its own. */
const numbers = textNumbers();

/** Puts numbers in place of ids of texts where our code names them, as `packTexts` does in the package. */
export function numberTexts(): Plugin {
  return {
    name: 'mr-gate:number-texts',
    apply: ({ mode }, { command }) => command === 'build' && mode === 'production',
    transform(code, id) {
      const path = id.replaceAll('\\', '/');
      if (!path.startsWith(`${ROOT}/`) || path.includes('/node_modules/')) return null;
      const numbered = code.replace(ID_IN_CODE, (whole, quote: string, text: string) => {
        const number = numbers.get(text);
        return number ? quote + number + quote : whole;
      });
      return numbered === code ? null : { code: numbered, map: null };
    },
  };
}
