import type { GateSettings, Policy, PolicyException } from '../gate/policy.ts';
import { normalSettings, sameSettings } from '../gate/settings.ts';
import type { SettingsWish } from './wanted.ts';

/** A repository that the wish is carried out for. */
export interface Target {
  project: number;
  path: string;
}

/**
 * The policy as it would be with the wish carried out for `targets`. Pure, and the same again on its own result.
 * An exception that says what the default says is none: it is removed.
 */
export function withWanted(policy: Policy, wanted: SettingsWish, targets: Target[]): Policy {
  const chosen = new Set(targets.map((target) => target.project));
  const others = policy.exceptions.filter((exception) => !chosen.has(exception.project));
  if (wanted.mode === 'use_default') return { ...policy, exceptions: others };
  const settings = normalSettings(wanted.settings);
  if (wanted.mode === 'set_default') return { ...policy, default: settings, exceptions: others };
  if (policy.default && sameSettings(policy.default, settings)) return { ...policy, exceptions: others };
  return {
    ...policy,
    exceptions: [...others, ...targets.map((target) => exceptionOf(wanted, settings, target))],
  };
}

function exceptionOf(
  wanted: Extract<SettingsWish, { mode: 'exception' }>,
  settings: GateSettings,
  target: Target,
): PolicyException {
  return {
    project: target.project,
    path: target.path,
    ...settings,
    reason: wanted.reason,
    owner: wanted.owner,
    ...(wanted.until !== undefined && { until: wanted.until }),
  };
}
