import { effectiveSettings } from '../gate/effective.ts';
import type { GateSettings, PolicyIgnore } from '../gate/policy.ts';
import { readPolicy } from '../gate/read-policy.ts';

/** What a policy asks of one repository on a day. */
export interface EffectivePolicy {
  settings: GateSettings;
  source: 'default' | 'exception';
  ignores: readonly PolicyIgnore[];
}

/**
 * Reads a policy file for one repository; null: it can't be read, or says nothing of it. Done by the worker: reading
 * YAML takes a quarter of what all of a page's scripts weigh.
 *
 * @param today YYYY-MM-DD, UTC.
 */
export function effectivePolicy(text: string, project: number, today: string): EffectivePolicy | null {
  const reading = readPolicy(text);
  const effective = reading.ok ? effectiveSettings(reading.policy, project, today) : null;
  if (!reading.ok || !effective) return null;
  return { settings: effective.settings, source: effective.source, ignores: reading.policy.ignores };
}
