import type { Translation } from '../../../utils/texts/types.ts';
import type { actions as english } from '../en/actions.ts';

export const actions: Translation<typeof english> = {
  'actions.ignored': '無視済み',
};
