import type { Translation } from '../../../utils/texts/types.ts';
import type { options as english } from '../en/options.ts';

export const options: Translation<typeof english> = {
  'options.title': 'MR-Gate-Einstellungen',
};
