import {
  changeHook,
  createHook,
  deleteHook,
  type Hook,
  type HookSettings,
  listHooks,
} from '../gitlab/endpoints/hooks.ts';
import type { Transport } from '../gitlab/transport.ts';
import { isUncertain } from './refused.ts';

/** What the webhooks of one gate project call. */
export interface HookTarget {
  baseUrl: string;
  gateId: number;
  branch: string;
  /** Secret: the trigger's token. */
  token: string;
}

const MASK = 'mr_gate_token';

/** An answer that is lost this often in a row is not bad luck. */
const MOST_ATTEMPTS = 4;

/**
 * The repository's webhook to the gate project: ours is found by its URL, mended where it would not fire, and made
 * where there is none. Never a second one: where an answer was lost on its way, what became of it is read before
 * it is tried again, and copies are deleted.
 *
 * @throws GitLabError
 */
export async function ensureHook(gitlab: Transport, project: number, target: HookTarget): Promise<Hook> {
  for (let attempt = 1; ; attempt++) {
    const found = await findOurs(gitlab, project, target);
    if (found) return fires(found, target) ? found : mend(gitlab, project, found.id, target);
    try {
      const made = await makeHook(gitlab, project, target);
      // The one that seemed lost may have come after it was looked for.
      return attempt === 1 ? made : ((await findOurs(gitlab, project, target)) ?? made);
    } catch (error) {
      if (!isUncertain(error) || attempt >= MOST_ATTEMPTS) throw error;
    }
  }
}

async function makeHook(gitlab: Transport, project: number, target: HookTarget): Promise<Hook> {
  const made = await createHook(gitlab, project, settingsOf(target, true));
  // A GitLab that knows no masked parts took the placeholder for the token.
  return made.urlVariables === null ? mend(gitlab, project, made.id, target, false) : made;
}

async function findOurs(gitlab: Transport, project: number, target: HookTarget): Promise<Hook | null> {
  const ours = (await listHooks(gitlab, project))
    .filter((hook) => isOurs(hook, target))
    .sort((a, b) => a.id - b.id);
  const [first, ...copies] = ours;
  for (const copy of copies) await deleteHook(gitlab, project, copy.id);
  return first ?? null;
}

function mend(
  gitlab: Transport,
  project: number,
  id: number,
  target: HookTarget,
  masked = true,
): Promise<Hook> {
  return changeHook(gitlab, project, id, settingsOf(target, masked));
}

function settingsOf(target: HookTarget, masked: boolean): HookSettings {
  return {
    url: `${refUrl(target)}${encodeURIComponent(target.branch)}/trigger/pipeline?token=${masked ? `{${MASK}}` : encodeURIComponent(target.token)}`,
    urlVariables: masked ? [{ key: MASK, value: target.token }] : [],
    name: 'MR Gate',
    description: 'Tells the gate project about merge requests. Made by MR Gate.',
  };
}

function refUrl({ baseUrl, gateId }: HookTarget): string {
  return `${baseUrl}/api/v4/projects/${gateId}/ref/`;
}

/** By where it points: a name can be anything. */
function isOurs(hook: Hook, target: HookTarget): boolean {
  return hook.url.startsWith(refUrl(target)) && hook.url.includes('/trigger/pipeline');
}

function fires(hook: Hook, target: HookTarget): boolean {
  const branch = `${refUrl(target)}${encodeURIComponent(target.branch)}/trigger/pipeline`;
  return (
    hook.mergeRequestEvents &&
    !hook.pushEvents &&
    hook.alertStatus === 'executable' &&
    hook.url.startsWith(branch)
  );
}
