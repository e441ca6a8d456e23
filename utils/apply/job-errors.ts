import type { UserError } from '../user-error.ts';

export const READ_ONLY = {
  kind: 'read_only_token',
  what: 'Your token can only read.',
  next: 'Update it to one with the scope “api” to set up or apply.',
};
export const NO_PLAN = {
  kind: 'no_plan',
  what: 'This plan is not kept any more.',
  next: 'Make it anew: it will show what holds now.',
};
export const NO_JOB = {
  kind: 'no_job',
  what: 'This job is not kept any more.',
  next: 'Load the page again to see how things stand.',
};

/** One job at a time on each gate project. */
export function jobRunning(gatePath: string): UserError {
  return {
    kind: 'job_running',
    what: `Another job is under way on ${gatePath}.`,
    next: 'Wait until it has ended, or stop it, then try again.',
  };
}
