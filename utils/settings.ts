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
}

export interface UngatedDefault {
  failOn: FailOn;
  /** Another threshold for single scans. */
  perScan: Partial<Record<ScanId, FailOn>>;
}

/** Prefix of every key, for `createLocalStore`. */
export const SETTINGS = 'settings.';

export const DEFAULTS: Settings = { ungatedDefault: { failOn: 'high', perScan: {} } };

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
