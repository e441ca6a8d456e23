import type { Translation } from '../../../utils/texts/types.ts';
import type { group as english } from '../en/group.ts';

export const group: Translation<typeof english> = {
  'group.configure_scans': 'スキャンを設定',
};
