import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Enrolment, readEnrolment } from '../gate/enrolment.ts';
import { isLane } from '../gate/lanes.ts';
import { ENROLMENT_FILE, POLICY_FILE, type PolicyReading } from '../gate/policy.ts';
import { policyProblem } from '../gate/policy-reader.ts';
import { readPolicy } from '../gate/read-policy.ts';
import { said, sayInEnglish } from '../gate/said.ts';
import { readFile } from '../gitlab/endpoints/files.ts';
import type { Job } from './prepare.ts';

/** The policy of the checked-out gate project. */
export function policyOf(folder: string): PolicyReading {
  try {
    return readPolicy(readFileSync(path.join(folder, POLICY_FILE), 'utf8'));
  } catch {
    return {
      ok: false,
      problems: [policyProblem(1, '', said('gate.policy.missing', { file: POLICY_FILE }))],
    };
  }
}

/** @throws Error where `enrolled.json` is missing or broken. */
export function enrolmentOf(folder: string): Enrolment {
  let text: string;
  try {
    text = readFileSync(path.join(folder, ENROLMENT_FILE), 'utf8');
  } catch {
    throw new Error(`${ENROLMENT_FILE} is missing`);
  }
  const reading = readEnrolment(text);
  if (!reading.ok) throw new Error(reading.message);
  return reading.enrolment;
}

/**
 * Puts the policy and the enrolment of the default branch into the place of those that the job came with, where these may
 * be old: a lane's are as old as the lane, and a sweep's jobs may wait for a runner until long after the policy has
 * changed. They would put a verdict of the old one into the place of the new one's.
 *
 * @returns the commit that they are of; null: the job's own are as new as its event
 * @throws GitLabError, Error where they can't be read
 */
export async function takeCurrentFiles({
  environment,
  api,
}: Pick<Job, 'environment' | 'api'>): Promise<string | null> {
  const { ref, branch, projectId, folder, swept } = environment;
  const mayBeOld = ref === branch ? swept.mergeRequest !== undefined : isLane(ref);
  if (!mayBeOld) return null;
  const policy = await readFile(api.transport, projectId, POLICY_FILE, branch);
  if (!policy) throw new Error(sayInEnglish('gate.broken.unread', { file: POLICY_FILE, branch }));
  const enrolment = await readFile(api.transport, projectId, ENROLMENT_FILE, policy.commit);
  if (!enrolment) throw new Error(sayInEnglish('gate.broken.unread', { file: ENROLMENT_FILE, branch }));
  writeFileSync(path.join(folder, POLICY_FILE), policy.text);
  writeFileSync(path.join(folder, ENROLMENT_FILE), enrolment.text);
  return policy.commit;
}

/** A broken policy in one line: the first problem, and how many more. */
export function describeProblems(reading: Extract<PolicyReading, { ok: false }>): string {
  const [first, ...more] = reading.problems;
  if (!first) return `${POLICY_FILE} can't be read`;
  const { line, key, message: why } = first;
  const where = { file: POLICY_FILE, line, why };
  const told = key
    ? sayInEnglish('gate.broken.policy_key', { ...where, key })
    : sayInEnglish('gate.broken.policy_line', where);
  return more.length > 0 ? sayInEnglish('gate.broken.policy_more', { why: told, number: more.length }) : told;
}
