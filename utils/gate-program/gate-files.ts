import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Enrolment, readEnrolment } from '../gate/enrolment.ts';
import { ENROLMENT_FILE, POLICY_FILE, type PolicyReading } from '../gate/policy.ts';
import { readPolicy } from '../gate/read-policy.ts';

/** The policy of the checked-out gate project. */
export function policyOf(folder: string): PolicyReading {
  try {
    return readPolicy(readFileSync(path.join(folder, POLICY_FILE), 'utf8'));
  } catch {
    return { ok: false, problems: [{ line: 1, key: '', message: `${POLICY_FILE} is missing.` }] };
  }
}

/** @throws Error where `enrolled.json` is missing or broken. */
export function enrolmentOf(folder: string): Enrolment {
  let text: string;
  try {
    text = readFileSync(path.join(folder, ENROLMENT_FILE), 'utf8');
  } catch {
    throw new Error(`${ENROLMENT_FILE} is missing`);
  }
  const reading = readEnrolment(text);
  if (!reading.ok) throw new Error(reading.message);
  return reading.enrolment;
}

/** A broken policy in one line: the first problem, and how many more. */
export function describeProblems(reading: Extract<PolicyReading, { ok: false }>): string {
  const [first, ...more] = reading.problems;
  if (!first) return `${POLICY_FILE} can't be read`;
  const where = `${POLICY_FILE} line ${first.line}${first.key ? `, ${first.key}` : ''}`;
  return `${where}: ${first.message}${more.length > 0 ? ` (and ${more.length} more)` : ''}`;
}
