import { type CardDetails, type CardReports, cardWorld } from '../../utils/card/details.ts';
import { RequestFailed, send } from '../../utils/message-client.ts';

const NOT_LOADED = 'The details could not be loaded. Reload the page.';

/** The card's second script, put into this page by the worker. A text: why it can't be had, for people. */
export async function loadDetails(): Promise<CardDetails | string> {
  try {
    const { diffMarks } = await send('page.injectDetails', {});
    const details = cardWorld.mrGateDetails;
    if (!details) return NOT_LOADED;
    return diffMarks ? details : { ...details, markChanges: () => ({ show() {} }) };
  } catch (error) {
    return error instanceof RequestFailed ? `${error.error.what} ${error.error.next}` : NOT_LOADED;
  }
}

/** The card's third script; null: not to be had, and the card does without. */
export async function loadReports(): Promise<CardReports | null> {
  if (!cardWorld.mrGateReports) await send('page.injectReports', {});
  return cardWorld.mrGateReports ?? null;
}
