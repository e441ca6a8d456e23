import { EN } from '../../assets/locales/en.ts';
import { format } from '../../utils/texts/format.ts';
import type { Text } from '../../utils/texts/types.ts';

/** A text that is data, as an English reader is shown it. */
export function english(text: Text): string {
  return format(EN, 'en', text);
}
