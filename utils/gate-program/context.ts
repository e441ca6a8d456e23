import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import type { EffectiveSettings, PolicyIgnore } from '../gate/policy.ts';
import type { ScanId } from '../gate/scans.ts';
import type { Settled } from './scan-scope.ts';

/** What `prepare` found out, for the scans and for `gate`. No secret in it: it is an artifact. */
export interface GateContext {
  schema: 1;
  project: number;
  projectPath: string;
  mergeRequest: number;
  head: string;
  /** '' where the merge request has no common ancestor with its target. */
  base: string;
  /** Why the base could not be handed to the scans; '' where it was. */
  baseProblem: string;
  policyCommit: string;
  /** When this run first looked at the merge request, ISO time; absent: its repository has no CI of its own. */
  awaitsPipelineSince?: string;
  effective: EffectiveSettings;
  ignores: PolicyIgnore[];
  renames: Record<string, string>;
  /** How many threads on the lines of what blocks. */
  threads?: number;
  /** What could not be handed to the scans, of the head. */
  notScanned: string;
  /** Files that were too large to be handed to the scans. */
  tooLarge: Record<'head' | 'base', string[]>;
  /** Scans that need not run on a side, or could not: why. */
  settled: Record<'head' | 'base', Partial<Record<ScanId, Settled>>>;
}

export const WORK_FOLDER = '.mr-gate';
const FILE = 'context.json';

/** The gate project's own pipeline wrote it; the shape is checked so that a half-written one is told. */
const shape = v.looseObject({
  schema: v.literal(1),
  project: v.number(),
  projectPath: v.string(),
  mergeRequest: v.number(),
  head: v.string(),
  base: v.string(),
  baseProblem: v.string(),
  policyCommit: v.string(),
  effective: v.looseObject({ source: v.string(), settings: v.looseObject({ scans: v.array(v.string()) }) }),
  ignores: v.array(v.looseObject({})),
  renames: v.record(v.string(), v.string()),
  notScanned: v.string(),
  tooLarge: v.object({ head: v.array(v.string()), base: v.array(v.string()) }),
  settled: v.object({ head: v.looseObject({}), base: v.looseObject({}) }),
});

export function writeContext(folder: string, context: GateContext): void {
  mkdirSync(path.join(folder, WORK_FOLDER), { recursive: true });
  writeFileSync(path.join(folder, WORK_FOLDER, FILE), JSON.stringify(context, null, 2));
}

/** @throws Error where there is none or it is broken. */
export function readContext(folder: string): GateContext {
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(path.join(folder, WORK_FOLDER, FILE), 'utf8'));
  } catch {
    throw new Error(`${WORK_FOLDER}/${FILE} of the job "prepare" is missing or broken`);
  }
  if (!v.is(shape, data)) throw new Error(`${WORK_FOLDER}/${FILE} is not what this version writes`);
  return data as unknown as GateContext;
}

/** Where a scan leaves what it has to say of one side, relative to the job's folder. */
export function reportFolder(scan: string, side: 'head' | 'base'): string {
  return `${WORK_FOLDER}/reports/${scan}/${side}`;
}

export function reportPath(scan: string, side: 'head' | 'base', file: string): string {
  return `${reportFolder(scan, side)}/${file}`;
}
