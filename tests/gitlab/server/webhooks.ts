import { randomUUID } from 'node:crypto';
import { projectById } from '../world/find.ts';
import type { Hook } from '../world/types.ts';
import type { ServerContext } from './context.ts';

const TIMEOUT_MS = 10_000;
/** app/models/concerns/web_hooks/auto_disabling.rb: the 4th failure in a row pauses, the 40th ends it. */
const PAUSE_AFTER = 3;
const DISABLE_AFTER = 40;
const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 24 * 3_600_000;
const KEPT_EVENTS = 20;

const EVENT_NAMES = { push_hooks: 'Push Hook', merge_request_hooks: 'Merge Request Hook' } as const;
export type Trigger = keyof typeof EVENT_NAMES;

/** Sends an event to the project's hooks that want it; deliveries run on their own and are tracked. */
export async function fireHooks(
  context: ServerContext,
  projectId: number,
  trigger: Trigger,
  payload: () => Promise<unknown>,
): Promise<void> {
  const hooks = context.world.hooks.filter(
    (hook) =>
      hook.projectId === projectId &&
      (trigger === 'push_hooks' ? hook.pushEvents : hook.mergeRequestsEvents) &&
      isExecutable(hook),
  );
  if (hooks.length === 0) return;
  const body = JSON.stringify(await payload());
  for (const hook of hooks) void context.track(deliver(context, hook, trigger, body));
}

/** A pause that has run out is over, without anybody's doing. */
export function isExecutable(hook: Hook): boolean {
  if (hook.alertStatus === 'disabled') return false;
  if (hook.alertStatus === 'temporarily_disabled' && Date.parse(hook.disabledUntil ?? '') > Date.now())
    return false;
  hook.alertStatus = 'executable';
  hook.disabledUntil = null;
  return true;
}

/** The URL with its masked parts filled in. */
export function targetUrl(hook: Pick<Hook, 'url' | 'urlVariables'>): string {
  return hook.urlVariables.reduce((url, { key, value }) => url.replaceAll(`{${key}}`, value), hook.url);
}

/** Delivers once; GitLab does not try again by itself. Answers the status, or null without an answer. */
export async function deliver(
  context: ServerContext,
  hook: Hook,
  trigger: Trigger,
  body: string,
): Promise<number | null> {
  let status: number | null = null;
  let error: string | null = null;
  try {
    const response = await fetch(targetUrl(hook), {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        'Content-Type': 'application/json',
        'User-Agent': `GitLab/${context.world.version}`,
        'X-Gitlab-Event': EVENT_NAMES[trigger],
        'X-Gitlab-Webhook-UUID': randomUUID(),
        'X-Gitlab-Instance': context.baseUrl,
        'X-Gitlab-Event-UUID': randomUUID(),
        'Idempotency-Key': randomUUID(),
        ...(hook.token === null ? {} : { 'X-Gitlab-Token': hook.token }),
      },
      body,
    });
    status = response.status;
    await response.body?.cancel();
  } catch (cause) {
    error =
      cause instanceof Error ? (cause.cause instanceof Error ? cause.cause.message : cause.message) : 'error';
  }
  recordDelivery(hook, status, error);
  if (status === null || status >= 400)
    context.log(
      `webhook ${hook.id} of ${projectById(context.world, hook.projectId).fullPath}: ${status ?? error}`,
    );
  return status;
}

export function recordDelivery(hook: Hook, status: number | null, error: string | null): void {
  const at = new Date();
  hook.events = [{ at: at.toISOString(), status, error }, ...hook.events].slice(0, KEPT_EVENTS);
  if (status !== null && status >= 200 && status < 400) {
    hook.failures = 0;
    hook.alertStatus = 'executable';
    hook.disabledUntil = null;
    return;
  }
  hook.failures += 1;
  if (hook.failures >= DISABLE_AFTER) {
    hook.alertStatus = 'disabled';
    hook.disabledUntil = null;
  } else if (hook.failures > PAUSE_AFTER) {
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** (hook.failures - PAUSE_AFTER - 1), LONGEST_PAUSE_MS);
    hook.alertStatus = 'temporarily_disabled';
    hook.disabledUntil = new Date(at.getTime() + pause).toISOString();
  }
}
