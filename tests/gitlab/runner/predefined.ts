import type { RepoCommit } from '../server/context.ts';
import { projectById, selfAndAncestors, userById } from '../world/find.ts';
import { protection } from '../world/roles.ts';
import type { Job, Pipeline, Project, World } from '../world/types.ts';

const SLUG_LENGTH = 63;

/** Lower case, everything else a dash, 63 bytes, no dash at the ends: GitLab's `CI_COMMIT_REF_SLUG`. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '-')
    .slice(0, SLUG_LENGTH)
    .replace(/^-+|-+$/g, '');
}

/** Branch that the pipeline is for; null for a tag's or a merge request's pipeline. */
export function branchOf(pipeline: Pick<Pipeline, 'ref' | 'mergeRequestId'>): string | null {
  return pipeline.mergeRequestId === null && !pipeline.ref.startsWith('refs/') ? pipeline.ref : null;
}

export function isProtectedRef(
  project: Project,
  pipeline: Pick<Pipeline, 'ref' | 'mergeRequestId'>,
): boolean {
  const branch = branchOf(pipeline);
  return branch !== null && protection(project, branch) !== undefined;
}

/** Predefined variables that exist when the pipeline is made, so that rules may use them. */
export function pipelineVariables(
  world: World,
  baseUrl: string,
  pipeline: Pipeline,
  commit: RepoCommit,
): Record<string, string> {
  const project = projectById(world, pipeline.projectId);
  const user = userById(world, pipeline.userId);
  const groups = selfAndAncestors(world, project.namespaceId);
  const namespace = groups[0]?.fullPath ?? '';
  const url = new URL(baseUrl);
  const projectUrl = `${baseUrl}/${project.fullPath}`;
  const branch = branchOf(pipeline);
  const [major = '', minor = '', patch = ''] = world.version.replace(/-.*/, '').split('.');
  const refName = refNameOf(world, pipeline);
  return {
    CI: 'true',
    GITLAB_CI: 'true',
    CI_SERVER: 'yes',
    CI_SERVER_NAME: 'GitLab',
    CI_SERVER_URL: baseUrl,
    CI_SERVER_HOST: url.hostname,
    CI_SERVER_FQDN: url.host,
    CI_SERVER_PORT: url.port || (url.protocol === 'https:' ? '443' : '80'),
    CI_SERVER_PROTOCOL: url.protocol.slice(0, -1),
    CI_SERVER_VERSION: world.version,
    CI_SERVER_VERSION_MAJOR: major,
    CI_SERVER_VERSION_MINOR: minor,
    CI_SERVER_VERSION_PATCH: patch,
    CI_API_V4_URL: `${baseUrl}/api/v4`,
    CI_API_GRAPHQL_URL: `${baseUrl}/api/graphql`,
    CI_PROJECT_ID: String(project.id),
    CI_PROJECT_NAME: project.path,
    CI_PROJECT_TITLE: project.name,
    CI_PROJECT_DESCRIPTION: project.description,
    CI_PROJECT_PATH: project.fullPath,
    CI_PROJECT_PATH_SLUG: slug(project.fullPath),
    CI_PROJECT_NAMESPACE: namespace,
    CI_PROJECT_NAMESPACE_ID: String(project.namespaceId),
    CI_PROJECT_ROOT_NAMESPACE: namespace.split('/')[0] ?? '',
    CI_PROJECT_URL: projectUrl,
    CI_PROJECT_VISIBILITY: project.visibility,
    CI_DEFAULT_BRANCH: project.defaultBranch ?? '',
    CI_CONFIG_PATH: project.ciConfigPath || '.gitlab-ci.yml',
    CI_COMMIT_SHA: commit.id,
    CI_COMMIT_SHORT_SHA: commit.id.slice(0, 8),
    CI_COMMIT_BEFORE_SHA: '0'.repeat(40),
    CI_COMMIT_REF_NAME: refName,
    CI_COMMIT_REF_SLUG: slug(refName),
    CI_COMMIT_REF_PROTECTED: String(isProtectedRef(project, pipeline)),
    ...(branch === null ? {} : { CI_COMMIT_BRANCH: branch }),
    CI_COMMIT_TITLE: commit.title,
    CI_COMMIT_MESSAGE: commit.message,
    CI_COMMIT_DESCRIPTION: commit.message.split('\n').slice(1).join('\n').trim(),
    CI_COMMIT_AUTHOR: `${commit.author.name} <${commit.author.email}>`,
    CI_COMMIT_TIMESTAMP: commit.committedDate,
    CI_PIPELINE_ID: String(pipeline.id),
    CI_PIPELINE_IID: String(pipeline.iid),
    CI_PIPELINE_SOURCE: pipeline.source,
    ...(pipeline.scheduleDescription !== undefined && {
      CI_PIPELINE_SCHEDULE_DESCRIPTION: pipeline.scheduleDescription,
    }),
    CI_PIPELINE_URL: `${projectUrl}/-/pipelines/${pipeline.id}`,
    CI_PIPELINE_CREATED_AT: pipeline.createdAt,
    ...(pipeline.source === 'trigger' ? { CI_PIPELINE_TRIGGERED: 'true' } : {}),
    ...mergeRequestVariables(world, baseUrl, pipeline),
    GITLAB_USER_ID: String(user.id),
    GITLAB_USER_LOGIN: user.username,
    GITLAB_USER_NAME: user.name,
    GITLAB_USER_EMAIL: user.email,
  };
}

/** `CI_COMMIT_REF_NAME`: of a merge request's pipeline the source branch, not the long reference. */
function refNameOf(world: World, pipeline: Pipeline): string {
  const request = world.mergeRequests.find(({ id }) => id === pipeline.mergeRequestId);
  return request?.sourceBranch ?? pipeline.ref;
}

function mergeRequestVariables(world: World, baseUrl: string, pipeline: Pipeline): Record<string, string> {
  const request = world.mergeRequests.find(({ id }) => id === pipeline.mergeRequestId);
  if (request === undefined) return {};
  const target = projectById(world, request.projectId);
  const source = projectById(world, request.sourceProjectId);
  return {
    CI_MERGE_REQUEST_ID: String(request.id),
    CI_MERGE_REQUEST_IID: String(request.iid),
    CI_MERGE_REQUEST_EVENT_TYPE: 'detached',
    CI_MERGE_REQUEST_PROJECT_ID: String(target.id),
    CI_MERGE_REQUEST_PROJECT_PATH: target.fullPath,
    CI_MERGE_REQUEST_PROJECT_URL: `${baseUrl}/${target.fullPath}`,
    CI_MERGE_REQUEST_REF_PATH: `refs/merge-requests/${request.iid}/head`,
    CI_MERGE_REQUEST_SOURCE_PROJECT_ID: String(source.id),
    CI_MERGE_REQUEST_SOURCE_PROJECT_PATH: source.fullPath,
    CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: request.sourceBranch,
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME: request.targetBranch,
    CI_MERGE_REQUEST_TITLE: request.title,
    CI_MERGE_REQUEST_LABELS: request.labels.join(','),
    CI_OPEN_MERGE_REQUESTS: `${target.fullPath}!${request.iid}`,
  };
}

/** Predefined variables of one job. */
export function jobVariables(
  project: Project,
  baseUrl: string,
  job: Job,
  details: { token: string; projectDir: string; buildsDir: string; image: string | null },
): Record<string, string> {
  const withLogin = new URL(`${baseUrl}/${project.fullPath}.git`);
  withLogin.username = 'gitlab-ci-token';
  withLogin.password = details.token;
  return {
    CI_JOB_ID: String(job.id),
    CI_JOB_NAME: job.name,
    CI_JOB_NAME_SLUG: slug(job.name),
    CI_JOB_STAGE: job.stage,
    CI_JOB_URL: `${baseUrl}/${project.fullPath}/-/jobs/${job.id}`,
    CI_JOB_TOKEN: details.token,
    CI_JOB_STARTED_AT: job.startedAt ?? '',
    ...(details.image === null ? {} : { CI_JOB_IMAGE: details.image }),
    CI_REPOSITORY_URL: withLogin.href,
    CI_BUILDS_DIR: details.buildsDir,
    CI_PROJECT_DIR: details.projectDir,
    CI_CONCURRENT_ID: '0',
    CI_RUNNER_DESCRIPTION: 'embedded',
    CI_RUNNER_TAGS: '[]',
  };
}
