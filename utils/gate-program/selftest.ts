import { describeProblems, enrolmentOf, policyOf } from './gate-files.ts';
import type { Job } from './prepare.ts';

const DEVELOPER = 30;

/**
 * The set-up's proof: a test event reached this job as a file, the token is set, works, and may post
 * statuses and notes, and policy and enrolment can be read.
 *
 * @throws where one of these does not hold; the pipeline is then red and the log says why.
 */
export async function selfTest({ environment, api, log }: Job, nonce: string): Promise<void> {
  const me = await api.me();
  const project = await api.project(environment.projectId);
  const scopes = await api.scopes();
  if (scopes && !scopes.includes('api') && !scopes.includes('granular')) {
    throw new Error(`MR_GATE_TOKEN has the scopes ${scopes.join(', ')}; it needs api`);
  }
  const { project_access, group_access } = project.permissions ?? {};
  const role = Math.max(project_access?.access_level ?? 0, group_access?.access_level ?? 0);
  // 0: not a member, and can read it all the same: an administrator.
  if (role > 0 && role < DEVELOPER) {
    throw new Error(`@${me.username}, whose token MR_GATE_TOKEN is, must be Developer or more of this group`);
  }
  const enrolment = enrolmentOf(environment.folder);
  const reading = policyOf(environment.folder);
  if (!reading.ok) throw new Error(describeProblems(reading));
  if (enrolment.gateUser && enrolment.gateUser.id !== me.id) {
    throw new Error(
      `MR_GATE_TOKEN is of @${me.username}, but enrolled.json names @${enrolment.gateUser.username} as the gate's user`,
    );
  }
  log(
    `Test ${nonce}: @${me.username} can read ${project.path_with_namespace}. Policy and enrolment are readable.`,
  );
}
