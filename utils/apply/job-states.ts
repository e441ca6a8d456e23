import type { JobRecord } from './job-record.ts';

/** After a worker's death or a pause. A stop that was asked for still holds. */
export function goOn(record: JobRecord): void {
  if (record.state === 'waiting') record.state = 'running';
}

export function toStopping(record: JobRecord): void {
  record.state = 'stopping';
}

/** After a stop or an end: the steps that did not come to their end, and those that come after each round. */
export function reopen(record: JobRecord): void {
  record.state = 'running';
  record.waits = 0;
  delete record.error;
  delete record.finishedAt;
  const again = new Set(['release', 'repos', 'record', 'evaluate']);
  // What this round gates, the sweeps of an earlier one have not seen.
  if (record.steps.some((step) => step.key === 'evaluate')) {
    record.round = (record.round ?? 1) + 1;
    delete record.firing;
    delete record.sweeps;
  }
  // What is let go in a second round leaves the policy and the enrolment in a second commit.
  if (record.steps.some((step) => step.key === 'release')) again.add('policy');
  for (const step of record.steps) {
    if (step.state === 'done' && !again.has(step.key)) continue;
    step.state = 'queued';
    delete step.error;
    delete step.detail;
    delete step.warning;
  }
}
