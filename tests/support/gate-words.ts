import { DE } from '../../assets/locales/de.ts';
import { EN } from '../../assets/locales/en.ts';
import { addTexts } from '../../utils/texts/page-texts.ts';
import { understood } from '../../utils/texts/said-text.ts';

/** Whether readers of other languages are told in theirs what the gate has said so. */
export function isTranslated(words: string): boolean {
  addTexts('de', DE);
  try {
    return typeof understood(words) === 'object';
  } finally {
    addTexts('en', EN);
  }
}
