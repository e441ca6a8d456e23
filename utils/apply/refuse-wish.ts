import { Failure } from '../failure.ts';
import { holdsOn } from '../gate/day.ts';
import type { PolicyProblem } from '../gate/policy.ts';
import { readPolicy } from '../gate/read-policy.ts';
import type { PolicyWish } from './plan.ts';

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
      what: `The exception would have ended already, on ${wanted.until}.`,
      next: 'Choose a later day, or none.',
    });
  }
  if (wanted.mode === 'prolong') return;
  if (wanted.settings.scans.length === 0) {
    throw new Failure({
      kind: 'no_scans',
      what: 'No scan is chosen, so there would be nothing to gate by.',
      next: 'Choose at least one scan.',
    });
  }
}

function notAPolicy(problems: readonly PolicyProblem[]) {
  const [first] = problems;
  const where = first ? ` Line ${first.line}${first.key ? `, ${first.key}` : ''}: ${first.message}` : '';
  return {
    kind: 'not_a_policy',
    what: `This text is not a policy that could be imported.${where}`,
    next: 'Put right what it names, then import it again.',
  };
}
