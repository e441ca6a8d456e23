import type { GitLabClient } from '../gitlab/client.ts';
import type { Hook } from '../gitlab/endpoints/hooks.ts';
import { text } from '../texts/text.ts';
import type { Text } from '../texts/types.ts';
import { seeHooks } from './check-hooks.ts';
import { isOurs } from './gate-hook.ts';
import type { GateProject } from './group-snapshot.ts';
import { inParallel } from './in-parallel.ts';

/** What the webhooks of a repository that is about to be gated mean for that, as GitLab lists them now. */
export interface HookOutlook {
  project: number;
  state: 'free' | 'ours' | 'other_gate' | 'full' | 'not_seen';
  /** One sentence for people, and the way out; empty: nothing is in the way. */
  reason: Text;
  next: Text;
}

/** GitLab's own limit of webhooks in one project; an administrator may have set another, which GitLab tells nobody else. */
const MOST_HOOKS = 100;

/**
 * Looks at the webhooks of repositories before they are gated, one request each.
 *
 * @throws GitLabError where the token itself is gone
 */
export async function lookAtHooks(
  client: GitLabClient,
  gate: GateProject,
  projects: readonly number[],
): Promise<HookOutlook[]> {
  const found = new Map<number, HookOutlook>();
  await inParallel(
    projects,
    () => client.atOnce,
    async (project) => {
      const seen = await seeHooks(client, project);
      const outlook = Array.isArray(seen)
        ? outlookOf(seen, { baseUrl: client.baseUrl, gateId: gate.id })
        : ({ state: 'not_seen', reason: seen, next: text('apply.outlook.not_seen_next') } as const);
      found.set(project, { project, ...outlook });
    },
  );
  return projects.map((project) => found.get(project)!);
}

function outlookOf(
  hooks: readonly Hook[],
  gate: { baseUrl: string; gateId: number },
): Omit<HookOutlook, 'project'> {
  const ours = hooks.filter((hook) => isOurs(hook, gate));
  if (ours.length > 0) {
    const fires = ours.some((hook) => hook.alertStatus === 'executable');
    const next = fires ? text('apply.outlook.ours_next') : text('apply.outlook.paused_next');
    return { state: 'ours', reason: text('apply.outlook.ours'), next };
  }
  if (hooks.length >= MOST_HOOKS) {
    const reason = text('apply.outlook.full', { count: hooks.length });
    return { state: 'full', reason, next: text('apply.outlook.full_next') };
  }
  const other = hooks.map((hook) => otherGate(hook, gate.baseUrl)).find((id) => id !== null);
  if (other) {
    const reason = text('apply.outlook.other_gate', { gate: other });
    return { state: 'other_gate', reason, next: text('apply.outlook.other_gate_next') };
  }
  return { state: 'free', reason: '', next: '' };
}

/** Id of the other gate project that a webhook of MR Gate's name calls; null: it calls none. */
function otherGate({ name, url }: Hook, baseUrl: string): string | null {
  const start = `${baseUrl}/api/v4/projects/`;
  if (name !== 'MR Gate' || !url.startsWith(start)) return null;
  return /^(\d+)\/ref\/[^/]+\/trigger\/pipeline/.exec(url.slice(start.length))?.[1] ?? null;
}
