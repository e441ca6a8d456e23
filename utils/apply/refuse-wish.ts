import { Failure } from '../failure.ts';
import { holdsOn } from '../gate/day.ts';
import type { PolicyProblem } from '../gate/policy.ts';
import { readPolicy } from '../gate/read-policy.ts';
import { text } from '../texts/text.ts';
import { fileProblems } from './file-problems.ts';
import type { PolicyWish } from './plan.ts';
import { withPlace } from './with-place.ts';

/** @throws Failure where a wish makes no sense, whatever the group looks like. @param today YYYY-MM-DD, UTC */
export function refuseNonsense(wanted: PolicyWish, today: string): void {
  if (wanted.mode === 'use_default') return;
  if (wanted.mode === 'import') {
    const reading = readPolicy(wanted.text);
    if (!reading.ok) throw new Failure(notAPolicy(reading.problems));
    return;
  }
  if ((wanted.mode === 'exception' || wanted.mode === 'prolong') && !holdsOn(wanted.until, today)) {
    throw new Failure({
      kind: 'until_past',
      what: text('apply.error.until_past', { day: wanted.until ?? '' }),
      next: text('apply.error.until_past_next'),
    });
  }
  if (wanted.mode === 'prolong') return;
  if (wanted.settings.scans.length === 0) {
    throw new Failure({
      kind: 'no_scans',
      what: text('apply.error.no_scans'),
      next: text('apply.error.no_scans_next'),
    });
  }
}

function notAPolicy(problems: readonly PolicyProblem[]) {
  return {
    kind: 'not_a_policy',
    what: withPlace('apply.error.not_a_policy', fileProblems(problems)[0]),
    next: text('apply.error.not_a_policy_next'),
  };
}
