import type { Policy } from '../gate/policy.ts';
import { describeSettings } from '../gate/settings.ts';
import type { Plan } from './plan-types.ts';
import type { Wanted } from './wanted.ts';

/** First line of the commit message: what a person reads in the gate project's history. */
export function titleOf(
  wanted: Exclude<Wanted, { mode: 'undo' }>,
  counts: Plan['counts'],
  base: Policy,
): string {
  switch (wanted.mode) {
    case 'remove':
      return `MR Gate: remove from ${repositories(counts.remove)}`;
    case 'remove_all':
      return `MR Gate: remove from the group (${repositories(counts.remove)})`;
    case 'restore_drift':
      return `MR Gate: repair ${repositories(counts.restore)}`;
    case 'accept_drift':
      return `MR Gate: accept the settings of ${repositories(counts.change)}`;
    case 'prolong':
      return `MR Gate: prolong ${counts.change === 1 ? '1 exception' : `${counts.change} exceptions`}`;
    case 'accept_policy':
      return 'MR Gate: accept the policy as it was edited by hand';
    case 'import':
      return 'MR Gate: import a policy';
    default:
      return settingsTitle(wanted, counts, base);
  }
}

type Settings = Extract<Wanted, { mode: 'use_default' | 'set_default' | 'exception' }>;

function settingsTitle(wanted: Settings, counts: Plan['counts'], base: Policy): string {
  const settings = wanted.mode === 'use_default' ? base.default : wanted.settings;
  const what = settings ? ` (${describeSettings(settings)})` : '';
  if (counts.enrol > 0) return `MR Gate: gate ${repositories(counts.enrol)}${what}`;
  if (wanted.mode === 'exception') return `MR Gate: exception for ${repositories(counts.change)}${what}`;
  if (wanted.mode === 'set_default') return `MR Gate: change the default${what}`;
  return `MR Gate: use the default for ${repositories(counts.change)}${what}`;
}

/** The title of the undoing of what had this title. */
export function undoTitle(title: string): string {
  return `MR Gate: undo “${title.replace(/^MR Gate: /, '')}”`;
}

/** "1 repository", "12 repositories". */
export function repositories(count: number): string {
  return count === 1 ? '1 repository' : `${count} repositories`;
}
