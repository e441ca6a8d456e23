import type { Policy } from '../gate/policy.ts';
import { describeSettings } from '../gate/settings.ts';
import { repositories } from './apply-work.ts';
import type { Plan, SettingsWish } from './types.ts';

/** First line of the commit message: what a person reads in the gate project's history. */
export function titleOf(wanted: SettingsWish, counts: Plan['counts'], base: Policy): string {
  const settings = wanted.mode === 'use_default' ? base.default : wanted.settings;
  const what = settings ? ` (${describeSettings(settings)})` : '';
  if (counts.enrol > 0) return `MR Gate: gate ${repositories(counts.enrol)}${what}`;
  if (wanted.mode === 'exception') return `MR Gate: exception for ${repositories(counts.change)}${what}`;
  if (wanted.mode === 'set_default') return `MR Gate: change the default${what}`;
  return `MR Gate: use the default for ${repositories(counts.change)}${what}`;
}
