import type { CardState } from '../../utils/card/card-types.ts';
import { t } from '../../utils/texts/page-texts.ts';

/** What a card is headed with. */
export function stateTitle({ kind, tone, reports }: CardState): string {
  if (kind === 'passed' && tone === 'warning') return t('card.title.passed_with_findings');
  if (kind === 'outdated') return t('card.title.running');
  return t(`card.title.${kind === 'not_gated' && !reports ? 'no_verdict' : kind}`);
}
