import type { GitLabClient } from '../../gitlab/client.ts';
import { OWNER, projectRole } from '../../gitlab/endpoints/members.ts';
import { changeProject, showProject } from '../../gitlab/endpoints/projects.ts';
import { GitLabError } from '../../gitlab/errors.ts';
import { text } from '../../texts/text.ts';
import type { Text } from '../../texts/types.ts';
import type { Run } from '../run.ts';

/**
 * Nobody may set variables of the gate's pipelines: they go before all others, and whoever knows a trigger's token could
 * run code of theirs beside the gate's token. The pipeline's first rule refuses them too, so that a GitLab where this
 * can't be set is safe as well.
 *
 * A GitLab without gitlab!204230 takes the event of a webhook for such a variable. The test run tells, and then
 * `openForPayload` takes this back, which only an Owner can: so nobody else closes it.
 */
export async function closeForVariables(run: Run): Promise<Text> {
  const { client, connection } = await run.session();
  const { id } = run.record.setup.project!;
  const role = (await showProject(client, id))?.pipelineVariablesRole ?? null;
  if (role === null) return text('apply.done.no_setting');
  if (role === 'no_one_allowed') return text('apply.done.closed');
  const own = await projectRole(client, id, connection.user.id);
  // 0: no member, and sees it all the same: an administrator.
  const closed = (own === 0 || own >= OWNER) && (await setRole(client, id, 'no_one_allowed'));
  return closed ? text('apply.done.closed_now') : text('apply.done.setting_left');
}

/**
 * For a GitLab that takes the event of a webhook for a variable: Maintainers' triggers may set some.
 *
 * @returns whether GitLab has it so
 */
export function openForPayload(client: GitLabClient, project: number): Promise<boolean> {
  return setRole(client, project, 'maintainer');
}

/** @returns whether it is so afterwards; GitLab refuses it to some, and may keep silent about that */
async function setRole(
  client: GitLabClient,
  project: number,
  role: 'no_one_allowed' | 'maintainer',
): Promise<boolean> {
  try {
    const after = await changeProject(client, project, { ci_pipeline_variables_minimum_override_role: role });
    return after.pipelineVariablesRole === role;
  } catch (error) {
    if (error instanceof GitLabError && (error.kind === 'forbidden' || error.kind === 'invalid'))
      return false;
    throw error;
  }
}
