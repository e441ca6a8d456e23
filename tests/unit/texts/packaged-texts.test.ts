import { expect, test, vi } from 'vitest';
import { DE } from '../../../assets/locales/de.ts';
import { EN } from '../../../assets/locales/en.ts';
import { JA } from '../../../assets/locales/ja.ts';
import { textsNow } from '../../../scripts/dev-texts.ts';
import { allTexts, packTexts } from '../../../scripts/packaged-texts.ts';
import { CAUSE_WORDS } from '../../../utils/gate/cause-words.ts';
import { FINDING_WORDS } from '../../../utils/gate/finding-words.ts';
import { AREAS } from '../../../utils/texts/areas.ts';
import { packagedTexts } from '../../../utils/texts/pack-texts.ts';
import { type BrowserMessages, readTexts, TEXTS_PATH } from '../../../utils/texts/packaged-texts.ts';
import { createTexts } from '../../../utils/texts/serve-texts.ts';

const own = { relativeDest: TEXTS_PATH.slice(1), absoluteSrc: `assets/public${TEXTS_PATH}` };
const packed = (): BrowserMessages => {
  const files = [{ relativeDest: 'icon/16.png', absoluteSrc: 'icon/16.png' }, own];
  packTexts(files, allTexts);
  expect(files.map(({ relativeDest }) => relativeDest)).toEqual(['icon/16.png', own.relativeDest]);
  return JSON.parse((files[1] as unknown as { contents: string }).contents) as BrowserMessages;
};

const CATALOGS = { de: DE, ja: JA };
/** The texts of one language whose ids look so. */
function only(language: keyof typeof CATALOGS, ids: RegExp) {
  const wanted = Object.entries(CATALOGS[language]).filter(([id]) => ids.test(id));
  expect(wanted.length).toBeGreaterThan(0);
  return Object.fromEntries(wanted);
}

/** As browsers give a message: without regard to case, and with something in the place of `$1` and `$name$`. */
const browserOf = (messages: BrowserMessages) => (name: string) =>
  (messages[name.toLowerCase()]?.message ?? '').replace(/\$(?:\w+\$|\d|\$)/g, '');

/** An English reader is told a cause, and of a finding, as the gate has written it. */
const AS_WRITTEN = { ...CAUSE_WORDS, ...FINDING_WORDS };
const withoutWritten = Object.fromEntries(
  Object.entries(EN).filter(([id]) => !Object.hasOwn(AS_WRITTEN, id)),
);

test.each([
  ['en', withoutWritten],
  ['de', DE],
  ['ja', JA],
] as const)('a page reads every text of %s from the messages in the package', (language, catalog) => {
  expect(readTexts(browserOf(packed()), language, AREAS)).toEqual(catalog);
});

test('what the browser itself shows is still there, and every name is one that browsers take', () => {
  const messages = packed();
  expect(messages.description?.message).toMatch(/^Configure merge request gating/);
  for (const name of Object.keys(messages)) expect(name).toMatch(/^[a-z0-9_]+$/);
});

test('a process of its own reads the catalogs as they are in the files', () => {
  expect(textsNow()).toEqual(allTexts());
});

test('a package without the file is no package', () => {
  expect(() => packTexts([], allTexts)).toThrow(TEXTS_PATH);
});

test('a page gets the areas that it asks for, and null where the browser has no messages', () => {
  const german = readTexts(browserOf(packed()), 'de', ['errors', 'list']);
  expect(german).toEqual(only('de', /^(?:errors|list)\./));
  expect(readTexts(browserOf({}), 'de', ['errors'])).toBeNull();
  expect(readTexts(() => undefined, 'de', ['errors'])).toBeNull();
});

test('the worker reads the file once, and again where that failed', async () => {
  const readFile = vi.fn(async (): Promise<unknown> => packed());
  readFile.mockRejectedValueOnce(new Error('no such file'));
  const texts = createTexts(readFile);
  await expect(texts('de', ['errors'])).rejects.toThrow('no such file');
  expect(await texts('de', ['errors'])).toEqual(only('de', /^errors\./));
  expect(await texts('ja', ['list'])).toEqual(only('ja', /^list\./));
  expect(readFile).toHaveBeenCalledTimes(2);
  expect(readFile).toHaveBeenCalledWith(TEXTS_PATH);
});

test('plurals keep their forms, whichever a language has; ids that begin alike are told apart', () => {
  const texts = {
    'card.count': { one: '{count} a', few: '{count} b', many: '{count} c', other: '{count} d' },
    'card.count.all': { other: 'all' },
    'card.count.none': 'none',
    'card.countless': 'many',
    'list.count.all': 'All of “them” \\ &',
  };
  const messages = packagedTexts({ en: texts, de: texts, ja: texts });
  const read = readTexts(browserOf(messages), 'ja', ['card', 'list']);
  // A form that the language has not is asked for by nobody.
  expect(read).toEqual({ ...texts, 'card.count': { ...texts['card.count'], two: '' } });
});

test('Japanese letters take two bytes each in the package', () => {
  expect(JA['card.refresh']).toBe('更新');
  const { message } = packed().ja_card!;
  expect(message).toContain('更新');
  expect(message).toMatch(/[\u0700-\u07ff]{4}/);
  expect(message).not.toMatch(/[\u3000-\u30ff]/);
});

test.each(['5 $1', 'a|b', 'x^2', '\u0700', ''])(
  '%j can’t be read back as a text: there is no such package',
  (bad) => {
    for (const message of [bad, { other: bad }]) {
      const texts = { 'card.odd': message };
      expect(() => packagedTexts({ en: texts, de: texts, ja: texts })).toThrow('card.odd');
    }
  },
);
