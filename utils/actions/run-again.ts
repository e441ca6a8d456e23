import { ownTrigger } from '../apply/own-trigger.ts';
import { Failure } from '../failure.ts';
import type { Project } from '../gitlab/endpoints/projects.ts';
import type { Requester } from '../gitlab/endpoints/read.ts';
import { firePipeline } from '../gitlab/endpoints/triggers.ts';
import { GitLabError } from '../gitlab/errors.ts';
import { text } from '../texts/text.ts';
import type { RunStarted } from './types.ts';

/**
 * Starts the gate's pipeline for one merge request as its webhook does, by a trigger of this person's: with the two ids
 * alone. The gate reads everything else from GitLab. It takes no variables, from nobody.
 *
 * @throws Failure, GitLabError
 */
export async function runAgain(
  gitlab: Requester,
  gate: Project,
  userId: number,
  project: number,
  mergeRequest: number,
): Promise<RunStarted> {
  const { trigger } = await ownTrigger(gitlab, gate.id, userId);
  try {
    const pipeline = await firePipeline(gitlab, gate.id, gate.defaultBranch ?? 'main', trigger.token, {
      object_kind: 'merge_request',
      object_attributes: { target_project_id: project, iid: mergeRequest },
    });
    return { pipelineUrl: `${gate.webUrl}/-/pipelines/${pipeline}` };
  } catch (error) {
    if (error instanceof GitLabError && /set pipeline variables/i.test(error.message)) {
      throw new Failure({
        kind: 'payload_refused',
        what: text('actions.payload_refused.what', { project: gate.path }),
        next: text('actions.payload_refused.next'),
        link: { href: `${gate.webUrl}/-/settings/ci_cd`, text: text('actions.payload_refused.link') },
      });
    }
    throw error;
  }
}
