// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import { DE } from '../../../assets/locales/de.ts';
import { EN } from '../../../assets/locales/en.ts';
import { JA } from '../../../assets/locales/ja.ts';
import { packagedTexts } from '../../../scripts/texts-file.ts';
import { loadOwnTexts, loadPageTexts } from '../../../utils/load-texts.ts';
import { send } from '../../../utils/message-client.ts';
import type { Params } from '../../../utils/messages.ts';
import type { Language } from '../../../utils/texts/language.ts';
import { addTexts, pageLanguage, t } from '../../../utils/texts/page-texts.ts';
import { createTexts } from '../../../utils/texts/serve-texts.ts';

vi.mock(import('../../../utils/message-client.ts'), async (original) => ({
  ...(await original()),
  send: vi.fn(),
}));

const { contents } = packagedTexts();
const CLOSE: Record<Language, string> = {
  en: EN['common.close'] as string,
  de: DE['common.close'] as string,
  ja: JA['common.close'] as string,
};

/** A page and a browser with these languages, and a worker that is alive and serves all pages alike. */
function visit(page: string, browser: readonly string[]): void {
  document.documentElement.lang = page;
  vi.stubGlobal('navigator', { languages: browser });
  addTexts('en', {});
}
const serve = createTexts(async () => JSON.parse(contents));
vi.mocked(send).mockImplementation(async (_name, params) => {
  const { language, areas } = params as Params<'page.texts'>;
  return (await serve(language, areas)) as never;
});

afterEach(() => {
  document.documentElement.lang = '';
  vi.unstubAllGlobals();
});

test.each([
  ['de', ['ja', 'en'], 'de'],
  ['de-AT', ['ja'], 'de'],
  ['ja', ['de'], 'ja'],
  ['en', ['de'], 'en'],
  // GitLab speaks it, and MR Gate does not: the browser's.
  ['fr', ['ja-JP', 'de'], 'ja'],
  ['zh-CN', ['pt-BR', 'de-CH', 'ja'], 'de'],
  ['', ['de'], 'de'],
  ['fr', ['es', 'it'], 'en'],
] as const)(
  'a GitLab page in %j, in a browser for %j, is spoken to in %s',
  async (page, browser, language) => {
    visit(page, browser);
    await loadPageTexts(['common']);
    expect(pageLanguage()).toBe(language);
    expect(t('common.close')).toBe(CLOSE[language]);
  },
);

test('pages in two languages ask one worker, each for its own', async () => {
  visit('de', ['en']);
  await loadPageTexts(['common']);
  const german = t('common.close');
  visit('ja', ['en']);
  await loadPageTexts(['common', 'errors']);
  expect([german, t('common.close')]).toEqual([CLOSE.de, CLOSE.ja]);
});

test('a page of our own goes by the browser alone, and says so to screen readers', async () => {
  visit('en', ['fr-CA', 'ja']);
  vi.stubGlobal('fetch', async () => new Response(contents));
  await loadOwnTexts();
  expect(document.documentElement.lang).toBe('ja');
  expect(t('common.close')).toBe(CLOSE.ja);
});
