import { grapeError } from '../server/errors.ts';
import type { ApiCall } from './call.ts';

/** Of pipelines and of jobs: CommitStatus::AVAILABLE_STATUSES. */
export const CI_STATUSES = [
  'created',
  'waiting_for_resource',
  'preparing',
  'waiting_for_callback',
  'pending',
  'running',
  'success',
  'failed',
  'canceling',
  'canceled',
  'skipped',
  'manual',
  'scheduled',
];

/** `scope`: one state, or an array of them; a comma does not part them. */
export function jobScope(call: ApiCall): string[] | undefined {
  const given = call.params.values.scope;
  if (given === undefined || given === null) return undefined;
  const scope = (Array.isArray(given) ? given : [given]).map(String);
  if (scope.some((state) => !CI_STATUSES.includes(state)))
    throw grapeError(400, 'scope does not have a valid value');
  return scope;
}
