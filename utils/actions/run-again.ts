import { Failure } from '../failure.ts';
import { createPipeline } from '../gitlab/endpoints/pipelines.ts';
import type { Project } from '../gitlab/endpoints/projects.ts';
import type { Requester } from '../gitlab/endpoints/read.ts';
import { GitLabError } from '../gitlab/errors.ts';
import type { RunStarted } from './types.ts';

/**
 * Starts the gate's pipeline for one merge request, as its `.gitlab-ci.yml` lets a person do it: with the two ids as
 * variables. The gate reads everything else from GitLab.
 *
 * @throws Failure, GitLabError
 */
export async function runAgain(
  gitlab: Requester,
  gate: Project,
  project: number,
  mergeRequest: number,
): Promise<RunStarted> {
  try {
    const pipeline = await createPipeline(gitlab, gate.id, gate.defaultBranch ?? 'main', {
      MR_GATE_PROJECT: String(project),
      MR_GATE_MERGE_REQUEST: String(mergeRequest),
    });
    return { pipelineUrl: pipeline.web_url };
  } catch (error) {
    if (error instanceof GitLabError && /set pipeline variables/i.test(error.message)) {
      throw new Failure({
        kind: 'may_not_set_variables',
        what: `${gate.path} lets nobody of your role start a pipeline with variables.`,
        next: 'Its Owner allows it under Settings, CI/CD, Variables. A push to the merge request evaluates it again too.',
        link: { href: `${gate.webUrl}/-/settings/ci_cd`, text: 'CI/CD settings' },
      });
    }
    throw error;
  }
}
