import { commitEntity } from '../api/entities/commit.ts';
import { userBasic } from '../api/entities/user.ts';
import { groupById, projectById } from '../world/find.ts';
import type { MergeRequest, Project, User } from '../world/types.ts';
import type { RefChange, ServerContext } from './context.ts';
import { headPipeline } from './head-pipeline.ts';
import { detailedMergeStatus, mergeStatus } from './merge-check.ts';

const VISIBILITY = { private: 0, internal: 10, public: 20 } as const;

function projectPayload(context: ServerContext, project: Project) {
  const url = `${context.baseUrl}/${project.fullPath}`;
  const ssh = `git@${new URL(context.baseUrl).hostname}:${project.fullPath}.git`;
  return {
    id: project.id,
    name: project.name,
    description: project.description,
    web_url: url,
    avatar_url: null,
    git_ssh_url: ssh,
    git_http_url: `${url}.git`,
    namespace: groupById(context.world, project.namespaceId).name,
    visibility_level: VISIBILITY[project.visibility],
    path_with_namespace: project.fullPath,
    default_branch: project.defaultBranch,
    ci_config_path: project.ciConfigPath,
    homepage: url,
    url: ssh,
    ssh_url: ssh,
    http_url: `${url}.git`,
  };
}

function userPayload(context: ServerContext, user: User) {
  const { id, name, username, avatar_url } = userBasic(context, user);
  return { id, name, username, avatar_url, email: '[REDACTED]' };
}

/** GitLab's own spelling of times in payloads: `2026-01-08 09:00:00 UTC`. */
function stamp(iso: string): string {
  return `${iso.slice(0, 19).replace('T', ' ')} UTC`;
}

export interface MergeRequestEvent {
  action: 'open' | 'reopen' | 'update' | 'close' | 'merge';
  /** Head before a push. */
  oldrev?: string;
  changes?: Record<string, { previous: unknown; current: unknown }>;
}

/** docs user/project/integrations/webhook_events.md, "Merge request events". */
export async function mergeRequestPayload(
  context: ServerContext,
  mr: MergeRequest,
  user: User,
  event: MergeRequestEvent,
) {
  const { world, store, baseUrl } = context;
  const target = projectById(world, mr.projectId);
  const source = projectById(world, mr.sourceProjectId);
  const commit = await store.getCommit(mr.projectId, mr.sha);
  const detailed = await detailedMergeStatus(context, mr);
  return {
    object_kind: 'merge_request',
    event_type: 'merge_request',
    user: userPayload(context, user),
    project: projectPayload(context, target),
    object_attributes: {
      assignee_id: null,
      author_id: mr.authorId,
      created_at: stamp(mr.createdAt),
      description: mr.description,
      draft: mr.draft,
      head_pipeline_id: headPipeline(world, mr)?.id ?? null,
      id: mr.id,
      iid: mr.iid,
      last_edited_at: null,
      last_edited_by_id: null,
      merge_commit_sha: mr.mergeCommitSha,
      merge_error: null,
      merge_params: { force_remove_source_branch: mr.removeSourceBranch ? '1' : '0' },
      merge_status: mergeStatus(detailed),
      merge_user_id: mr.mergedById ?? null,
      merge_when_pipeline_succeeds: false,
      milestone_id: null,
      source_branch: mr.sourceBranch,
      source_project_id: mr.sourceProjectId,
      state_id: { opened: 1, closed: 2, merged: 3 }[mr.state],
      target_branch: mr.targetBranch,
      target_project_id: mr.projectId,
      time_estimate: 0,
      title: mr.title,
      updated_at: stamp(mr.updatedAt),
      updated_by_id: null,
      prepared_at: stamp(mr.createdAt),
      assignee_ids: [],
      blocking_discussions_resolved: true,
      detailed_merge_status: detailed,
      first_contribution: false,
      human_time_change: null,
      human_time_estimate: null,
      human_total_time_spent: null,
      labels: [],
      last_commit:
        commit === null ? null : lastCommit(context, source, commitEntity(context, source, commit)),
      reviewer_ids: [],
      source: projectPayload(context, source),
      state: mr.state,
      target: projectPayload(context, target),
      time_change: 0,
      total_time_spent: 0,
      url: `${baseUrl}/${target.fullPath}/-/merge_requests/${mr.iid}`,
      work_in_progress: mr.draft,
      approval_rules: [],
      action: event.action,
      ...(event.oldrev === undefined ? {} : { oldrev: event.oldrev }),
    },
    labels: [],
    changes: event.changes ?? {},
    repository: {
      name: target.name,
      url: `git@${new URL(baseUrl).hostname}:${target.fullPath}.git`,
      description: target.description,
      homepage: `${baseUrl}/${target.fullPath}`,
    },
  };
}

function lastCommit(context: ServerContext, project: Project, commit: ReturnType<typeof commitEntity>) {
  return {
    id: commit.id,
    message: commit.message,
    title: commit.title,
    timestamp: commit.committed_date,
    url: `${context.baseUrl}/${project.fullPath}/-/commit/${commit.id}`,
    author: { name: commit.author_name, email: '[REDACTED]' },
  };
}

/** "Push events"; commits capped at 20, as GitLab caps them. */
export async function pushPayload(context: ServerContext, project: Project, user: User, change: RefChange) {
  const created = /^0+$/.test(change.before);
  const removed = /^0+$/.test(change.after);
  const commits = removed
    ? []
    : await context.store.log(project.id, created ? change.after : `${change.before}..${change.after}`, {
        limit: 20,
      });
  return {
    object_kind: 'push',
    event_name: 'push',
    before: change.before,
    after: change.after,
    ref: change.ref,
    ref_protected: project.protectedBranches.some((rule) => `refs/heads/${rule.name}` === change.ref),
    checkout_sha: removed ? null : change.after,
    message: null,
    user_id: user.id,
    user_name: user.name,
    user_username: user.username,
    user_email: '',
    user_avatar: userBasic(context, user).avatar_url,
    project_id: project.id,
    project: projectPayload(context, project),
    commits: commits.map((commit) => ({
      ...lastCommit(context, project, commitEntity(context, project, commit)),
      added: [],
      modified: [],
      removed: [],
    })),
    total_commits_count: commits.length,
    push_options: {},
    repository: {
      name: project.name,
      url: `git@${new URL(context.baseUrl).hostname}:${project.fullPath}.git`,
      description: project.description,
      homepage: `${context.baseUrl}/${project.fullPath}`,
      git_http_url: `${context.baseUrl}/${project.fullPath}.git`,
      git_ssh_url: `git@${new URL(context.baseUrl).hostname}:${project.fullPath}.git`,
      visibility_level: VISIBILITY[project.visibility],
    },
  };
}
