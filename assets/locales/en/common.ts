/** Words that every part of MR Gate shares. */
export const common = {
  'common.close': 'Close',

  'common.severity.critical': 'Critical',
  'common.severity.high': 'High',
  'common.severity.medium': 'Medium',
  'common.severity.low': 'Low',
  'common.severity.info': 'Info',
  'common.severity.unknown': 'Unknown',

  'common.fail_on.critical': 'Critical',
  'common.fail_on.high': 'High and above',
  'common.fail_on.medium': 'Medium and above',
  'common.fail_on.low': 'Low and above',
  'common.fail_on.never': 'Report only',

  'common.just_now': 'just now',
  'common.seconds': { one: '{count} second', other: '{count} seconds' },
  'common.minutes': { one: '{count} minute', other: '{count} minutes' },
} as const;
