import { isLane } from '../gate/lanes.ts';
import type { GitLabClient } from '../gitlab/client.ts';
import { type Hook, listHooks } from '../gitlab/endpoints/hooks.ts';
import { GitLabError } from '../gitlab/errors.ts';
import { text } from '../texts/text.ts';
import type { Text } from '../texts/types.ts';
import { differing, hookGone } from './changes.ts';
import { isOurs } from './gate-hook.ts';
import type { GateProject } from './group-snapshot.ts';
import { inParallel } from './in-parallel.ts';
import { isTokenGone } from './pause.ts';
import type { FieldChange } from './plan-types.ts';
import { reasonOf } from './refused.ts';

/** How the webhook of a gated repository stands, as GitLab says now. */
export interface HookCheck {
  project: number;
  state: 'ok' | 'missing' | 'paused' | 'changed' | 'not_seen';
  /** `before`: as gating made it; `after`: as it is. */
  changes: FieldChange[];
  /** Why it could not be seen, or what is wrong, one sentence for people; empty: nothing. */
  reason: Text;
}

export interface DriftCheck {
  hooks: HookCheck[];
  /** ISO time. */
  checkedAt: string;
}

/** GitLab lists webhooks of one project at a time: that many are looked at for one question. */
export const MOST_AT_ONCE = 100;

/**
 * Looks at the webhooks of gated repositories, one request each. A repository whose webhooks cannot be seen is told
 * as such, and keeps none of the others from being looked at.
 *
 * @throws GitLabError where the token itself is gone
 */
export async function checkHooks(
  client: GitLabClient,
  gate: GateProject,
  projects: readonly number[],
): Promise<HookCheck[]> {
  const found = new Map<number, HookCheck>();
  await inParallel(
    projects,
    () => client.atOnce,
    async (project) => {
      found.set(project, await checkOne(client, gate, project));
    },
  );
  return projects.map((project) => found.get(project)!);
}

async function checkOne(client: GitLabClient, gate: GateProject, project: number): Promise<HookCheck> {
  const seen = await seeHooks(client, project);
  if (!Array.isArray(seen)) return { project, state: 'not_seen', changes: [], reason: seen };
  const target = { baseUrl: client.baseUrl, gateId: gate.id };
  return judge(
    project,
    seen.filter((hook) => isOurs(hook, target)),
    gate,
  );
}

/** The webhooks of a repository, or why they cannot be seen. @throws GitLabError where the token itself is gone */
export async function seeHooks(client: GitLabClient, project: number): Promise<Hook[] | Text> {
  try {
    return await listHooks(client, project);
  } catch (error) {
    if (!(error instanceof GitLabError) || isTokenGone(error)) throw error;
    return text('apply.hook.not_seen', { reason: reasonOf(error) });
  }
}

function judge(project: number, ours: Hook[], gate: GateProject): HookCheck {
  const hook = ours.sort((a, b) => a.id - b.id)[0];
  if (!hook) {
    return {
      project,
      state: 'missing',
      changes: [hookGone()],
      reason: text('apply.hook.missing'),
    };
  }
  if (hook.alertStatus !== 'executable') {
    return {
      project,
      state: 'paused',
      changes: [
        {
          field: text('apply.field.webhook'),
          before: text('apply.value.active'),
          after: text('apply.value.paused'),
        },
      ],
      reason: hook.alertStatus === 'disabled' ? text('apply.hook.disabled') : text('apply.hook.paused'),
    };
  }
  const changes = differences(hook, gate, ours.length);
  if (changes.length === 0) return { project, state: 'ok', changes, reason: '' };
  return { project, state: 'changed', changes, reason: text('apply.hook.changed') };
}

function differences(hook: Hook, gate: GateProject, count: number): FieldChange[] {
  const branch = /\/ref\/([^/]+)\/trigger\/pipeline/.exec(hook.url)?.[1] ?? '';
  const decodedBranch = decoded(branch);
  const [on, off] = [text('apply.value.on'), text('apply.value.off')];
  return differing([
    [text('apply.field.merge_request_events'), on, hook.mergeRequestEvents ? on : off],
    [text('apply.field.push_events'), off, hook.pushEvents ? on : off],
    [text('apply.field.gate_branch'), isLane(decodedBranch) ? decodedBranch : gate.branch, decodedBranch],
    [text('apply.field.webhooks'), '1', String(count)],
  ]);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
