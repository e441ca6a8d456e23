import type { GateSettings } from './policy.ts';
import { SCAN_IDS, type ScanId } from './scans.ts';
import type { FailOn } from './severity.ts';

const TITLES: Record<FailOn, string> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  never: 'Report only',
};

/** A threshold for people: `High`, `Report only`. */
export function failOnTitle(failOn: FailOn): string {
  return TITLES[failOn];
}

/** The threshold that holds for one scan. */
export function thresholdOf(settings: GateSettings, scan: ScanId): FailOn {
  return settings.perScan[scan] ?? settings.failOn;
}

/** Whether nothing these settings find can fail a merge request. */
export function isReportOnly(settings: GateSettings): boolean {
  return settings.scans.every((scan) => thresholdOf(settings, scan) === 'never');
}

/** The same settings in the one order they are written and compared in. */
export function normalSettings(settings: GateSettings): GateSettings {
  const perScan: GateSettings['perScan'] = {};
  for (const scan of SCAN_IDS) {
    const failOn = settings.perScan[scan];
    if (failOn !== undefined) perScan[scan] = failOn;
  }
  return {
    failOn: settings.failOn,
    scans: SCAN_IDS.filter((scan) => settings.scans.includes(scan)),
    perScan,
    drafts: settings.drafts,
    ...(settings.onError && { onError: settings.onError }),
  };
}

/** Whether two settings gate alike; the order of the scans does not matter. */
export function sameSettings(a: GateSettings, b: GateSettings): boolean {
  return JSON.stringify(normalSettings(pick(a))) === JSON.stringify(normalSettings(pick(b)));
}

/** The settings alone, of something that carries them, as an exception does. */
export function pick(from: GateSettings): GateSettings {
  return {
    failOn: from.failOn,
    scans: from.scans,
    perScan: from.perScan,
    drafts: from.drafts,
    ...(from.onError && { onError: from.onError }),
  };
}

/** One line for people: `High · 1 scan`. */
export function describeSettings(settings: GateSettings): string {
  const count = new Set(settings.scans).size;
  return `${failOnTitle(settings.failOn)} · ${count} ${count === 1 ? 'scan' : 'scans'}`;
}
