import { EN } from '../../assets/locales/en.ts';
import { addTexts } from '../../utils/texts/page-texts.ts';

/** Unit tests run on an English page that has got its texts. */
addTexts('en', EN);
