import type { send } from './message-client.ts';
import type { pageApi, pageFetch } from './page-session.ts';

/** What the reports' script takes from the one that asks for it: it has no way of its own to GitLab or to the worker. */
export interface PageAccess {
  pageApi: typeof pageApi;
  pageFetch: typeof pageFetch;
  send: typeof send;
}

/** In the world of this extension's scripts in the page, which the page cannot reach. */
export const accessWorld = globalThis as typeof globalThis & { mrGateAccess?: PageAccess };
