import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { dayOf } from '../gate/day.ts';
import { decide, type ScanOutcome } from '../gate/decide.ts';
import { effectiveSettings } from '../gate/effective.ts';
import type { Finding } from '../gate/finding.ts';
import { readPolicy } from '../gate/read-policy.ts';
import { reportTitle, type ScanId } from '../gate/scans.ts';
import { blocks } from '../gate/status.ts';
import type { Verdict } from '../gate/verdict.ts';
import { VERSION } from '../gate/version.ts';
import { describeProblems } from './gate-files.ts';
import { reportsOutcome } from './outcomes.ts';

/** Exit codes of `gate` by hand. */
export const PASSED = 0;
export const BLOCKED = 1;
export const COULD_NOT_TELL = 2;

const SHOWN = 100;

/**
 * `gate --head reports/ --base reports/ --policy mr-gate.yml`: the verdict on two folders of security reports, with
 * the code that decides in the pipeline. Asks nobody and posts nothing.
 *
 * A report lies in the folder or in one below it that has the scan's name. Without `--base` nothing can be compared, and
 * every finding counts as new.
 *
 * @returns the exit code and what to print
 * @throws Error where it could not tell
 */
export function gateByHand(args: readonly string[], now: Date): { code: number; output: string } {
  const { head, base, policy: file, project = '1', format = 'text' } = optionsOf(args);
  if (format !== 'text' && format !== 'json') throw new Error('--format is text or json');
  if (!head || !file) throw new Error('--head and --policy are needed');
  if (!/^[1-9]\d{0,15}$/.test(project)) throw new Error('--project is the id of a project, a number');
  for (const folder of base === undefined ? [head] : [head, base]) {
    if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new Error(`${folder} is not a folder`);
  }
  const reading = readPolicy(readFileSync(file, 'utf8'));
  if (!reading.ok) throw new Error(describeProblems(reading));
  const id = Number(project);
  const effective = effectiveSettings(reading.policy, id, dayOf(now));
  if (!effective) throw new Error('the policy has no settings for this repository');
  const notGiven: ScanOutcome = { state: 'missing', cause: 'no --base was given' };
  const verdict = decide({
    project: id,
    mergeRequest: 1,
    head: '',
    base: '',
    policyCommit: '',
    effective,
    ignores: reading.policy.ignores.filter((ignore) => ignore.project === id),
    outcomes: Object.fromEntries(
      effective.settings.scans.map((scan) => [
        scan,
        { head: outcomeOf(head, scan), base: base === undefined ? notGiven : outcomeOf(base, scan) },
      ]),
    ),
    evaluatedAt: now,
    gate: { project: '', pipelineUrl: '', version: VERSION },
  });
  const output = format === 'json' ? `${JSON.stringify(verdict, null, 2)}\n` : textOf(verdict);
  return { code: codeOf(verdict), output };
}

function optionsOf(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = { head: text, base: text, policy: text, project: text, format: text };
  return parseArgs({ args: [...args], options, strict: true }).values;
}

function outcomeOf(folder: string, scan: ScanId): ScanOutcome {
  const below = path.join(folder, scan);
  return reportsOutcome(existsSync(below) ? below : folder, scan);
}

function codeOf(verdict: Verdict): number {
  if (!blocks(verdict)) return PASSED;
  return verdict.state === 'failed' ? BLOCKED : COULD_NOT_TELL;
}

function textOf(verdict: Verdict): string {
  const { blocking, introduced, existing, fixed, ignored } = verdict.counts;
  const lines = [
    `${verdict.state.replace('_', ' ')}: ${verdict.cause}`,
    `blocking ${blocking}, new below the threshold ${introduced}, ignored ${ignored}, existing ${existing}, fixed ${fixed}`,
    ...verdict.scans.map(
      (s) => `${reportTitle(s.scan)}: ${s.state.replaceAll('_', ' ')}${s.cause ? `; ${s.cause}` : ''}`,
    ),
    ...verdict.findings.blocking.slice(0, SHOWN).map(lineOf),
    ...(blocking > SHOWN ? [`and ${blocking - SHOWN} more`] : []),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

function lineOf({ severity, name, file, startLine, fingerprint }: Finding): string {
  const where = file ? ` ${file}${startLine ? `:${startLine}` : ''}` : '';
  return `  ${severity} ${name}${where} (${fingerprint})`;
}

/** One line for a terminal: control characters of outside text must not paint in it. */
export function printable(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what must not get through
  return line.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
}
