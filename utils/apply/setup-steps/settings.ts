import { changeProject, showProject } from '../../gitlab/endpoints/projects.ts';
import { GitLabError } from '../../gitlab/errors.ts';
import type { Run } from '../run.ts';

/** With these the pipeline takes `TRIGGER_PAYLOAD` from a trigger of a Maintainer. */
const ENOUGH: ReadonlySet<string | null> = new Set(['maintainer', 'developer']);

/**
 * Lets the trigger hand the event over: GitLab counts `TRIGGER_PAYLOAD` as a pipeline variable, and new
 * namespaces take none (doc/ci/variables, since 17.7). Runners are left as they are.
 */
export async function openForPayload(run: Run): Promise<string> {
  const { client } = await run.session();
  const { id } = run.record.setup.project!;
  const role = (await showProject(client, id))?.pipelineVariablesRole ?? null;
  if (role === null) return 'This GitLab has no such setting: nothing to change.';
  if (role === 'maintainer') return 'Maintainers’ triggers may hand events over.';
  try {
    const after = await changeProject(client, id, {
      ci_pipeline_variables_minimum_override_role: 'maintainer',
    });
    if (after.pipelineVariablesRole === 'maintainer')
      return 'Maintainers’ triggers may hand events over now.';
  } catch (error) {
    if (!(error instanceof GitLabError) || (error.kind !== 'forbidden' && error.kind !== 'invalid'))
      throw error;
  }
  // Only an Owner may change it on some instances; newer ones let this payload through. The test run tells.
  return ENOUGH.has(role)
    ? 'Triggers may hand events over.'
    : 'GitLab kept the setting: the test run will show whether it is needed.';
}
