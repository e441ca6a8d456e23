import type { Translation } from '../../../utils/texts/types.ts';
import type { popup as english } from '../en/popup.ts';

export const popup: Translation<typeof english> = {
  'popup.connect': 'Verbinden',
};
