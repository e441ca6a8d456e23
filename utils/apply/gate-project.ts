import type { Enrolment } from '../gate/enrolment.ts';
import { emptyEnrolment, readEnrolment } from '../gate/enrolment.ts';
import { ENROLMENT_FILE, POLICY_FILE, type Policy } from '../gate/policy.ts';
import { readPolicy } from '../gate/read-policy.ts';
import { type RepositoryFile, readFile } from '../gitlab/endpoints/files.ts';
import type { Requester } from '../gitlab/endpoints/read.ts';
import { GitLabError } from '../gitlab/errors.ts';
import { text } from '../texts/text.ts';
import type { Text } from '../texts/types.ts';
import { fileProblems } from './file-problems.ts';
import type { BrokenFile } from './group-snapshot.ts';

/** Last part of the gate project's path, below the group that it gates. */
export const GATE_PROJECT_NAME = 'mr-gate';
/** How an empty gate project is known as ours: its description starts so. */
export const GATE_PROJECT_DESCRIPTION =
  'MR Gate: decides which security findings fail a merge request. Holds the policy, the gate program and its pipeline.';
export const PIPELINE_FILE = '.gitlab-ci.yml';
export const PROGRAM_FILE = 'mr-gate.mjs';
export const README_FILE = 'README.md';
export const GATE_TOKEN_VARIABLE = 'MR_GATE_TOKEN';
export const TRIGGER_DESCRIPTION = 'MR Gate';
export const SWEEP_DESCRIPTION = 'MR Gate: daily sweep';
/** Of the schedule that looks at merge requests alone. The gate program knows its pipelines by it. */
export const LIGHT_SWEEP_DESCRIPTION = 'MR Gate: light sweep';
export const GATE_TOKEN_NAME = 'MR Gate';

/** Of the service account that a gate project acts as: the instance has every project's id once. */
export function gateAccountName(project: number): string {
  return `mr-gate-bot-${project}`;
}

/** How the description of a token begins that is a gate project's. */
export function gateProjectMark(project: number): string {
  return `For the gate project ${project}.`;
}

/** Where the gate project of a group lives. */
export function gateProjectPath(groupPath: string): string {
  return `${groupPath}/${GATE_PROJECT_NAME}`;
}

/** Policy and enrolment, read at one commit. */
export interface GateFiles {
  commit: string;
  policy: { ok: true; policy: Policy; text: string; lastCommit: string } | BrokenFile;
  /** `lastCommit` null: there is no file yet. */
  enrolment: { ok: true; enrolment: Enrolment; lastCommit: string | null } | BrokenFile;
}

/**
 * Reads both files of a gate project at the same commit.
 *
 * @returns null where neither is there: no gate project of ours, one whose set-up has not come so far, or one
 *   that this token may not see (GitLab answers 404 to all three)
 * @throws GitLabError
 */
export async function readGateFiles(
  gitlab: Requester,
  project: number | string,
  ref: string,
): Promise<GateFiles | null> {
  const [policy, enrolment] = await Promise.all([
    readFile(gitlab, project, POLICY_FILE, ref),
    readFile(gitlab, project, ENROLMENT_FILE, ref),
  ]);
  const commit = policy?.commit ?? enrolment?.commit;
  if (commit === undefined) return null;
  // Someone committed between the two reads: read the other as it was at the policy's commit.
  const same =
    policy && enrolment && policy.commit !== enrolment.commit
      ? await readFile(gitlab, project, ENROLMENT_FILE, policy.commit)
      : enrolment;
  return { commit, policy: readPolicyFile(policy), enrolment: readEnrolmentFile(same) };
}

function readPolicyFile(file: RepositoryFile | null): GateFiles['policy'] {
  if (!file) {
    return brokenFile(POLICY_FILE, text('apply.file.missing', { file: POLICY_FILE }));
  }
  const reading = readPolicy(file.text);
  return reading.ok
    ? { ...reading, text: file.text, lastCommit: file.lastCommit }
    : { ok: false, file: POLICY_FILE, problems: fileProblems(reading.problems) };
}

function readEnrolmentFile(file: RepositoryFile | null): GateFiles['enrolment'] {
  if (!file) return { ok: true, enrolment: emptyEnrolment(), lastCommit: null };
  const reading = readEnrolment(file.text);
  return reading.ok ? { ...reading, lastCommit: file.lastCommit } : brokenFile(ENROLMENT_FILE, reading.said);
}

export function brokenFile(file: string, message: Text): BrokenFile {
  return { ok: false, file, problems: [{ line: 1, key: '', message }] };
}

/** Which file it is, where in it, and why: a sentence and a half for people. */
export function whatIsBroken({ file, problems: [first] }: BrokenFile): Text {
  if (!first) return text('apply.file.broken', { file });
  const { key, message } = first;
  const line = String(first.line);
  return key
    ? text('apply.file.broken_key', { file, line, key, message })
    : text('apply.file.broken_line', { file, line, message });
}

/** As `readGateFiles`, for a path that may be foreign: a moved project counts as none, no access as a problem. */
export async function probeGateFiles(gitlab: Requester, path: string): Promise<GateFiles | null> {
  try {
    return await readGateFiles(gitlab, path, 'HEAD');
  } catch (error) {
    if (!(error instanceof GitLabError)) throw error;
    if (error.kind === 'redirected') return null;
    if (error.kind !== 'forbidden') throw error;
    const message = text('apply.file.forbidden');
    return {
      commit: '',
      policy: brokenFile(POLICY_FILE, message),
      enrolment: { ok: true, enrolment: emptyEnrolment(), lastCommit: null },
    };
  }
}
