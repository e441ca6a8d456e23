import { apiError, invalid } from '../server/errors.ts';
import { since } from '../server/since.ts';
import { ACCESS } from '../world/roles.ts';
import type { Project } from '../world/types.ts';
import type { ApiCall } from './call.ts';
import { SETTABLE } from './entities/project.ts';

const FEATURE = ['disabled', 'private', 'enabled'] as const;
const ROLES = ['no_one_allowed', 'developer', 'maintainer', 'owner'] as const;

const OWN = [
  'name',
  'path',
  'description',
  'visibility',
  'default_branch',
  'ci_config_path',
  'merge_requests_enabled',
  'jobs_enabled',
  'merge_requests_access_level',
  'builds_access_level',
  'only_allow_merge_if_pipeline_succeeds',
  'allow_merge_on_skipped_pipeline',
  'only_allow_merge_if_all_discussions_are_resolved',
  'ci_pipeline_variables_minimum_override_role',
  'restrict_user_defined_variables',
  'topics',
  'tag_list',
  'public_builds',
];

/** Known to GitLab, and dropped without a word where the licence lacks them: a 200 is no proof. */
const LICENSED = [
  'only_allow_merge_if_all_status_checks_passed',
  'approvals_before_merge',
  'merge_pipelines_enabled',
  'merge_trains_enabled',
  'prevent_merge_without_jira_issue',
];

/** What `PUT /projects/:id` takes: at least one of them. */
export const PROJECT_ATTRIBUTES = [...OWN, ...LICENSED, ...SETTABLE];

/** Writes the given attributes into the project. Validation errors come before any change. */
export function applyAttributes(call: ApiCall, project: Project, { creating = false } = {}): void {
  const { params } = call;
  const configPath = params.string('ci_config_path');
  if (configPath?.includes('..')) throw invalid({ ci_config_path: ['cannot include directory traversal.'] });
  const name = params.string('name');
  if (name !== undefined && name.trim() === '') throw invalid({ name: ["can't be blank"] });
  const mergeRequests = params.oneOf('merge_requests_access_level', FEATURE);
  const builds = params.oneOf('builds_access_level', FEATURE);
  const role = since(call.world, '17.1')
    ? params.oneOf('ci_pipeline_variables_minimum_override_role', ROLES)
    : undefined;
  const restricted = params.boolean('restrict_user_defined_variables');
  const visibility = params.oneOf('visibility', ['private', 'internal', 'public']);
  if (role !== undefined || restricted !== undefined) checkRole(call, project, role, creating);

  if (name !== undefined) project.name = name;
  if (visibility !== undefined) project.visibility = visibility;
  project.description = params.string('description') ?? project.description;
  if (configPath !== undefined) project.ciConfigPath = configPath;
  project.mergeRequestsEnabled = params.boolean('merge_requests_enabled') ?? project.mergeRequestsEnabled;
  project.jobsEnabled = params.boolean('jobs_enabled') ?? project.jobsEnabled;
  if (mergeRequests !== undefined) project.mergeRequestsEnabled = mergeRequests !== 'disabled';
  if (builds !== undefined) project.jobsEnabled = builds !== 'disabled';
  project.onlyAllowMergeIfPipelineSucceeds =
    params.boolean('only_allow_merge_if_pipeline_succeeds') ?? project.onlyAllowMergeIfPipelineSucceeds;
  project.allowMergeOnSkippedPipeline =
    params.boolean('allow_merge_on_skipped_pipeline') ?? project.allowMergeOnSkippedPipeline;
  project.onlyAllowMergeIfAllDiscussionsAreResolved =
    params.boolean('only_allow_merge_if_all_discussions_are_resolved') ??
    project.onlyAllowMergeIfAllDiscussionsAreResolved;
  if (restricted !== undefined)
    project.pipelineVariablesMinimumRole = restricted ? 'maintainer' : 'developer';
  if (role !== undefined) project.pipelineVariablesMinimumRole = role;
  const branch = params.string('default_branch');
  if (!creating && branch !== undefined && project.defaultBranch !== null) project.defaultBranch = branch;
  if (!creating) renameProject(call, project);
  for (const key of SETTABLE) if (params.has(key)) project.settings[key] = coerced(params.values[key]);
  const topics = params.list('topics') ?? params.list('tag_list');
  if (topics !== undefined) project.settings.topics = topics;
  if (params.has('public_builds')) project.settings.public_jobs = params.boolean('public_builds');
}

/**
 * docs ci/variables, "Restrict pipeline variables": out of `owner` and `no_one_allowed`, and into them, only an
 * Owner may go.
 */
function checkRole(call: ApiCall, project: Project, role: string | undefined, creating: boolean): void {
  if (creating || call.level(project) >= ACCESS.owner) return;
  const closed = ['owner', 'no_one_allowed'];
  if (!closed.includes(project.pipelineVariablesMinimumRole) && role !== 'owner') return;
  throw apiError(
    400,
    'Changing the restrict_user_defined_variables or ci_pipeline_variables_minimum_override_role is not allowed',
  );
}

function renameProject(call: ApiCall, project: Project): void {
  const path = call.params.string('path');
  if (path !== undefined && path !== project.path) moveProject(call, project, path);
}

/** Another path, with a redirect from the one before. */
export function moveProject(call: ApiCall, project: Project, path: string): void {
  const fullPath = `${project.fullPath.slice(0, -project.path.length)}${path}`;
  if (call.world.projects.some((other) => other.fullPath.toLowerCase() === fullPath.toLowerCase()))
    throw invalid({ path: ['has already been taken'] });
  project.formerPaths = [...project.formerPaths.filter((former) => former !== fullPath), project.fullPath];
  project.path = path;
  project.fullPath = fullPath;
}

/** Forms and queries carry text; the settings keep what JSON would have carried. */
function coerced(value: unknown): unknown {
  if (value === 'true') return true;
  if (value === 'false') return false;
  return value;
}
