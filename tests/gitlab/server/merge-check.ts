import { projectById } from '../world/find.ts';
import type { MergeRequest, Pipeline, World } from '../world/types.ts';
import type { ServerContext } from './context.ts';
import { headPipeline } from './head-pipeline.ts';

export type CheckStatus = 'SUCCESS' | 'FAILED' | 'CHECKING' | 'INACTIVE';

export interface MergeCheck {
  /** GraphQL's name of it. */
  identifier: string;
  status: CheckStatus;
}

/** app/services/merge_requests/mergeability/check_ci_status_service.rb */
export function ciCheck(world: World, mr: MergeRequest): CheckStatus {
  const project = projectById(world, mr.projectId);
  if (!project.onlyAllowMergeIfPipelineSucceeds) return 'INACTIVE';
  const pipeline = headPipeline(world, mr);
  if (pipeline === null) return 'FAILED';
  if (pipeline.status === 'skipped') return project.allowMergeOnSkippedPipeline ? 'SUCCESS' : 'FAILED';
  return pipeline.status === 'success' ? 'SUCCESS' : 'FAILED';
}

function discussionsCheck(world: World, mr: MergeRequest): CheckStatus {
  if (!projectById(world, mr.projectId).onlyAllowMergeIfAllDiscussionsAreResolved) return 'INACTIVE';
  const open = world.notes.some((note) => note.mergeRequestId === mr.id && note.resolvable && !note.resolved);
  return open ? 'FAILED' : 'SUCCESS';
}

/** The checks that need no git, in GitLab's order. */
export function stateChecks(world: World, mr: MergeRequest): MergeCheck[] {
  return [
    { identifier: 'NOT_OPEN', status: mr.state === 'opened' ? 'SUCCESS' : 'FAILED' },
    { identifier: 'DRAFT_STATUS', status: mr.draft ? 'FAILED' : 'SUCCESS' },
    { identifier: 'DISCUSSIONS_NOT_RESOLVED', status: discussionsCheck(world, mr) },
    { identifier: 'CI_MUST_PASS', status: ciCheck(world, mr) },
  ];
}

/** Whether source and target merge; GitLab finds it out in the background, once per pair of heads. */
const conflictResults = new WeakMap<MergeRequest, { key: string; conflict: boolean | null }>();
const CHECK_MS = 120;

export async function hasConflicts(context: ServerContext, mr: MergeRequest): Promise<boolean> {
  const target = await context.store.resolve(mr.projectId, `refs/heads/${mr.targetBranch}`);
  if (target === null) return true;
  const key = `${mr.sha} ${target}`;
  const known = conflictResults.get(mr);
  if (known?.key === key && known.conflict !== null) return known.conflict;
  const conflict = await context.store.conflicts(mr.projectId, target, mr.sha);
  conflictResults.set(mr, { key, conflict });
  return conflict;
}

/**
 * The answer known so far. `recheck` starts the check where there is none, as GET of one merge request does in
 * GitLab; lists only look.
 */
async function knownConflict(
  context: ServerContext,
  mr: MergeRequest,
  recheck: boolean,
): Promise<boolean | 'checking' | 'unchecked'> {
  const target = await context.store.resolve(mr.projectId, `refs/heads/${mr.targetBranch}`);
  const key = `${mr.sha} ${target}`;
  const known = conflictResults.get(mr);
  if (known?.key === key) return known.conflict ?? 'checking';
  if (!recheck) return 'unchecked';
  conflictResults.set(mr, { key, conflict: null });
  void context.track(
    new Promise((resolve) => setTimeout(resolve, CHECK_MS)).then(async () => {
      if (conflictResults.get(mr)?.key === key) await hasConflicts(context, mr);
    }),
  );
  return 'checking';
}

const ACTIVE: readonly Pipeline['status'][] = ['created', 'pending', 'running'];

/** app/services/merge_requests/mergeability/detailed_merge_status_service.rb */
export async function detailedMergeStatus(
  context: ServerContext,
  mr: MergeRequest,
  recheck = true,
): Promise<string> {
  const { world } = context;
  if (mr.state !== 'opened') return 'not_open';
  const conflict = await knownConflict(context, mr, recheck);
  if (typeof conflict === 'string') return conflict;
  const failed = stateChecks(world, mr).find((check) => check.status === 'FAILED');
  if (failed?.identifier === 'CI_MUST_PASS') {
    const pipeline = headPipeline(world, mr);
    return pipeline !== null && ACTIVE.includes(pipeline.status) ? 'ci_still_running' : 'ci_must_pass';
  }
  if (failed !== undefined) return failed.identifier.toLowerCase();
  return conflict ? 'conflict' : 'mergeable';
}

/** The deprecated field: git alone decides it. */
export function mergeStatus(detailed: string): string {
  if (detailed === 'checking' || detailed === 'unchecked') return detailed;
  return detailed === 'conflict' ? 'cannot_be_merged' : 'can_be_merged';
}
