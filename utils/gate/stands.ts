import { holdsOn } from './day.ts';
import type { EffectiveSettings, PolicyIgnore } from './policy.ts';
import { thresholdOf } from './settings.ts';
import type { Verdict } from './verdict.ts';

/**
 * Whether a verdict on the same commit would be the same under the policy as it is now: the same scans with the same
 * thresholds, and nothing newly ignored or no longer. A verdict that could not tell never stands.
 *
 * @param ignores those of the verdict's project
 * @param today YYYY-MM-DD, UTC
 */
export function verdictStands(
  verdict: Verdict,
  { settings, source }: EffectiveSettings,
  ignores: readonly PolicyIgnore[],
  today: string,
): boolean {
  if (verdict.state === 'error' || verdict.settingsFrom !== source) return false;
  const before = new Map(verdict.scans.map((s) => [s.scan, s.failOn]));
  const sameScans =
    before.size === new Set(settings.scans).size &&
    settings.scans.every((scan) => before.get(scan) === thresholdOf(settings, scan));
  if (!sameScans) return false;

  const ignored = new Set(ignores.filter((i) => holdsOn(i.until, today)).map((i) => i.finding));
  const { findings, counts } = verdict;
  // A note carries a long list in part: what is not there can't be looked at, so an ignore anywhere asks anew.
  const whole = findings.blocking.length === counts.blocking && findings.ignored.length === counts.ignored;
  if (!whole && ignores.length > 0) return false;
  return (
    findings.ignored.every((f) => ignored.has(f.fingerprint)) &&
    !findings.blocking.some((f) => ignored.has(f.fingerprint))
  );
}
