import type { Translation } from '../../../utils/texts/types.ts';
import type { apply as english } from '../en/apply.ts';

export const apply: Translation<typeof english> = {
  'apply.unchanged': 'Nichts zu ändern',
};
