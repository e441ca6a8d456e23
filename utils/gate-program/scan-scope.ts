import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ScanOutcome } from '../gate/decide.ts';
import { sayInEnglish } from '../gate/said.ts';
import { SCAN_IDS, type ScanId } from '../gate/scans.ts';
import { baseImage, registryOf } from './dockerfile.ts';
import { listFiles } from './files.ts';
import { concerns, isDockerfile } from './scan-files.ts';

/** What is known of a scan before it runs, and makes it needless. */
export type Settled = Extract<ScanOutcome, { state: 'nothing_to_scan' | 'failed' }>;

/** What there is to scan on one side. */
export interface Scope {
  settled: Partial<Record<ScanId, Settled>>;
  /** Images that the Dockerfiles build on, each once. */
  images: string[];
}

/** A repository with more Dockerfiles is told to be too many: each image is a download of hundreds of megabytes. */
const MAX_IMAGES = 10;
const MAX_DOCKERFILE = 100_000;

/** Looks at the extracted files of one side. */
export function scopeOf(folder: string, registries: ReadonlySet<string>): Scope {
  const files = listFiles(folder).map(({ name }) => name);
  const settled: Scope['settled'] = {};
  for (const id of SCAN_IDS) {
    // Secrets can be in any file, and be told to be in none.
    if (id === 'secret_detection' || files.some((file) => concerns(id, file))) continue;
    settled[id] = { state: 'nothing_to_scan' };
  }
  const { images, problem } = imagesOf(folder, files.filter(isDockerfile), registries);
  if (problem) settled.container_scanning = { state: 'failed', cause: problem };
  else if (images.length === 0) settled.container_scanning = { state: 'nothing_to_scan' };
  return { settled, images };
}

function imagesOf(
  folder: string,
  dockerfiles: readonly string[],
  registries: ReadonlySet<string>,
): { images: string[]; problem?: string } {
  const images = new Set<string>();
  for (const file of dockerfiles) {
    const base = baseImage(readFileSync(path.join(folder, file), 'utf8').slice(0, MAX_DOCKERFILE));
    if (base.kind === 'scratch') continue;
    if (base.kind === 'unknown') return { images: [], problem: sayInEnglish(base.why, { file }) };
    const registry = registryOf(base.name);
    if (!registries.has(registry)) {
      return { images: [], problem: sayInEnglish('gate.scan.registry', { file, registry }) };
    }
    images.add(base.name);
  }
  if (images.size > MAX_IMAGES) {
    const problem = sayInEnglish('gate.scan.images', { number: images.size, most: MAX_IMAGES });
    return { images: [], problem };
  }
  return { images: [...images] };
}
