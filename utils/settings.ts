import * as v from 'valibot';
import { SCAN_IDS, type ScanId } from './gate/scans.ts';
import { FAIL_ON, type FailOn } from './gate/severity.ts';
import type { KeyValueStore } from './storage.ts';

/**
 * What the user sets for themself, in `storage.local` under `settings.`: no secret, and nothing that changes anything
 * for anybody else. The worker and the extension's own pages use it; content scripts ask the worker.
 */
export interface Settings {
  /** What fails a merge request that no policy speaks of, where the card evaluates reports by itself. */
  ungatedDefault: UngatedDefault;
  /** What MR Gate shows in GitLab's pages. */
  features: Features;
}

/** What can be switched off: the card, the marks in the changes, the badges in lists, the group page's button. */
export const FEATURES = ['card', 'diffMarks', 'listBadges', 'panelButton'] as const;
export type Feature = (typeof FEATURES)[number];
export type Features = Record<Feature, boolean>;

export interface UngatedDefault {
  failOn: FailOn;
  /** Another threshold for single scans. */
  perScan: Partial<Record<ScanId, FailOn>>;
}

/** Prefix of every key, for `createLocalStore`. */
export const SETTINGS = 'settings.';

export const DEFAULTS: Settings = {
  ungatedDefault: { failOn: 'high', perScan: {} },
  features: { card: true, diffMarks: true, listBadges: true, panelButton: true },
};

const failOn = v.picklist(FAIL_ON);
const SHAPES = {
  ungatedDefault: v.object({
    failOn,
    perScan: v.pipe(
      v.record(v.string(), failOn),
      v.transform((entries) =>
        Object.fromEntries(SCAN_IDS.flatMap((scan) => (entries[scan] ? [[scan, entries[scan]]] : []))),
      ),
    ),
  }),
  // A feature that an older version did not know is on.
  features: v.object({
    card: v.optional(v.boolean(), true),
    diffMarks: v.optional(v.boolean(), true),
    listBadges: v.optional(v.boolean(), true),
    panelButton: v.optional(v.boolean(), true),
  }),
} satisfies Record<keyof Settings, v.GenericSchema<unknown, unknown>>;

/** Reads one setting; what is not there, or is not what an older or newer version may have left, is the default. */
export async function readSetting<K extends keyof Settings>(
  store: KeyValueStore,
  key: K,
): Promise<Settings[K]> {
  const read = v.safeParse(SHAPES[key], await store.get(key));
  return read.success ? (read.output as Settings[K]) : DEFAULTS[key];
}

export async function writeSetting<K extends keyof Settings>(
  store: KeyValueStore,
  key: K,
  value: Settings[K],
): Promise<void> {
  await store.set(key, value);
}
