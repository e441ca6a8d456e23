import type { ServerContext } from '../../server/context.ts';
import { since } from '../../server/since.ts';
import { findProject, forksCount, groupById, namespaceName } from '../../world/find.ts';
import { ACCESS, accessLevel, canReadCode } from '../../world/roles.ts';
import type { Project, User } from '../../world/types.ts';

/** What `simple=true` and anonymous callers get. */
export function projectBasic(context: ServerContext, project: Project) {
  const group = groupById(context.world, project.namespaceId);
  const url = `${context.baseUrl}/${project.fullPath}`;
  return {
    id: project.id,
    description: project.description === '' ? null : project.description,
    name: project.name,
    name_with_namespace: `${namespaceName(context.world, group.id)} / ${project.name}`,
    path: project.path,
    path_with_namespace: project.fullPath,
    created_at: project.createdAt,
    default_branch: project.defaultBranch,
    tag_list: setting(project, 'topics', []),
    topics: setting(project, 'topics', []),
    ssh_url_to_repo: `git@${new URL(context.baseUrl).hostname}:${project.fullPath}.git`,
    http_url_to_repo: `${url}.git`,
    web_url: url,
    readme_url: project.defaultBranch === null ? null : `${url}/-/blob/${project.defaultBranch}/README.md`,
    forks_count: forksCount(context.world, project.id),
    avatar_url: null,
    star_count: 0,
    last_activity_at: project.lastActivityAt,
    visibility: project.visibility,
    namespace: {
      id: group.id,
      name: group.name,
      path: group.path,
      kind: 'group',
      full_path: group.fullPath,
      parent_id: group.parentId,
      avatar_url: null,
      web_url: `${context.baseUrl}/groups/${group.fullPath}`,
    },
  };
}

/** Settings that PUT takes and GET gives back unchanged, with GitLab's defaults. */
const DEFAULT_SETTINGS: Record<string, unknown> = {
  resolve_outdated_diff_discussions: false,
  issues_enabled: true,
  wiki_enabled: true,
  snippets_enabled: true,
  container_registry_enabled: true,
  packages_enabled: true,
  service_desk_enabled: false,
  issues_access_level: 'enabled',
  repository_access_level: 'enabled',
  forking_access_level: 'enabled',
  wiki_access_level: 'enabled',
  snippets_access_level: 'enabled',
  pages_access_level: 'private',
  analytics_access_level: 'enabled',
  container_registry_access_level: 'enabled',
  security_and_compliance_access_level: 'private',
  releases_access_level: 'enabled',
  environments_access_level: 'enabled',
  feature_flags_access_level: 'enabled',
  infrastructure_access_level: 'enabled',
  monitor_access_level: 'enabled',
  model_experiments_access_level: 'enabled',
  model_registry_access_level: 'enabled',
  package_registry_access_level: 'enabled',
  emails_disabled: false,
  emails_enabled: true,
  show_diff_preview_in_email: true,
  shared_runners_enabled: true,
  lfs_enabled: true,
  mr_default_target_self: false,
  request_access_enabled: true,
  remove_source_branch_after_merge: true,
  printing_merge_request_link_enabled: true,
  merge_method: 'merge',
  merge_request_title_regex: null,
  merge_request_title_regex_description: null,
  squash_option: 'default_off',
  enforce_auth_checks_on_uploads: true,
  suggestion_commit_message: null,
  merge_commit_template: null,
  squash_commit_template: null,
  issue_branch_template: null,
  warn_about_potentially_unwanted_characters: true,
  autoclose_referenced_issues: true,
  max_artifacts_size: null,
  public_jobs: true,
};

/** Only with `admin_project` (Maintainer). */
const ADMIN_SETTINGS: Record<string, unknown> = {
  ci_default_git_depth: 20,
  ci_delete_pipelines_in_seconds: null,
  ci_forward_deployment_enabled: true,
  ci_forward_deployment_rollback_allowed: true,
  ci_job_token_scope_enabled: false,
  ci_separated_caches: true,
  ci_allow_fork_pipelines_to_run_in_parent_project: true,
  ci_id_token_sub_claim_components: ['project_path', 'ref_type', 'ref'],
  build_git_strategy: 'fetch',
  keep_latest_artifact: true,
  runner_token_expiration_interval: null,
  group_runners_enabled: true,
  resource_group_default_process_mode: 'unordered',
  auto_cancel_pending_pipelines: 'enabled',
  build_timeout: 3600,
  auto_devops_enabled: false,
  auto_devops_deploy_strategy: 'continuous',
  ci_push_repository_for_job_token_allowed: false,
};

export const SETTABLE = [...Object.keys(DEFAULT_SETTINGS), ...Object.keys(ADMIN_SETTINGS)];

function setting<Value>(project: Project, key: string, fallback: Value): Value {
  return key in project.settings ? (project.settings[key] as Value) : fallback;
}

function settings(project: Project, defaults: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(defaults).map(([key, value]) => [key, setting(project, key, value)]),
  );
}

/** `Entities::Project`: lists of a group's projects carry exactly this, without `permissions`. */
export function projectEntity(context: ServerContext, project: Project, user: User | null) {
  const { world, baseUrl } = context;
  const admin = accessLevel(world, user, { projectId: project.id }) >= ACCESS.maintainer;
  const api = `${baseUrl}/api/v4/projects/${project.id}`;
  const origin =
    project.forkedFromId === null ? undefined : findProject(world, project.forkedFromId)?.project;
  return {
    ...projectBasic(context, project),
    container_registry_image_prefix: `registry.${new URL(baseUrl).hostname}/${project.fullPath}`,
    _links: {
      self: api,
      ...(project.mergeRequestsEnabled ? { merge_requests: `${api}/merge_requests` } : {}),
      repo_branches: `${api}/repository/branches`,
      labels: `${api}/labels`,
      events: `${api}/events`,
      members: `${api}/members`,
      cluster_agents: `${api}/cluster_agents`,
    },
    marked_for_deletion_at: project.markedForDeletionOn ?? null,
    marked_for_deletion_on: project.markedForDeletionOn ?? null,
    packages_enabled: true,
    empty_repo: project.defaultBranch === null,
    archived: project.archived,
    ...settings(project, DEFAULT_SETTINGS),
    merge_requests_enabled: project.mergeRequestsEnabled,
    jobs_enabled: project.jobsEnabled,
    can_create_merge_request_in:
      project.mergeRequestsEnabled && accessLevel(world, user, { projectId: project.id }) > 0,
    merge_requests_access_level: project.mergeRequestsEnabled
      ? setting(project, 'merge_requests_access_level', 'enabled')
      : 'disabled',
    builds_access_level: project.jobsEnabled
      ? setting(project, 'builds_access_level', 'enabled')
      : 'disabled',
    creator_id: project.creatorId ?? 1,
    ...(origin === undefined ? {} : { forked_from_project: projectBasic(context, origin) }),
    import_status: 'none',
    open_issues_count: 0,
    description_html: '',
    updated_at: project.lastActivityAt,
    ...(admin ? adminFields(context, project) : {}),
    ...(canReadCode(world, user, project) ? { ci_config_path: project.ciConfigPath } : {}),
    shared_with_groups: [],
    only_allow_merge_if_pipeline_succeeds: project.onlyAllowMergeIfPipelineSucceeds,
    allow_merge_on_skipped_pipeline: project.allowMergeOnSkippedPipeline,
    only_allow_merge_if_all_discussions_are_resolved: project.onlyAllowMergeIfAllDiscussionsAreResolved,
  };
}

function adminFields({ world }: ServerContext, project: Project) {
  return {
    ...settings(project, ADMIN_SETTINGS),
    restrict_user_defined_variables: project.pipelineVariablesMinimumRole !== 'developer',
    ...(since(world, '17.1') && {
      ci_pipeline_variables_minimum_override_role: project.pipelineVariablesMinimumRole,
    }),
    runners_token: `GR1348941project${project.id}`,
  };
}

/** `ProjectWithAccess`: GET /projects/:id and GET /projects, with the *direct* roles. */
export function projectWithAccess(context: ServerContext, project: Project, user: User | null) {
  return { ...projectEntity(context, project, user), permissions: permissions(context, project, user) };
}

function permissions(context: ServerContext, project: Project, user: User | null) {
  const { world } = context;
  const direct = world.members.find(
    (record) =>
      record.userId === user?.id && record.source.type === 'project' && record.source.id === project.id,
  );
  // group_access is the highest role through the project's group or an ancestor.
  const levels = world.members
    .filter((record) => record.userId === user?.id && record.source.type === 'group')
    .filter((record) => isAbove(context, record.source.id, project.namespaceId))
    .map((record) => record.accessLevel);
  const access = (level: number | undefined) =>
    level === undefined ? null : { access_level: level, notification_level: 3 };
  return {
    project_access: access(direct?.accessLevel),
    group_access: access(levels.length === 0 ? undefined : Math.max(...levels)),
  };
}

function isAbove(context: ServerContext, groupId: number, namespaceId: number): boolean {
  for (let id: number | null = namespaceId; id !== null; id = groupById(context.world, id).parentId)
    if (id === groupId) return true;
  return false;
}
