import type { ServerContext } from '../../server/context.ts';
import { headPipeline } from '../../server/head-pipeline.ts';
import { detailedMergeStatus, mergeStatus } from '../../server/merge-check.ts';
import { since } from '../../server/since.ts';
import { currentVersion } from '../../server/versions.ts';
import { projectById, userById } from '../../world/find.ts';
import { canMerge } from '../../world/roles.ts';
import type { MergeRequest, User } from '../../world/types.ts';
import { pipelineBasic, pipelineEntity } from './pipeline.ts';
import { userBasic } from './user.ts';

/** `MergeRequestBasic`: what lists carry. `recheck`: whether asking starts the merge check. */
export async function mergeRequestBasic(context: ServerContext, mr: MergeRequest, recheck: boolean) {
  const { world, baseUrl } = context;
  const project = projectById(world, mr.projectId);
  const person = (id: number | null | undefined) =>
    id === null || id === undefined ? null : userBasic(context, userById(world, id));
  const notes = world.notes.filter((note) => note.mergeRequestId === mr.id);
  const checked = await detailedMergeStatus(context, mr, recheck);
  const discussionsResolved = notes.every((note) => !note.resolvable || note.resolved);
  return {
    id: mr.id,
    iid: mr.iid,
    project_id: mr.projectId,
    title: mr.title,
    description: mr.description,
    state: mr.state,
    created_at: mr.createdAt,
    updated_at: mr.updatedAt,
    merged_by: person(mr.mergedById),
    merge_user: person(mr.mergedById ?? mr.autoMergeUserId),
    merged_at: mr.mergedAt ?? null,
    closed_by: null,
    closed_at: mr.closedAt ?? null,
    target_branch: mr.targetBranch,
    source_branch: mr.sourceBranch,
    user_notes_count: notes.filter((note) => !note.system).length,
    upvotes: 0,
    downvotes: 0,
    author: person(mr.authorId),
    assignees: [],
    assignee: null,
    reviewers: [],
    source_project_id: mr.sourceProjectId,
    target_project_id: mr.projectId,
    labels: mr.labels,
    draft: mr.draft,
    imported: false,
    imported_from: 'none',
    work_in_progress: mr.draft,
    milestone: null,
    merge_when_pipeline_succeeds: mr.autoMergeUserId !== undefined && mr.autoMergeUserId !== null,
    merge_status: mergeStatus(checked),
    ...(since(world, '15.6') && { detailed_merge_status: checked }),
    merge_after: null,
    sha: mr.sha,
    merge_commit_sha: mr.mergeCommitSha,
    squash_commit_sha: null,
    discussion_locked: null,
    should_remove_source_branch: null,
    force_remove_source_branch: mr.removeSourceBranch ?? null,
    prepared_at: mr.createdAt,
    reference: `!${mr.iid}`,
    references: { short: `!${mr.iid}`, relative: `!${mr.iid}`, full: `${project.fullPath}!${mr.iid}` },
    web_url: `${baseUrl}/${project.fullPath}/-/merge_requests/${mr.iid}`,
    time_stats: {
      time_estimate: 0,
      total_time_spent: 0,
      human_time_estimate: null,
      human_total_time_spent: null,
    },
    squash: mr.squash ?? false,
    squash_on_merge: mr.squash ?? false,
    task_completion_status: { count: 0, completed_count: 0 },
    has_conflicts: checked === 'conflict',
    blocking_discussions_resolved: discussionsResolved,
    approvals_before_merge: null,
  };
}

/** GET of one: head pipeline, diff refs, what the caller may. */
export async function mergeRequestEntity(context: ServerContext, mr: MergeRequest, user: User | null) {
  const project = projectById(context.world, mr.projectId);
  const version = await currentVersion(context, mr);
  const pipeline = headPipeline(context.world, mr);
  const diffs =
    version === null ? [] : await context.store.diff(mr.projectId, version.baseSha, version.headSha);
  return {
    ...(await mergeRequestBasic(context, mr, true)),
    subscribed: user?.id === mr.authorId,
    changes_count: diffs.length === 0 ? null : String(diffs.length),
    latest_build_started_at: pipeline?.startedAt ?? null,
    latest_build_finished_at: pipeline?.finishedAt ?? null,
    first_deployed_to_production_at: null,
    pipeline: pipeline === null ? null : pipelineBasic(context, pipeline),
    head_pipeline: pipeline === null ? null : pipelineEntity(context, pipeline),
    diff_refs:
      version === null
        ? null
        : { base_sha: version.baseSha, head_sha: version.headSha, start_sha: version.startSha },
    merge_error: null,
    first_contribution: false,
    user: { can_merge: canMerge(context.world, user, project, mr.targetBranch) },
  };
}
