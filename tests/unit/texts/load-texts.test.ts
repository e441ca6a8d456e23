// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import { browser } from '#imports';
import { DE } from '../../../assets/locales/de.ts';
import { EN } from '../../../assets/locales/en.ts';
import { JA } from '../../../assets/locales/ja.ts';
import { loadOwnTexts, loadPageTexts } from '../../../utils/load-texts.ts';
import { RELOADED, RequestFailed, send } from '../../../utils/message-client.ts';
import type { Params } from '../../../utils/messages.ts';
import type { Language } from '../../../utils/texts/language.ts';
import { packagedTexts } from '../../../utils/texts/pack-texts.ts';
import { addTexts, pageLanguage, t } from '../../../utils/texts/page-texts.ts';
import { createTexts } from '../../../utils/texts/serve-texts.ts';

vi.mock(import('../../../utils/message-client.ts'), async (original) => ({
  ...(await original()),
  send: vi.fn(),
}));

const packaged = packagedTexts({ en: EN, de: DE, ja: JA });
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
const serve = createTexts(async () => packaged);
vi.mocked(send).mockImplementation(async (_name, params) => {
  const { language, areas } = params as Params<'page.texts'>;
  return (await serve(language, areas)) as never;
});

const getMessage = vi.fn((name: string) => packaged[name]?.message ?? '');
Object.assign(browser.i18n, { getMessage });

afterEach(() => {
  vi.clearAllMocks();
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
  async (page, languages, language) => {
    visit(page, languages);
    await loadPageTexts(['common']);
    expect(pageLanguage()).toBe(language);
    expect(t('common.close')).toBe(CLOSE[language]);
  },
);

test('they are there at once, without the worker, and are not read again; another language takes their place', () => {
  visit('de', ['en']);
  void loadPageTexts(['common']);
  const german = t('common.close');
  getMessage.mockClear();
  void loadPageTexts(['common']);
  expect(getMessage).not.toHaveBeenCalled();
  visit('ja', ['en']);
  void loadPageTexts(['common', 'errors']);
  expect([german, t('common.close')]).toEqual([CLOSE.de, CLOSE.ja]);
  expect(send).not.toHaveBeenCalled();
});

test('where the browser has none, pages in two languages ask one worker, each for its own', async () => {
  getMessage.mockReturnValue('');
  visit('de', ['en']);
  await loadPageTexts(['common']);
  const german = t('common.close');
  visit('ja', ['en']);
  await loadPageTexts(['common', 'errors']);
  expect([german, t('common.close')]).toEqual([CLOSE.de, CLOSE.ja]);
  expect(send).toHaveBeenCalledTimes(2);
  getMessage.mockReset();
});

test('a script whose extension was reloaded under the page says so, and keeps what it has', async () => {
  visit('de', []);
  await loadPageTexts(['common']);
  const alive = vi.spyOn(browser.runtime, 'id', 'get').mockReturnValue(undefined as never);
  vi.mocked(send).mockRejectedValueOnce(new RequestFailed(RELOADED));
  getMessage.mockClear();
  await expect(loadPageTexts(['panel'])).rejects.toThrow('extension_reloaded');
  expect(getMessage).not.toHaveBeenCalled();
  expect(t('common.close')).toBe(CLOSE.de);
  alive.mockRestore();
});

test('a page of our own goes by the browser alone, and says so to screen readers', async () => {
  visit('en', ['fr-CA', 'ja']);
  vi.stubGlobal('fetch', async () => Response.json(packaged));
  await loadOwnTexts();
  expect(document.documentElement.lang).toBe('ja');
  expect(t('common.close')).toBe(CLOSE.ja);
});
