import { readEnrolment } from '../gate/enrolment.ts';
import { ENROLMENT_FILE } from '../gate/policy.ts';
import { readFile } from '../gitlab/endpoints/files.ts';
import type { Requester } from '../gitlab/endpoints/read.ts';
import type { GateProject } from './group-snapshot.ts';

/** The repositories in the enrolment as it is now; none where there is none, or it cannot be read. @throws GitLabError */
export async function enrolledNow(gitlab: Requester, gate: GateProject): Promise<number[]> {
  const file = await readFile(gitlab, gate.id, ENROLMENT_FILE, gate.branch);
  const reading = file && readEnrolment(file.text);
  return reading?.ok ? Object.keys(reading.enrolment.projects).map(Number) : [];
}
