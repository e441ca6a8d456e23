import { type CardDetails, cardWorld } from '../../utils/card/details.ts';
import { RequestFailed, send } from '../../utils/message-client.ts';

const NOT_LOADED = 'The details could not be loaded. Reload the page.';

/** The card's second script, put into this page by the worker. A text: why it can't be had, for people. */
export async function loadDetails(): Promise<CardDetails | string> {
  try {
    await send('page.injectDetails', {});
    return cardWorld.mrGateDetails ?? NOT_LOADED;
  } catch (error) {
    return error instanceof RequestFailed ? `${error.error.what} ${error.error.next}` : NOT_LOADED;
  }
}
