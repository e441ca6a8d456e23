import { common, DEFAULTS, print, TRUST } from './child-pipeline.ts';
import { WORK_FOLDER } from './context.ts';
import type { Overdue } from './open-merge-requests.ts';

/**
 * The child pipeline of a sweep: for each merge request a job that prepares it and the child pipeline of its own,
 * just as an event does. They are pipelines below this one, which GitLab leaves out of the limit on how many
 * may be created in a minute (lib/gitlab/ci/pipeline/chain/limit/rate_limit.rb); two levels are the most it allows.
 */
export function sweepChild(overdue: readonly Overdue[]): string {
  const jobs: Record<string, unknown> = {};
  for (const { project, mergeRequest } of overdue) {
    const name = `${project}-${mergeRequest}`;
    jobs[`prepare ${name}`] = {
      ...common('prepare'),
      timeout: '20 minutes',
      variables: { MR_GATE_PROJECT: String(project), MR_GATE_MERGE_REQUEST: String(mergeRequest) },
      script: [TRUST, 'node mr-gate.mjs prepare'],
      artifacts: { when: 'always', expire_in: '2 days', access: 'developer', paths: [`${WORK_FOLDER}/`] },
    };
    jobs[`merge-request ${name}`] = {
      stage: 'gate',
      needs: [`prepare ${name}`],
      trigger: {
        strategy: 'depend',
        forward: { pipeline_variables: false },
        include: [{ artifact: `${WORK_FOLDER}/child.yml`, job: `prepare ${name}` }],
      },
    };
  }
  return print({ stages: ['prepare', 'gate'], variables: { GIT_DEPTH: '1' }, default: DEFAULTS, ...jobs });
}
