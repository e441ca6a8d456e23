import { type CardReports, cardWorld } from './card/details.ts';
import { send } from './message-client.ts';
import { accessWorld } from './page-access.ts';
import { pageApi, pageFetch } from './page-session.ts';

/** The script that evaluates reports, put into this page by the worker; null: not to be had. */
export async function loadReports(): Promise<CardReports | null> {
  accessWorld.mrGateAccess = { pageApi, pageFetch, send };
  if (!cardWorld.mrGateReports) await send('page.injectReports', {});
  return cardWorld.mrGateReports ?? null;
}
