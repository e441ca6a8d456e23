import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SCAN_IDS, scan as scanDefinition } from '../gate/scans.ts';
import { readContext, reportPath, WORK_FOLDER } from './context.ts';
import { SecretScanner } from './scan-secrets.ts';

/**
 * A scan job: scans the files that `prepare` left of head and base, and leaves a report of each.
 *
 * @throws for a scan that this program does not run, and where `prepare` left nothing.
 */
export async function runScan(name: string, folder: string, log: (line: string) => void): Promise<void> {
  const id = SCAN_IDS.find((scan) => scan === name);
  if (id !== 'secret_detection') throw new Error(`This version of MR Gate does not run the scan "${name}"`);
  const context = readContext(folder);
  const scanner = new SecretScanner(context);
  for (const side of ['head', 'base'] as const) {
    const files = path.join(folder, WORK_FOLDER, side);
    if (!existsSync(files)) {
      if (side === 'head') throw new Error('the files of the merge request are missing');
      log(`The base was not scanned: ${context.baseProblem}.`);
      continue;
    }
    const target = path.join(folder, reportPath(id, side, scanDefinition(id).report));
    if (side === 'base' && existsSync(target)) {
      log('The report of the base is in the cache.');
      continue;
    }
    const report = await scanner.scan(files, context[side], side === 'head' ? context.notScanned : '');
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, JSON.stringify(report, null, 2));
    log(`Secrets in ${side} ${context[side].slice(0, 8)}: ${report.vulnerabilities.length}.`);
  }
}
