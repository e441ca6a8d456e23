import { changeVariable, showVariable } from '../gitlab/endpoints/variables.ts';
import { GitLabError } from '../gitlab/errors.ts';
import { createTransport } from '../gitlab/transport.ts';
import { GateApi } from './api.ts';
import { explain } from './explain.ts';
import type { Job } from './prepare.ts';

const DAY_MS = 86_400_000;
const VARIABLE = 'MR_GATE_TOKEN';
/** Days before its end. Weeks for a person to act, where the sweep can't. */
const SOON = 30;

interface TokenLife {
  expires_at: string | null;
  created_at: string | null;
}

/**
 * Sees to it that the gate's token does not end unnoticed: rotates it where the gate's user may change the gate project's
 * variables (Maintainer), and says when it ends where not. Rotating revokes the token that this job works with.
 *
 * @returns the api to go on with, and what a person has to know
 */
export async function keepToken(job: Job): Promise<{ api: GateApi; notice: string | null }> {
  const { api, environment, now, log } = job;
  const gitlab = api.transport;
  const life = await lifeOf(job);
  if (!life?.expires_at) return { api, notice: null };
  const days = Math.floor((Date.parse(life.expires_at) - now().getTime()) / DAY_MS);
  if (days > SOON) return { api, notice: null };
  const warning = `The gate's token ends on ${life.expires_at}, and the gate with it.`;
  const variable = await showVariable(gitlab, environment.projectId, VARIABLE).catch(() => null);
  if (!variable) {
    return { api, notice: `${warning} Set up again in Configure Scans, or put a new one into ${VARIABLE}.` };
  }
  let secret: string;
  try {
    const path = '/personal_access_tokens/self/rotate';
    const body = { expires_at: sameSpan(life, now()) };
    secret = (await gitlab.request<{ token: string }>({ method: 'POST', path, body })).body.token;
  } catch (error) {
    return { api, notice: `${warning} It could not be rotated (${explain(error)}).` };
  }
  const next = new GateApi(createTransport({ baseUrl: environment.baseUrl, token: secret }));
  try {
    await changeVariable(next.transport, environment.projectId, VARIABLE, { value: secret });
    log('The token of the gate was rotated.');
    return { api: next, notice: null };
  } catch (error) {
    const why = explain(error);
    return {
      api: next,
      notice: `The gate's token was rotated and could not be stored (${why}). Set up again.`,
    };
  }
}

async function lifeOf({ api }: Job): Promise<TokenLife | null> {
  try {
    const path = '/personal_access_tokens/self';
    return (await api.transport.request<TokenLife>({ method: 'GET', path })).body;
  } catch (error) {
    // A fine-grained token may not look at itself.
    if (error instanceof GitLabError) return null;
    throw error;
  }
}

/** As long as the last one was given: what the instance allows. GitLab's own default is one week. */
function sameSpan({ expires_at, created_at }: TokenLife, now: Date): string {
  const span = Date.parse(expires_at ?? '') - Date.parse(created_at ?? '');
  const days = Number.isFinite(span) ? Math.min(364, Math.max(7, Math.floor(span / DAY_MS))) : 90;
  return new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10);
}
