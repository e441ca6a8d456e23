import type { Translation } from '../../../utils/texts/types.ts';
import type { connect as english } from '../en/connect.ts';

export const connect: Translation<typeof english> = {
  'connect.expired': 'このトークンは期限切れです。',
};
