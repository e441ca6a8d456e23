import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AREAS } from '../../utils/texts/areas.ts';
import type { Language } from '../../utils/texts/language.ts';
import { packagedTexts } from '../../utils/texts/pack-texts.ts';
import { type BrowserMessages, readTexts, TEXTS_PATH } from '../../utils/texts/packaged-texts.ts';
import type { Message, Plural } from '../../utils/texts/types.ts';
import { BUILD } from './chromium.ts';

const OPEN = '⟦';
const CLOSE = '⟧';
const ACCENTS: Record<string, string> = { a: 'á', e: 'ë', i: 'ï', o: 'ö', u: 'ü', n: 'ñ', c: 'ç', s: 'š' };

/** English that still reads, with a mark at each end and 40 % longer, as other languages are. */
function pseudo(template: string): string {
  const more = Math.ceil(template.replace(/\{\w+\}/g, '').length * 0.4);
  const longer = ' ~~~~~~~'.repeat(Math.ceil(more / 8)).slice(0, more);
  const accented = template
    .split(/(\{\w+\})/)
    .map((part, index) => (index % 2 ? part : part.replace(/[aeiouncs]/g, (letter) => ACCENTS[letter]!)))
    .join('');
  return `${OPEN}${accented}${longer}${CLOSE}`;
}

function pseudoMessage(message: Message): Message {
  if (typeof message === 'string') return pseudo(message);
  return Object.fromEntries(Object.entries(message).map(([form, one]) => [form, pseudo(one)])) as Plural;
}

/**
 * A copy of the build whose German is a pseudo-language, for pages in German: what shows without marks is in no catalog.
 * German, so that what is marked as English (`lang="en"`), the gate's own words, can be told. The caller removes the
 * folder.
 */
export function pseudoBuild(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mr-gate-pseudo-'));
  cpSync(BUILD, folder, { recursive: true });
  const path = join(folder, TEXTS_PATH);
  const messages = JSON.parse(readFileSync(path, 'utf8')) as BrowserMessages;
  const texts = (language: Language) => readTexts((name) => messages[name]?.message, language, AREAS) ?? {};
  const en = texts('en');
  // Causes are there in other languages alone.
  const all = Object.entries({ ...texts('de'), ...en });
  const de = Object.fromEntries(all.map(([id, message]) => [id, pseudoMessage(message)]));
  writeFileSync(path, JSON.stringify({ ...messages, ...packagedTexts({ en, de, ja: texts('ja') }) }));
  return folder;
}
