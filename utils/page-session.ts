import { createSessionApi, type SessionApi } from './card/session-api.ts';
import { send } from './message-client.ts';
import type { SessionRequest } from './request-log.ts';

/** Requests are told of together: this many, or those of this many milliseconds. */
const MOST = 20;
const WAIT_MS = 2_000;

/** In the world of our scripts in a page, each of which has this code of its own: they tell together. */
const world = globalThis as typeof globalThis & { mrGateRequests?: SessionRequest[] | undefined };

/** GitLab's API with the page's own session, each request told to the log that the options page shows. */
export function pageApi(baseUrl: string): SessionApi {
  return createSessionApi({ baseUrl, fetch: pageFetch(baseUrl) });
}

/** The same for other addresses of a GitLab. Only GET is asked with a session. */
export function pageFetch(baseUrl: string): typeof fetch {
  return async (input, init) => {
    const started = performance.now();
    let status = 0;
    try {
      const response = await fetch(input, init);
      status = response.type === 'opaqueredirect' ? 302 : response.status;
      return response;
    } finally {
      const address = input instanceof Request ? input.url : String(input);
      note({ path: pathOf(address, baseUrl), status, ms: Math.round(performance.now() - started) });
    }
  };
}

function note(request: SessionRequest): void {
  if (!world.mrGateRequests) {
    world.mrGateRequests = [];
    setTimeout(tell, WAIT_MS);
  }
  world.mrGateRequests.push(request);
  if (world.mrGateRequests.length >= MOST) tell();
}

function tell(): void {
  const requests = world.mrGateRequests;
  world.mrGateRequests = undefined;
  // A log that cannot be written must not fail what was asked.
  if (requests) send('page.noteRequests', { requests }).catch(() => undefined);
}

/** As the transport names them: below the API's root, else below the GitLab's. Queries stay here. */
function pathOf(address: string, baseUrl: string): string {
  return address
    .slice(baseUrl.length)
    .replace(/^\/api\/v4|[?#].*/g, '')
    .slice(0, 500);
}
