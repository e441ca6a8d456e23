import type { Translation } from '../../../utils/texts/types.ts';
import type { card as english } from '../en/card.ts';

export const card: Translation<typeof english> = {
  'card.details_not_loaded': '詳細を読み込めませんでした。ページを再読み込みしてください。',
};
