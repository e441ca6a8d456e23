import { Failure } from '../failure.ts';
import { isLane, laneOf } from '../gate/lanes.ts';
import {
  changeHook,
  createHook,
  deleteHook,
  type Hook,
  type HookSettings,
  listHooks,
} from '../gitlab/endpoints/hooks.ts';
import { orNull } from '../gitlab/endpoints/read.ts';
import { GitLabError } from '../gitlab/errors.ts';
import type { Transport } from '../gitlab/transport.ts';
import { text } from '../texts/text.ts';
import { isUncertain } from './refused.ts';

/** What the webhooks of one gate project call. */
export interface HookTarget {
  baseUrl: string;
  gateId: number;
  branch: string;
  /** Branches that share the webhooks with it. */
  lanes?: readonly string[];
  /** Secret: the trigger's token. */
  token: string;
}

/** A browser sends a POST again at once, or not at all. */
const SENT_TWICE_MS = 60_000;

export interface EnsuredHook {
  id: number;
  /** It was not there before. */
  made: boolean;
  /** One more may still appear: GitLab has not told what became of a request to make it, and it was made anew. */
  unsure: boolean;
}

export interface EnsureOptions {
  /** Called, and waited for, before one is made; `replaces`: before one that GitLab has paused is deleted for it. */
  beforeMaking?: (replaces: boolean) => Promise<void>;
  /** Nothing speaks for there being one: it is made before any is looked for, which spares one look. */
  fresh?: boolean;
  /** An earlier attempt was to make it, and what became of that is not known. */
  begun?: boolean;
  wait?: (ms: number) => Promise<void>;
}

const MASK = 'mr_gate_token';

/** An answer that is lost this often in a row is not bad luck. */
const MOST_ATTEMPTS = 4;
/** What is under way in GitLab when its answer is lost has mostly ended then. */
const READ_AFTER_MS = 2000;

/**
 * The repository's webhook to the gate project: ours is found by its URL, mended where it would not fire, and made
 * where there is none. Never a second one: what became of making it is read, and copies are deleted. An answer
 * need not be lost for that: where a connection that was kept open is cut, a browser sends a POST once more by
 * itself, and tells nobody.
 *
 * @throws GitLabError, Failure where GitLab does not keep it
 */
export async function ensureHook(
  gitlab: Transport,
  project: number,
  target: HookTarget,
  { beforeMaking = async () => {}, fresh = false, begun = false, wait = sleep }: EnsureOptions = {},
): Promise<EnsuredHook> {
  let replaces = false;
  let open = begun ? 1 : 0;
  for (let attempt = 1; ; attempt++) {
    const found = fresh && attempt === 1 ? null : await findGood(gitlab, project, target);
    if (found && isPaused(found)) {
      // No change wakes one that GitLab has paused, only a test of it that goes well: a new one takes its place.
      if (!replaces) await beforeMaking(true);
      await orNull(deleteHook(gitlab, project, found.id));
      replaces = true;
    } else if (found) {
      // After an answer that was lost, it is the one that was being made.
      return { id: found.id, made: attempt > 1 && !replaces, unsure: open > 1 };
    }
    if (attempt === 1 && !replaces) await beforeMaking(false);
    try {
      const made = await makeHook(gitlab, project, target);
      const standing = await findGood(gitlab, project, target);
      if (!standing) throw new Failure(NOT_KEPT);
      return { id: standing.id, made: !replaces && !isOlder(standing, made), unsure: open > 0 };
    } catch (error) {
      if (fresh && attempt === 1 && isHookLimit(error)) {
        // It may be among those that fill the limit.
        const standing = await findGood(gitlab, project, target);
        if (standing && !isPaused(standing)) return { id: standing.id, made: false, unsure: false };
        // One that is paused makes room for the one that takes its place.
        if (standing) continue;
      }
      if (!isUncertain(error) || attempt >= MOST_ATTEMPTS) throw error;
      if (mayStillHappen(error)) {
        open += 1;
        await wait(READ_AFTER_MS * attempt);
      }
    }
  }
}

/** No more fit into the repository. */
export function isHookLimit(error: unknown): boolean {
  return (
    error instanceof GitLabError &&
    error.kind === 'invalid' &&
    /hook/i.test(error.message) &&
    /limit|maximum|exceed/i.test(error.message)
  );
}

/** GitLab may be at it yet: nothing came back, or a proxy did not want to wait. What it failed at itself has ended. */
function mayStillHappen(error: unknown): boolean {
  return isUncertain(error) && !(error instanceof GitLabError && [500, 502, 503].includes(error.status));
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

const NOT_KEPT = {
  kind: 'hook_not_kept',
  what: text('apply.error.hook_not_kept'),
  next: text('apply.error.look_at_hooks'),
};

const NOT_TAKEN = {
  kind: 'hook_not_taken',
  what: text('apply.error.hook_not_taken'),
  next: text('apply.error.look_at_hooks'),
};

const NOT_DELETED = {
  kind: 'hook_not_deleted',
  what: text('apply.error.hook_not_deleted'),
  next: text('apply.error.hook_not_deleted_next'),
};

/** One that was there before: the new one went as its copy. What a browser sent twice is as old as itself. */
function isOlder(standing: Hook, made: Hook): boolean {
  if (standing.id === made.id || !standing.createdAt || !made.createdAt) return false;
  return Date.parse(made.createdAt) - Date.parse(standing.createdAt) > SENT_TWICE_MS;
}

function isPaused(hook: Hook): boolean {
  return hook.alertStatus !== 'executable';
}

async function findGood(gitlab: Transport, project: number, target: HookTarget): Promise<Hook | null> {
  const found = await findOurs(gitlab, project, target);
  return !found || isPaused(found) || fires(found, target) ? found : mend(gitlab, project, found.id, target);
}

async function makeHook(gitlab: Transport, project: number, target: HookTarget): Promise<Hook> {
  const made = await createHook(gitlab, project, settingsOf(project, target, true));
  // A GitLab that knows no masked parts took the placeholder for the token.
  return made.urlVariables === null ? mend(gitlab, project, made.id, target, false) : made;
}

/** Deletes the repository's webhooks to the gate project. @returns how many there were @throws GitLabError, Failure */
export async function deleteHooks(
  gitlab: Transport,
  project: number,
  gate: Pick<HookTarget, 'baseUrl' | 'gateId'>,
): Promise<number> {
  const list = async () => (await listHooks(gitlab, project)).filter((hook) => isOurs(hook, gate));
  const ours = await list();
  for (const hook of ours) await orNull(deleteHook(gitlab, project, hook.id));
  if (ours.length > 0 && (await list()).length > 0) throw new Failure(NOT_DELETED);
  return ours.length;
}

async function findOurs(gitlab: Transport, project: number, target: HookTarget): Promise<Hook | null> {
  const ours = (await listHooks(gitlab, project))
    .filter((hook) => isOurs(hook, target))
    .sort((a, b) => Number(isPaused(a)) - Number(isPaused(b)) || a.id - b.id);
  const [first, ...copies] = ours;
  for (const copy of copies) await orNull(deleteHook(gitlab, project, copy.id));
  return first ?? null;
}

async function mend(
  gitlab: Transport,
  project: number,
  id: number,
  target: HookTarget,
  masked = true,
): Promise<Hook> {
  const mended = await changeHook(gitlab, project, id, settingsOf(project, target, masked));
  if (!isOurs(mended, target) || !fires(mended, target)) throw new Failure(NOT_TAKEN);
  return mended;
}

function settingsOf(project: number, target: HookTarget, masked: boolean): HookSettings {
  const branch = laneOf(project, target.branch, target.lanes ?? []);
  return {
    url: `${refUrl(target)}${encodeURIComponent(branch)}/trigger/pipeline?token=${masked ? `{${MASK}}` : encodeURIComponent(target.token)}`,
    urlVariables: masked ? [{ key: MASK, value: target.token }] : [],
    name: 'MR Gate',
    description: 'Tells the gate project about merge requests. Made by MR Gate.',
  };
}

function refUrl({ baseUrl, gateId }: Pick<HookTarget, 'baseUrl' | 'gateId'>): string {
  return `${baseUrl}/api/v4/projects/${gateId}/ref/`;
}

/** By where it points: a name can be anything. */
export function isOurs(hook: Hook, target: Pick<HookTarget, 'baseUrl' | 'gateId'>): boolean {
  return hook.url.startsWith(refUrl(target)) && hook.url.includes('/trigger/pipeline');
}

function fires(hook: Hook, target: HookTarget): boolean {
  const [branch = ''] = hook.url.slice(refUrl(target).length).split('/trigger/pipeline');
  const heard = branch === encodeURIComponent(target.branch) || isLane(branch);
  return hook.mergeRequestEvents && !hook.pushEvents && heard;
}
