import { type CardDetails, type CardMarks, cardWorld } from '../../utils/card/details.ts';
import { loadPageTexts } from '../../utils/load-texts.ts';
import { RequestFailed, send } from '../../utils/message-client.ts';
import { t } from '../../utils/texts/page-texts.ts';
import type { Area } from '../../utils/texts/types.ts';

/** What the card says, and what its other scripts say, where they are there. */
export function loadCardTexts(): Promise<void> {
  const { mrGateReports, mrGateWords } = cardWorld;
  return loadPageTexts([...CARD_TEXTS, ...(mrGateReports || mrGateWords ? MORE_TEXTS : [])]);
}
const CARD_TEXTS: Area[] = ['card', 'common', 'errors'];
const MORE_TEXTS: Area[] = ['reports', 'gate', 'details'];

/** The card's second script, put into this page by the worker. A text: why it can't be had, for people. */
export async function loadDetails(): Promise<CardDetails | string> {
  try {
    await Promise.all([
      send('page.injectDetails', {}),
      loadPageTexts(['details', 'actions', 'apply', 'connect', 'errors']),
    ]);
    return cardWorld.mrGateDetails ?? t('card.details_not_loaded');
  } catch (error) {
    return error instanceof RequestFailed
      ? t('common.sentences', { first: error.error.what, rest: error.error.next })
      : t('card.details_not_loaded');
  }
}

/** The script that marks the changes; null: it is switched off, or not to be had. */
export async function loadMarks(): Promise<CardMarks | null> {
  const [{ diffMarks }] = await Promise.all([
    send('page.injectMarks', {}),
    loadPageTexts(['details', 'common']),
  ]);
  return (diffMarks && cardWorld.mrGateMarks) || null;
}

/** The script that knows the gate's words; where it is not to be had, the card does without. */
export async function loadWords(): Promise<void> {
  if (!cardWorld.mrGateWords) await send('page.injectWords', {});
}
