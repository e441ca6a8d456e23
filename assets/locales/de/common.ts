import type { Translation } from '../../../utils/texts/types.ts';
import type { common as english } from '../en/common.ts';

export const common: Translation<typeof english> = {
  'common.close': 'Schließen',

  'common.severity.critical': 'Kritisch',
  'common.severity.high': 'Hoch',
  'common.severity.medium': 'Mittel',
  'common.severity.low': 'Niedrig',
  'common.severity.info': 'Info',
  'common.severity.unknown': 'Unbekannt',

  'common.fail_on.critical': 'Kritisch',
  'common.fail_on.high': 'Hoch und darüber',
  'common.fail_on.medium': 'Mittel und darüber',
  'common.fail_on.low': 'Niedrig und darüber',
  'common.fail_on.never': 'Nur melden',

  'common.just_now': 'gerade eben',
  'common.seconds': { one: '{count} Sekunde', other: '{count} Sekunden' },
  'common.minutes': { one: '{count} Minute', other: '{count} Minuten' },
};
