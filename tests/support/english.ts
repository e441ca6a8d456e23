import { EN } from '../../assets/locales/en.ts';
import { format } from '../../utils/texts/format.ts';
import type { Text } from '../../utils/texts/types.ts';

/** A text that is data, as an English reader is shown it. */
export function english(text: Text): string {
  return format(EN, 'en', text);
}

/** All texts in something that came from the worker, as an English reader is shown them. */
export function inEnglish<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, part: unknown) => (isText(part) ? english(part) : part)) as T;
}

function isText(part: unknown): part is Exclude<Text, string> {
  return (
    typeof part === 'object' && part !== null && 'id' in part && typeof part.id === 'string' && part.id in EN
  );
}
