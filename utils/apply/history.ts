import { type Enrolment, emptyEnrolment, readEnrolment } from '../gate/enrolment.ts';
import { ENROLMENT_FILE, POLICY_FILE, type Policy } from '../gate/policy.ts';
import { readPolicy } from '../gate/read-policy.ts';
import { type ListedCommit, listCommits, showCommit } from '../gitlab/endpoints/commits.ts';
import { readFile } from '../gitlab/endpoints/files.ts';
import type { Requester } from '../gitlab/endpoints/read.ts';
import { text } from '../texts/text.ts';
import type { Text } from '../texts/types.ts';
import { acceptanceChanges, differing, exceptionChanges, ignoreChanges, settingsChanges } from './changes.ts';
import type { GateProject } from './group-snapshot.ts';
import type {
  HistoryDetail,
  HistoryEntry,
  HistoryPage,
  HistoryRecord,
  HistoryRecords,
} from './history-types.ts';
import type { FieldChange } from './plan-types.ts';
import { differingProjects } from './policy-edit.ts';
import { readTrailers, titleOfCommit } from './trailers.ts';

const PER_PAGE = 20;

/** Who changed what is gated, newest first, from the gate project's commits. One request. @throws GitLabError */
export async function listHistory(gitlab: Requester, gate: GateProject, page: number): Promise<HistoryPage> {
  const { commits, nextPage } = await listCommits(gitlab, gate.id, gate.branch, page, PER_PAGE);
  return { entries: commits.map(entryOf), nextPage };
}

/** A commit, as the history shows it. */
export function entryOf(commit: ListedCommit): HistoryEntry {
  const title = titleOfCommit(commit.message);
  const trailers = readTrailers(commit.message);
  const kind = !trailers ? 'by_hand' : kindOf(title);
  return {
    commit: commit.id,
    title,
    kind,
    author: commit.author,
    by: trailers?.by ?? null,
    at: commit.at,
    webUrl: commit.webUrl,
    jobId: trailers?.jobId ?? null,
    undoable: kind === 'apply' && !/^MR Gate: (remove from the group|accept the policy)/.test(title),
  };
}

function kindOf(title: string): HistoryEntry['kind'] {
  if (/^MR Gate: set up\b/.test(title)) return 'setup';
  return /^MR Gate: record \d/.test(title) ? 'record' : 'apply';
}

/** Policy and enrolment as they were at a commit; null: not there, or not to be read. */
export interface FilesAt {
  text: string | null;
  policy: Policy | null;
  enrolment: Enrolment;
}

/** Two requests. @throws GitLabError */
export async function filesAt(gitlab: Requester, gate: GateProject, sha: string | null): Promise<FilesAt> {
  if (sha === null) return { text: null, policy: null, enrolment: emptyEnrolment() };
  const [policy, enrolment] = await Promise.all([
    readFile(gitlab, gate.id, POLICY_FILE, sha),
    readFile(gitlab, gate.id, ENROLMENT_FILE, sha),
  ]);
  const read = policy ? readPolicy(policy.text) : null;
  const entries = enrolment ? readEnrolment(enrolment.text) : null;
  return {
    text: policy?.text ?? null,
    policy: read?.ok ? read.policy : null,
    enrolment: entries?.ok ? entries.enrolment : emptyEnrolment(),
  };
}

/** What one commit changed. Five requests. @throws GitLabError */
export async function showHistory(gitlab: Requester, gate: GateProject, sha: string): Promise<HistoryDetail> {
  const commit = await showCommit(gitlab, gate.id, sha);
  const [before, after] = await Promise.all([
    filesAt(gitlab, gate, commit.parent),
    filesAt(gitlab, gate, commit.id),
  ]);
  return detailOf(commit, before, after);
}

function detailOf({ id }: ListedCommit, before: FilesAt, after: FilesAt): HistoryDetail {
  return { commit: id, ...changesBetween(before, after), before: before.text, after: after.text };
}

/** Of so many commits the files are asked for before it is their turn. Those of thousands of repositories are large. */
const AHEAD = 4;

/**
 * A page of `listHistory` with what each commit changed. Two requests a commit: what one began from is what the one
 * before it left. @throws GitLabError
 */
export async function readHistory(
  gitlab: Requester,
  gate: GateProject,
  page: number,
): Promise<HistoryRecords> {
  const { commits, nextPage } = await listCommits(gitlab, gate.id, gate.branch, page, PER_PAGE);
  const asked = new Map<string | null, Promise<FilesAt>>();
  const filesOf = (sha: string | null): Promise<FilesAt> => {
    const files = asked.get(sha) ?? filesAt(gitlab, gate, sha);
    asked.set(sha, files);
    // Whoever waits for it is told; one that nobody waits for any more failed for nobody.
    files.catch(() => {});
    return files;
  };
  const records: HistoryRecord[] = [];
  for (const [at, commit] of commits.entries()) {
    for (const { id, parent } of commits.slice(at, at + AHEAD)) void [filesOf(id), filesOf(parent)];
    const [before, after] = [await filesOf(commit.parent), await filesOf(commit.id)];
    asked.delete(commit.id);
    records.push({ entry: entryOf(commit), detail: detailOf(commit, before, after) });
  }
  return { records, nextPage };
}

/** What two states of the gate project's files say differently. Pure. */
export function changesBetween(
  before: FilesAt,
  after: FilesAt,
): Pick<HistoryDetail, 'policyChanges' | 'repos'> {
  return {
    policyChanges: policyChanges(before.policy, after.policy),
    repos: repoChanges(before, after),
  };
}

function policyChanges(before: Policy | null, after: Policy | null): FieldChange[] {
  return [
    ...settingsChanges(before?.default ?? null, after?.default ?? null),
    ...ignoreChanges(before?.ignores.length ?? 0, after?.ignores.length ?? 0),
  ];
}

function repoChanges(before: FilesAt, after: FilesAt): HistoryDetail['repos'] {
  const none: Policy = { version: 1, default: null, exceptions: [], ignores: [] };
  const projects = new Set([
    ...differingProjects(before.policy ?? none, after.policy ?? none),
    ...[...Object.keys(before.enrolment.projects), ...Object.keys(after.enrolment.projects)].map(Number),
  ]);
  return [...projects].flatMap((project) => {
    const changes = [
      ...gatingChanges(before.enrolment, after.enrolment, project),
      ...ownChanges(before.policy ?? none, after.policy ?? none, project),
    ];
    if (changes.length === 0) return [];
    const key = String(project);
    const path =
      after.enrolment.projects[key]?.path ??
      before.enrolment.projects[key]?.path ??
      after.policy?.exceptions.find((exception) => exception.project === project)?.path ??
      before.policy?.exceptions.find((exception) => exception.project === project)?.path ??
      `project ${project}`;
    return [{ project, path, changes }];
  });
}

function gatingChanges(before: Enrolment, after: Enrolment, project: number): FieldChange[] {
  const [was, is] = [before.projects[String(project)], after.projects[String(project)]];
  const gates = (entry: typeof was): Text | null => (entry ? text('apply.value.gates_it') : null);
  const hook = (entry: typeof was): Text | null => (entry?.hook ? String(entry.hook) : null);
  return [
    ...differing([
      ['MR Gate', gates(was), gates(is)],
      [text('apply.field.webhook'), hook(was), hook(is)],
    ]),
    ...(was && is ? acceptanceChanges(was, is) : []),
  ];
}

/** What a policy says of this project alone: its exception, and how many findings are ignored in it. */
function ownChanges(before: Policy, after: Policy, project: number): FieldChange[] {
  const exception = (policy: Policy) => policy.exceptions.find((entry) => entry.project === project);
  const [was, is] = [exception(before), exception(after)];
  const effective = (own: typeof was) =>
    own ? { source: 'exception' as const, settings: own, exception: own } : null;
  const ignores = (policy: Policy): number =>
    policy.ignores.filter((ignore) => ignore.project === project).length;
  return [
    ...settingsChanges(was ?? null, is ?? null),
    ...exceptionChanges(effective(was), effective(is)),
    ...ignoreChanges(ignores(before), ignores(after)),
  ];
}
