import type { Schema } from './openapi-text.ts';

/**
 * What GitLab's OpenAPI text (of about 18.4) lacks or has wrong, and what holds instead: each from the documentation of
 * the REST API or from GitLab's entities. Every entry must be met in a run, so that none outlives its reason.
 */

const entity = (name: string): Schema => ({ $ref: `#/definitions/API_Entities_${name}` });
const of = (properties: Record<string, Schema>): Schema => ({ properties });
const any: Schema = {};
const keys = (...names: string[]): Record<string, Schema> =>
  Object.fromEntries(names.map((name) => [name, any]));

// lib/api/entities/note.rb
const NOTE = of({
  ...keys('id', 'type', 'body', 'attachment', 'created_at', 'updated_at', 'system', 'noteable_id'),
  ...keys('noteable_type', 'project_id', 'commit_id', 'position', 'resolvable', 'resolved', 'resolved_at'),
  ...keys('suggestions', 'confidential', 'internal', 'imported', 'imported_from', 'noteable_iid'),
  ...keys('commands_changes'),
  author: entity('UserBasic'),
  resolved_by: entity('UserBasic'),
});

// lib/api/entities/ci/runner.rb and runner_details.rb
const RUNNER = of({
  ...keys(
    'id',
    'description',
    'ip_address',
    'active',
    'paused',
    'is_shared',
    'runner_type',
    'name',
    'online',
  ),
  ...keys('status', 'tag_list', 'run_untagged', 'locked', 'maximum_timeout', 'access_level', 'version'),
  ...keys('revision', 'platform', 'architecture', 'contacted_at', 'maintenance_note', 'projects', 'groups'),
});

// lib/api/entities/discussion.rb
const DISCUSSION = of({ ...keys('id', 'individual_note'), notes: NOTE });

// lib/api/entities/issue_basic.rb and issue.rb, as docs api/issues.md show them
const ISSUE = of({
  ...keys(
    'id',
    'iid',
    'project_id',
    'title',
    'description',
    'state',
    'created_at',
    'updated_at',
    'closed_at',
  ),
  ...keys('labels', 'milestone', 'type', 'user_notes_count', 'merge_requests_count', 'upvotes', 'downvotes'),
  ...keys('due_date', 'confidential', 'discussion_locked', 'issue_type', 'web_url', 'time_stats', 'weight'),
  ...keys('task_completion_status', 'has_tasks', 'task_status', '_links', 'references', 'severity', 'epic'),
  ...keys('moved_to_id', 'imported', 'imported_from', 'service_desk_reply_to', 'blocking_issues_count'),
  author: entity('UserBasic'),
  assignees: entity('UserBasic'),
  assignee: entity('UserBasic'),
  closed_by: entity('UserBasic'),
});

// lib/api/entities/user_public.rb, with what an admin's own record adds
const CURRENT_USER = of({
  ...keys('id', 'username', 'public_email', 'name', 'state', 'locked', 'avatar_url', 'web_url', 'created_at'),
  ...keys('bio', 'location', 'linkedin', 'twitter', 'discord', 'website_url', 'github', 'organization'),
  ...keys(
    'job_title',
    'pronouns',
    'bot',
    'work_information',
    'local_time',
    'last_sign_in_at',
    'confirmed_at',
  ),
  ...keys('last_activity_on', 'email', 'theme_id', 'color_scheme_id', 'projects_limit', 'current_sign_in_at'),
  ...keys('identities', 'can_create_group', 'can_create_project', 'two_factor_enabled', 'external'),
  ...keys('private_profile', 'commit_email', 'preferred_language', 'is_admin', 'note', 'scim_identities'),
  ...keys('shared_runners_minutes_limit', 'extra_shared_runners_minutes_limit'),
});

// ee/lib/api/entities/service_account.rb
const SERVICE_ACCOUNT = of(keys('id', 'username', 'name', 'email', 'unconfirmed_email'));

// lib/api/entities/compare.rb
const COMPARISON = of({
  ...keys('compare_timeout', 'compare_same_ref', 'web_url'),
  commit: entity('Commit'),
  commits: entity('Commit'),
  diffs: entity('Diff'),
});

const MR = '/projects/:id/merge_requests/:merge_request_iid';
const ACCOUNTS = '/groups/:id/service_accounts';

/** Routes that GitLab documents (docs/api) and the text does not have. null: the answer is no entity. */
export const NOT_IN_THE_TEXT: Record<string, Schema | null> = {
  'GET /runners/:id': RUNNER,
  'GET /user': CURRENT_USER,
  'GET /users': entity('UserBasic'),
  'GET /users/:id': entity('User'),
  'GET /groups/:id/subgroups': entity('Group'),
  'GET /groups/:id/descendant_groups': entity('Group'),
  'GET /groups/:id/merge_requests': entity('MergeRequestBasic'),
  'GET /groups/:id/access_tokens': entity('ResourceAccessTokenWithToken'),
  'POST /groups/:id/access_tokens': entity('ResourceAccessTokenWithToken'),
  'DELETE /groups/:id/access_tokens/:token_id': null,
  [`GET ${ACCOUNTS}`]: SERVICE_ACCOUNT,
  [`POST ${ACCOUNTS}`]: SERVICE_ACCOUNT,
  [`DELETE ${ACCOUNTS}/:user_id`]: null,
  [`GET ${ACCOUNTS}/:user_id/personal_access_tokens`]: entity('PersonalAccessToken'),
  [`POST ${ACCOUNTS}/:user_id/personal_access_tokens`]: entity('PersonalAccessTokenWithToken'),
  [`DELETE ${ACCOUNTS}/:user_id/personal_access_tokens/:token_id`]: null,
  'POST /projects/:id/archive': entity('Project'),
  'POST /projects/:id/unarchive': entity('Project'),
  'GET /projects/:id/forks': entity('Project'),
  'POST /projects/:id/fork': entity('Project'),
  'GET /projects/:id/repository/compare': COMPARISON,
  'GET /projects/:id/repository/merge_base': entity('Commit'),
  'GET /projects/:id/repository/archive.tar.gz': null,
  'GET /projects/:id/repository/archive.zip': null,
  [`GET ${MR}/notes`]: NOTE,
  [`GET ${MR}/notes/:note_id`]: NOTE,
  [`POST ${MR}/notes`]: NOTE,
  [`PUT ${MR}/notes/:note_id`]: NOTE,
  [`DELETE ${MR}/notes/:note_id`]: null,
  [`GET ${MR}/discussions`]: DISCUSSION,
  [`GET ${MR}/discussions/:discussion_id`]: DISCUSSION,
  [`POST ${MR}/discussions`]: DISCUSSION,
  [`POST ${MR}/discussions/:discussion_id/notes`]: NOTE,
  [`PUT ${MR}/discussions/:discussion_id`]: DISCUSSION,
  'GET /projects/:id/issues': ISSUE,
  'GET /projects/:id/issues/:issue_iid': ISSUE,
  'POST /projects/:id/issues': ISSUE,
  'PUT /projects/:id/issues/:issue_iid': ISSUE,
};

/**
 * Fields that the text calls a `string`, as it does with every field that GitLab's source gives no type (and a state a
 * `symbol`, which JSON does not have): what they are in the examples of docs/api. By the type.
 */
export const REAL_TYPES: Record<string, string[]> = {
  integer: [
    'access_level',
    'default_branch_protection',
    'downvotes',
    'id',
    'merge_request_id',
    'notification_level',
    'organization_id',
    'parent_id',
    'project_id',
    'source_project_id',
    'target_project_id',
    'two_factor_grace_period',
    'upvotes',
    'user_notes_count',
  ],
  boolean: [
    'blocking_discussions_resolved',
    'bot',
    'can_merge',
    'ci_job_token_scope_enabled',
    'draft',
    'first_contribution',
    'force_remove_source_branch',
    'has_conflicts',
    'imported',
    'lfs_enabled',
    'merge_when_pipeline_succeeds',
    'overflow',
    'prevent_sharing_groups_outside_hierarchy',
    'request_access_enabled',
    'require_two_factor_authentication',
    'share_with_group_lock',
    'squash',
    'squash_on_merge',
    'subscribed',
    'work_in_progress',
  ],
  array: ['labels', 'shared_with_groups'],
  object: ['default_branch_protection_defaults', 'task_completion_status'],
  string: ['alert_status'],
};

/** Answers for which the text names another entity. null: the answer is no entity. */
export const REAL_ANSWERS: Record<string, Schema | null> = {
  // The shape of `simple=true` and of anonymous callers.
  'GET /projects': entity('ProjectWithAccess'),
  // docs api/personal_access_tokens.md, "List all token associations"
  'GET /personal_access_tokens/self/associations': of(keys('groups', 'projects')),
  // "file": the content itself, or an object with the content in it
  'GET /projects/:id/repository/files/:file_path': of(
    keys(
      ...['file_name', 'file_path', 'size', 'encoding', 'content', 'content_sha256', 'ref', 'blob_id'],
      ...['commit_id', 'last_commit_id', 'execute_filemode'],
    ),
  ),
  'GET /projects/:id/jobs/:job_id/trace': null,
};

/** The text says 200 of these, docs/api and GitLab say 201. */
export const REAL_STATUS: Record<string, number> = {
  'POST /projects/:id/repository/commits': 201,
  'POST /projects/:id/statuses/:sha': 201,
};

/** Any route may answer these: they come from authentication, from `user_project` and from the rate limits. */
export const ALWAYS_POSSIBLE = [401, 403, 404, 429];
