import { Failure } from '../failure.ts';
import { type Enrolment, emptyEnrolment, readEnrolment, writeEnrolment } from '../gate/enrolment.ts';
import { ENROLMENT_FILE, POLICY_FILE, type Policy, type PolicyProblem } from '../gate/policy.ts';
import { canonical, writePolicy } from '../gate/write-policy.ts';
import type { GitLabClient } from '../gitlab/client.ts';
import type { CommitAction } from '../gitlab/endpoints/commits.ts';
import { readFile } from '../gitlab/endpoints/files.ts';
import { commitOnce } from './commit.ts';
import { type GateFiles, readGateFiles } from './gate-project.ts';
import type { ApplyWork, RepoWork } from './journal.ts';
import type { Run } from './run.ts';
import type { GateProject } from './types.ts';
import { withWanted } from './wanted-policy.ts';

/**
 * The commit before any repository is touched: the policy, and in the enrolment the new repositories with their
 * settings as they were, so that whatever comes later can be undone. What others changed meanwhile elsewhere
 * in the policy is kept; where they changed what this plan rests on, nothing is written.
 */
export async function commitPolicy(run: Run, client: GitLabClient, work: ApplyWork): Promise<string> {
  const gate = work.gateProject;
  const sha = await commitOnce(
    run,
    client,
    commitTarget(gate),
    work.title,
    async () => {
      const files = await readForWriting(client, gate);
      if (scope(files.policy.policy, work) !== scope(work.base, work)) throw new Failure(outdated(gate));
      return [...policyAction(files, work), ...entriesAction(run, files, work)];
    },
    true,
  );
  return sha ? `Commit ${sha.slice(0, 8)}.` : 'The policy says so already.';
}

/**
 * The commit after: webhook ids of the repositories that are done.
 *
 * @param settle finds out which webhook stands, where the record names another one than this job has: another
 *   admin may have applied at the same time, and both have made one
 */
export async function commitRecord(
  run: Run,
  client: GitLabClient,
  work: ApplyWork,
  settle: (repo: RepoWork) => Promise<number>,
): Promise<string> {
  const gate = work.gateProject;
  const done = work.repos.filter((repo) => run.results.get(repo.project)?.state === 'done');
  if (done.length === 0) return 'Nothing to record.';
  const title = `MR Gate: record ${done.length === 1 ? '1 webhook' : `${done.length} webhooks`}`;
  const sha = await commitOnce(run, client, commitTarget(gate), title, async () => {
    const file = await readFile(client, gate.id, ENROLMENT_FILE, gate.branch);
    const reading = file ? readEnrolment(file.text) : { ok: true as const, enrolment: emptyEnrolment() };
    if (!reading.ok) throw broken(gate, { line: 1, key: '', message: reading.message });
    const next = structuredClone(reading.enrolment);
    for (const repo of done) {
      const entry = next.projects[String(repo.project)] ?? newEntry(run, repo);
      const made = run.results.get(repo.project)?.hook ?? entry.hook;
      const contested = entry.hook !== null && entry.hook !== made;
      next.projects[String(repo.project)] = { ...entry, hook: contested ? await settle(repo) : made };
    }
    return enrolmentAction({ enrolment: reading.enrolment, lastCommit: file?.lastCommit ?? null }, next);
  });
  return sha ? `Commit ${sha.slice(0, 8)}.` : 'Nothing new to record.';
}

type WritableFiles = GateFiles & {
  policy: Extract<GateFiles['policy'], { ok: true }>;
  enrolment: Extract<GateFiles['enrolment'], { ok: true }>;
};

/** @throws Failure where one of the files cannot be read: it is not written over */
async function readForWriting(client: GitLabClient, gate: GateProject): Promise<WritableFiles> {
  const files = await readGateFiles(client, gate.id, gate.branch);
  if (!files) {
    throw new Failure({
      kind: 'gate_project_gone',
      what: `The gate project ${gate.path} has no policy any more, or your token cannot see it.`,
      next: 'Load again. If it is gone, set the group up anew.',
    });
  }
  const { policy, enrolment } = files;
  const problem = !policy.ok ? policy.problems[0] : !enrolment.ok ? enrolment.problem : undefined;
  if (!policy.ok || !enrolment.ok) {
    throw broken(gate, problem);
  }
  return { ...files, policy, enrolment };
}

function broken(gate: GateProject, problem: PolicyProblem | undefined): Failure {
  const where = problem
    ? ` Line ${problem.line}${problem.key ? `, ${problem.key}` : ''}: ${problem.message}`
    : '';
  return new Failure({
    kind: 'policy_broken',
    what: `A file of the gate project cannot be read, and nothing was written over it.${where}`,
    next: 'Mend the file in the gate project, then go on.',
    link: { href: gate.webUrl, text: gate.path },
  });
}

/** The part of a policy that the plan rests on: the default, and the exceptions of its repositories. */
function scope(policy: Policy, work: ApplyWork): string {
  const concerned = new Set([...work.targets, ...work.repos].map((repo) => repo.project));
  const exceptions = policy.exceptions.filter((exception) => concerned.has(exception.project));
  return canonical({ ...policy, exceptions, ignores: [] });
}

function policyAction(files: WritableFiles, work: ApplyWork): CommitAction[] {
  const { policy, text, lastCommit } = files.policy;
  const next = withWanted(policy, work.wanted, work.targets);
  if (canonical(next) === canonical(policy)) return [];
  return [{ action: 'update', path: POLICY_FILE, content: writePolicy(next, text), lastCommit }];
}

function entriesAction(run: Run, files: WritableFiles, work: ApplyWork): CommitAction[] {
  const next = structuredClone(files.enrolment.enrolment);
  for (const repo of work.repos.filter((candidate) => candidate.enrol)) {
    // An entry that is there holds the settings from before the first gating: those are the ones to keep.
    next.projects[String(repo.project)] ??= newEntry(run, repo);
  }
  return enrolmentAction(files.enrolment, next);
}

function newEntry(run: Run, repo: RepoWork): Enrolment['projects'][string] {
  const { startedAt, username } = run.record;
  return { path: repo.path, hook: null, before: repo.before, since: startedAt, by: username };
}

function enrolmentAction(
  { enrolment, lastCommit }: { enrolment: Enrolment; lastCommit: string | null },
  next: Enrolment,
): CommitAction[] {
  const content = writeEnrolment(next);
  if (content === writeEnrolment(enrolment)) return [];
  if (lastCommit === null) return [{ action: 'create', path: ENROLMENT_FILE, content }];
  return [{ action: 'update', path: ENROLMENT_FILE, content, lastCommit }];
}

function commitTarget(gate: GateProject) {
  return { project: gate.id, branch: gate.branch, path: gate.path };
}

function outdated(gate: GateProject) {
  return {
    kind: 'plan_outdated',
    what: 'Somebody changed the policy since this plan was made. Nothing was written.',
    next: 'Make the plan anew: it will show what holds now.',
    link: { href: gate.webUrl, text: gate.path },
  };
}
