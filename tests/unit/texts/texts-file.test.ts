import { expect, test, vi } from 'vitest';
import { DE } from '../../../assets/locales/de.ts';
import { EN } from '../../../assets/locales/en.ts';
import { JA } from '../../../assets/locales/ja.ts';
import { packagedTexts } from '../../../scripts/texts-file.ts';
import { createTexts } from '../../../utils/texts/serve-texts.ts';
import { catalogOf, TEXTS_PATH, type TextsFile } from '../../../utils/texts/texts-file.ts';

const { relativeDest, contents } = packagedTexts();
const file = JSON.parse(contents) as TextsFile;

test.each([
  ['en', EN],
  ['de', DE],
  ['ja', JA],
] as const)('the package’s file has every text of %s by its id', (language, catalog) => {
  expect(`/${relativeDest}`).toBe(TEXTS_PATH);
  expect(catalogOf(file, language)).toEqual(catalog);
});

test('a page gets the areas that it asks for, in its language; the file is read once, and again where that failed', async () => {
  const readFile = vi.fn(async (): Promise<unknown> => file).mockRejectedValueOnce(new Error('no such file'));
  const texts = createTexts(readFile);
  await expect(texts('de', ['errors'])).rejects.toThrow('no such file');

  const german = await texts('de', ['errors', 'list']);
  const wanted = Object.entries(DE).filter(([id]) => /^(?:errors|list)\./.test(id));
  expect(wanted.length).toBeGreaterThan(0);
  expect(german).toEqual(Object.fromEntries(wanted));
  expect(await texts('ja', ['list'])).toMatchObject({ 'list.passed': JA['list.passed'] });
  expect(readFile).toHaveBeenCalledTimes(2);
  expect(readFile).toHaveBeenCalledWith(TEXTS_PATH);
});
