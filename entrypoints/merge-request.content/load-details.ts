import { type CardDetails, type CardReports, cardWorld } from '../../utils/card/details.ts';
import { loadPageTexts } from '../../utils/load-texts.ts';
import { RequestFailed, send } from '../../utils/message-client.ts';
import { say, t } from '../../utils/texts/page-texts.ts';

/** The card's second script, put into this page by the worker. A text: why it can't be had, for people. */
export async function loadDetails(): Promise<CardDetails | string> {
  try {
    const [{ diffMarks }] = await Promise.all([
      send('page.injectDetails', {}),
      loadPageTexts(['details', 'actions', 'apply', 'connect', 'errors']),
    ]);
    const details = cardWorld.mrGateDetails;
    if (!details) return t('card.details_not_loaded');
    return diffMarks ? details : { ...details, markChanges: () => ({ show() {} }) };
  } catch (error) {
    return error instanceof RequestFailed
      ? `${say(error.error.what)} ${say(error.error.next)}`
      : t('card.details_not_loaded');
  }
}

/** The card's third script; null: not to be had, and the card does without. */
export async function loadReports(): Promise<CardReports | null> {
  await Promise.all([
    cardWorld.mrGateReports ? undefined : send('page.injectReports', {}),
    loadPageTexts(['reports']),
  ]);
  return cardWorld.mrGateReports ?? null;
}
