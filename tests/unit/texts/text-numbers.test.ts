import type { Plugin } from 'vite';
import { expect, test } from 'vitest';
import type { EN } from '../../../assets/locales/en.ts';
import { JA } from '../../../assets/locales/ja.ts';
import { allTexts, packTexts } from '../../../scripts/packaged-texts.ts';
import { keptIds, textNumbers } from '../../../scripts/text-numbers.ts';
import { numberTexts } from '../../../scripts/vite-text-numbers.ts';
import { AREAS } from '../../../utils/texts/areas.ts';
import { packagedTexts } from '../../../utils/texts/pack-texts.ts';
import { type BrowserMessages, readTexts, TEXTS_PATH } from '../../../utils/texts/packaged-texts.ts';
import type { Catalog } from '../../../utils/texts/types.ts';

const numbers = textNumbers();
const has = (id: keyof typeof EN): boolean => numbers.has(id);

test('each has a number of its own, in its area', () => {
  expect(numbers.size).toBeGreaterThan(500);
  expect(new Set(numbers.values()).size).toBe(numbers.size);
  expect(numbers.get('options.title')).toMatch(/^options\.\d+$/);
});

test('what code puts together keeps its name', () => {
  expect(has('card.refresh')).toBe(true);
  // `card.title.${…}`, `card.over.${…}_without`, `panel.state.${…}`
  expect(has('card.title.passed') || has('card.over.merged_without') || has('panel.state.gated')).toBe(false);
  // `${id}_line`
  expect(has('apply.error.not_a_policy') || has('apply.error.not_a_policy_line')).toBe(false);
});

test('what may be kept with a job has the number for good that a list gives it', () => {
  const kept = keptIds();
  expect(new Set(kept).size).toBe(kept.length);
  expect(numbers.get('apply.list')).toBe('apply.0');
  expect(numbers.get('common.close')).toBe('common.0');
  expect(numbers.get('connect.new_token')).toBe('connect.0');
  expect(numbers.get('errors.network.next')).toBe('errors.4');
  const others = [...numbers.keys()].filter((id) => !kept.includes(id));
  expect(others.filter((id) => /^(?:apply|common|connect|errors)\./.test(id))).toEqual([]);
});

test('a number whose text is no more is nobody else’s', () => {
  const texts = { 'apply.0': 'first', 'apply.2': 'third', 'apply.named': 'named' };
  const messages = packagedTexts({ en: texts, de: texts, ja: texts });
  expect(readTexts((name) => messages[name]?.message, 'ja', ['apply'])).toEqual(texts);
});

test('the package has the texts under their numbers, and the others under their names', () => {
  const files = [{ relativeDest: TEXTS_PATH.slice(1), absoluteSrc: `assets/public${TEXTS_PATH}` }];
  packTexts(files, () => allTexts(numbers));
  const messages = JSON.parse((files[0] as unknown as { contents: string }).contents) as BrowserMessages;
  const read = readTexts((name) => messages[name]?.message, 'ja', AREAS);
  const expected = Object.entries(JA as Catalog).map(([id, message]) => [numbers.get(id) ?? id, message]);
  expect(read).toEqual(Object.fromEntries(expected));
});

test('our own code asks for them by their numbers', () => {
  const { transform } = numberTexts() as Plugin & {
    transform(code: string, id: string): { code: string } | null;
  };
  const code = `t("card.refresh"); text('panel.close'); t(\`card.title.\${x}\`); "card.title.passed"; "card.none"`;
  const own = new URL('../../../components/card/card.tsx', import.meta.url).pathname;
  expect(transform(code, own)?.code).toBe(
    `t("${numbers.get('card.refresh')}"); text('${numbers.get('panel.close')}'); t(\`card.title.\${x}\`); "card.title.passed"; "card.none"`,
  );
  expect(
    transform(code, new URL('../../../node_modules/preact/index.js', import.meta.url).pathname),
  ).toBeNull();
});
