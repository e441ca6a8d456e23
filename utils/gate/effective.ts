import { holdsOn } from './day.ts';
import type { EffectiveSettings, Policy } from './policy.ts';
import { pick } from './settings.ts';

/**
 * What a repository is gated with on a day, and where from. An exception that has ended gives way to the
 * default and is named in `ended`, so that a person can decide. null: the policy says nothing of it.
 *
 * @param today YYYY-MM-DD, UTC.
 */
export function effectiveSettings(
  policy: Policy,
  projectId: number,
  today: string,
): EffectiveSettings | null {
  const exception = policy.exceptions.find((e) => e.project === projectId);
  if (exception && holdsOn(exception.until, today)) {
    return { source: 'exception', settings: pick(exception), exception };
  }
  if (!policy.default) return null;
  return { source: 'default', settings: policy.default, ...(exception && { ended: exception }) };
}
