import type { Translation } from '../../../utils/texts/types.ts';
import type { details as english } from '../en/details.ts';

export const details: Translation<typeof english> = {
  'details.findings': { one: '{count} Befund', other: '{count} Befunde' },
};
