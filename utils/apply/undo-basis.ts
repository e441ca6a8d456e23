import { effectiveSettings } from '../gate/effective.ts';
import type { EnrolledRepo, MergeFlags } from '../gate/enrolment.ts';
import type { Policy } from '../gate/policy.ts';
import { isReportOnly } from '../gate/settings.ts';
import { type ListedCommit, listCommits } from '../gitlab/endpoints/commits.ts';
import type { Requester } from '../gitlab/endpoints/read.ts';
import type { ApplyWork, StoredResult } from './apply-work-types.ts';
import type { GateProject } from './group-snapshot.ts';
import { type FilesAt, filesAt } from './history.ts';
import { GATED_FLAGS, sameFlags } from './merge-flags.ts';
import { isOfJob, titleOfCommit } from './trailers.ts';

/** What an apply did to one repository. */
export interface DoneRepo {
  project: number;
  path: string;
  webUrl: string;
  /** The flags before and after it; null: it did not touch them. */
  flags: { was: MergeFlags; left: MergeFlags } | null;
  hook: 'made' | 'deleted' | 'kept';
  /** The entry in the enrolment before and after it; null: it did not change it. */
  entry: { was: EnrolledRepo | null; left: EnrolledRepo | null } | null;
}

/** What an apply did, from the journal and the gate project's commits: what its undo rests on. */
export interface DoneJob {
  jobId: string;
  title: string;
  /** The policy file before and after it; null: it did not change it. */
  policy: { was: string; left: string } | null;
  /** The policy file as the job's last commit left it, changed by it or not; null: there is no such commit or file. */
  policyLeft: string | null;
  repos: DoneRepo[];
}

/** What this browser remembers of it. */
export interface Remembered {
  work: ApplyWork;
  results: ReadonlyMap<number, StoredResult>;
}

const PER_PAGE = 100;
/** Commits that far back are looked through for a job's. */
const MOST_PAGES = 10;

/**
 * Finds out what a job did. Its commits carry its id, so that every admin can; this browser's journal knows more where
 * it has it: the flags of repositories that were gated before, and whether a webhook had been there.
 *
 * @returns null where neither is to be found
 * @throws GitLabError
 */
export async function findDone(
  gitlab: Requester,
  gate: GateProject,
  jobId: string,
  remembered: Remembered | null,
): Promise<DoneJob | null> {
  const commits = await commitsOf(gitlab, gate, jobId);
  const pairs = await Promise.all(
    commits.map(async (commit) => {
      const [was, left] = await Promise.all([
        filesAt(gitlab, gate, commit.parent),
        filesAt(gitlab, gate, commit.id),
      ]);
      return { was, left };
    }),
  );
  const policy = policyOf(pairs);
  const policyLeft = pairs.at(-1)?.left.text ?? null;
  if (remembered) return { ...fromJournal(jobId, remembered, entriesOf(pairs)), policy, policyLeft };
  const [first] = commits;
  if (!first) return null;
  const title = titleOfCommit(first.message);
  return { jobId, title, policy, policyLeft, repos: fromFiles(gate, pairs) };
}

/** The gate project's files just before and just after one commit of the job. */
interface Pair {
  was: FilesAt;
  left: FilesAt;
}

/** The job's commits, oldest first. */
async function commitsOf(gitlab: Requester, gate: GateProject, jobId: string): Promise<ListedCommit[]> {
  const found: ListedCommit[] = [];
  for (let page: number | null = 1; page !== null && page <= MOST_PAGES; ) {
    const listed: Awaited<ReturnType<typeof listCommits>> = await listCommits(
      gitlab,
      gate.id,
      gate.branch,
      page,
      PER_PAGE,
    );
    const ours = listed.commits.filter((commit) => isOfJob(commit.message, jobId));
    // A job's commits lie close together: the first page without any after some ends the search.
    if (found.length > 0 && ours.length === 0) break;
    found.push(...ours);
    page = listed.nextPage;
  }
  return found.reverse();
}

/** The text before the first and after the last of the commits that changed it. */
function policyOf(pairs: readonly Pair[]): DoneJob['policy'] {
  const changed = pairs.filter(({ was, left }) => was.text !== left.text && was.policy && left.policy);
  const [first, last] = [changed[0], changed.at(-1)];
  return first && last ? { was: first.was.text ?? '', left: last.left.text ?? '' } : null;
}

/** The entries that the job's own commits changed: what others committed in between is not its doing. */
function entriesOf(pairs: readonly Pair[]): Map<number, DoneRepo['entry']> {
  const entries = new Map<number, DoneRepo['entry']>();
  for (const { was, left } of pairs) {
    const [before, after] = [was.enrolment.projects, left.enrolment.projects];
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const entry = { was: before[key] ?? null, left: after[key] ?? null };
      if (JSON.stringify(entry.was) === JSON.stringify(entry.left)) continue;
      const known = entries.get(Number(key));
      entries.set(Number(key), known ? { was: known.was, left: entry.left } : entry);
    }
  }
  return entries;
}

function fromJournal(
  jobId: string,
  { work, results }: Remembered,
  entries: ReadonlyMap<number, DoneRepo['entry']>,
): Omit<DoneJob, 'policy' | 'policyLeft'> {
  const repos = work.repos.flatMap((repo): DoneRepo[] => {
    const result = results.get(repo.project);
    if (result?.state !== 'done') return [];
    const { project, path, webUrl } = repo;
    const was = result.found ?? repo.was;
    const left = result.left ?? repo.flags;
    const deleted = repo.action === 'release' && !repo.keepHook;
    return [
      {
        project,
        path,
        webUrl,
        flags: left && !sameFlags(was, left) ? { was, left } : null,
        hook: deleted ? 'deleted' : result.hookMade && !result.hookThere ? 'made' : 'kept',
        entry: entries.get(project) ?? null,
      },
    ];
  });
  // What it changed in the enrolment alone: flags that it accepted.
  const known = new Set(work.repos.map((repo) => repo.project));
  const others = [...entries].flatMap(([project, entry]): DoneRepo[] => {
    const path = (entry?.left ?? entry?.was)?.path ?? '';
    return known.has(project) ? [] : [{ project, path, webUrl: '', flags: null, hook: 'kept', entry }];
  });
  return { jobId, title: work.title, repos: [...repos, ...others] };
}

/**
 * Without the journal: repositories that the job's commits enrolled or dropped, with the flags that gating sets. Of
 * those that were gated before and after, the flags follow from the policies.
 */
function fromFiles(gate: GateProject, pairs: readonly Pair[]): DoneRepo[] {
  const entries = entriesOf(pairs);
  const [before, after] = [pairs[0]?.was, pairs.at(-1)?.left];
  if (!before || !after) return [];
  const gated = Object.keys(after.enrolment.projects).map(Number);
  const root = gate.webUrl.slice(0, gate.webUrl.length - gate.path.length);
  return [...new Set([...entries.keys(), ...gated])].flatMap((project): DoneRepo[] => {
    const entry = entries.get(project) ?? null;
    const standing = after.enrolment.projects[String(project)] ?? null;
    const was = entry ? entry.was : standing;
    const left = entry ? entry.left : standing;
    const known = left ?? was;
    if (!known) return [];
    const flagsBefore = was ? flagsUnder(before.policy, was, project) : known.before;
    const flagsAfter = left ? flagsUnder(after.policy, left, project) : known.before;
    const flags =
      flagsBefore && flagsAfter && !sameFlags(flagsBefore, flagsAfter)
        ? { was: flagsBefore, left: flagsAfter }
        : null;
    const hook = !was?.hook && left ? 'made' : was && !left ? 'deleted' : 'kept';
    if (!entry && !flags) return [];
    return [{ project, path: known.path, webUrl: `${root}${known.path}`, flags, hook, entry }];
  });
}

/** The flags that gating gives under a policy; null: not known. */
function flagsUnder(policy: Policy | null, entry: EnrolledRepo, project: number): MergeFlags | null {
  if (entry.accepted) return entry.accepted;
  const effective = policy && effectiveSettings(policy, project, entry.since.slice(0, 10));
  if (!effective) return null;
  return isReportOnly(effective.settings) && entry.left !== 'gated' ? entry.before : GATED_FLAGS;
}
