import { text } from '../texts/text.ts';
import type { UserError } from '../user-error.ts';

export const READ_ONLY = {
  kind: 'read_only_token',
  what: text('apply.error.read_only'),
  next: text('apply.error.read_only_next'),
};
export const NO_PLAN = {
  kind: 'no_plan',
  what: text('apply.error.no_plan'),
  next: text('apply.error.no_plan_next'),
};
export const NO_JOB = {
  kind: 'no_job',
  what: text('apply.error.no_job'),
  next: text('apply.error.no_job_next'),
};

/** One job at a time on each gate project. */
export function jobRunning(gatePath: string): UserError {
  return {
    kind: 'job_running',
    what: text('apply.error.job_running', { path: gatePath }),
    next: text('apply.error.job_running_next'),
  };
}
