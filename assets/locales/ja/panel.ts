import type { Translation } from '../../../utils/texts/types.ts';
import type { panel as english } from '../en/panel.ts';

export const panel: Translation<typeof english> = {
  'panel.title': 'スキャンを設定',
};
