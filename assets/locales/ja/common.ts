import type { Translation } from '../../../utils/texts/types.ts';
import type { common as english } from '../en/common.ts';

export const common: Translation<typeof english> = {
  'common.close': '閉じる',

  'common.severity.critical': '致命的',
  'common.severity.high': '高',
  'common.severity.medium': '中',
  'common.severity.low': '低',
  'common.severity.info': '情報',
  'common.severity.unknown': '不明',

  'common.fail_on.critical': '致命的',
  'common.fail_on.high': '高以上',
  'common.fail_on.medium': '中以上',
  'common.fail_on.low': '低以上',
  'common.fail_on.never': 'レポートのみ',

  'common.just_now': 'たった今',
  'common.seconds': { other: '{count} 秒' },
  'common.minutes': { other: '{count} 分' },
};
