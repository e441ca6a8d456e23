import type { Translation } from '../../../utils/texts/types.ts';
import type { welcome as english } from '../en/welcome.ts';

export const welcome: Translation<typeof english> = {
  'welcome.title': 'Willkommen bei MR Gate',
};
