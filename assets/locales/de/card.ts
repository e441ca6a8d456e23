import type { Translation } from '../../../utils/texts/types.ts';
import type { card as english } from '../en/card.ts';

export const card: Translation<typeof english> = {
  'card.details_not_loaded': 'Die Details konnten nicht geladen werden. Laden Sie die Seite neu.',
};
