import * as v from 'valibot';
import { idOrPath, orNull, type Requester, readAnswer } from './read.ts';

const project = v.pipe(
  v.object({
    id: v.number(),
    path_with_namespace: v.string(),
    web_url: v.string(),
    description: v.nullish(v.string(), ''),
    default_branch: v.nullish(v.string(), null),
    empty_repo: v.optional(v.boolean(), false),
    archived: v.optional(v.boolean(), false),
    only_allow_merge_if_pipeline_succeeds: v.optional(v.nullable(v.boolean())),
    allow_merge_on_skipped_pipeline: v.optional(v.nullable(v.boolean())),
    ci_pipeline_variables_minimum_override_role: v.optional(v.nullable(v.string())),
    marked_for_deletion_on: v.nullish(v.string(), null),
  }),
  v.transform((entity) => ({
    id: entity.id,
    path: entity.path_with_namespace,
    webUrl: entity.web_url,
    description: entity.description ?? '',
    defaultBranch: entity.default_branch,
    empty: entity.empty_repo,
    archived: entity.archived,
    /** Absent: GitLab did not say. */
    pipelineMustSucceed: entity.only_allow_merge_if_pipeline_succeeds ?? null,
    mergeOnSkippedPipeline: entity.allow_merge_on_skipped_pipeline ?? null,
    pipelineVariablesRole: entity.ci_pipeline_variables_minimum_override_role ?? null,
    /** It was deleted, and can be restored for some days: GitLab waits with it. */
    markedForDeletion: entity.marked_for_deletion_on !== null,
  })),
);

export type Project = v.InferOutput<typeof project>;

/** null: no such project, or not to be seen by this token. @throws GitLabError */
export function showProject(gitlab: Requester, id: number | string): Promise<Project | null> {
  return orNull(readAnswer(gitlab, { method: 'GET', path: `/projects/${idOrPath(id)}` }, project));
}

/** Creates an empty private project. Not repeated by itself: look before a second attempt. @throws GitLabError */
export function createProject(
  gitlab: Requester,
  options: { name: string; path: string; namespaceId: number; description: string },
): Promise<Project> {
  return readAnswer(
    gitlab,
    {
      method: 'POST',
      path: '/projects',
      body: {
        name: options.name,
        path: options.path,
        namespace_id: options.namespaceId,
        description: options.description,
        visibility: 'private',
        initialize_with_readme: false,
        builds_access_level: 'enabled',
        repository_access_level: 'enabled',
      },
    },
    project,
  );
}

export interface ProjectSettings {
  only_allow_merge_if_pipeline_succeeds?: boolean;
  allow_merge_on_skipped_pipeline?: boolean;
  ci_pipeline_variables_minimum_override_role?: 'no_one_allowed' | 'developer' | 'maintainer' | 'owner';
}

/**
 * Changes settings and gives the project as GitLab has it afterwards. Compare it with what was asked:
 * attributes that the licence or the version does not have are dropped with a 200.
 *
 * @throws GitLabError
 */
export function changeProject(gitlab: Requester, id: number, settings: ProjectSettings): Promise<Project> {
  return readAnswer(gitlab, { method: 'PUT', path: `/projects/${id}`, body: settings }, project);
}

/** Deletes a project, at once or after the instance's waiting time. For Owners. @throws GitLabError */
export async function deleteProject(gitlab: Requester, id: number): Promise<void> {
  await gitlab.request({ method: 'DELETE', path: `/projects/${id}` });
}
