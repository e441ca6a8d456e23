import { Failure } from '../failure.ts';
import { type Enrolment, emptyEnrolment, readEnrolment, writeEnrolment } from '../gate/enrolment.ts';
import { ENROLMENT_FILE, POLICY_FILE } from '../gate/policy.ts';
import type { GitLabClient } from '../gitlab/client.ts';
import type { CommitAction } from '../gitlab/endpoints/commits.ts';
import { readFile } from '../gitlab/endpoints/files.ts';
import { gatesOf, releasesOf } from './apply-work.ts';
import { commitOnce } from './commit.ts';
import { openOf } from './each-repo.ts';
import { brokenFile, type GateFiles, readGateFiles, whatIsBroken } from './gate-project.ts';
import type { ApplyWork, RepoWork } from './journal.ts';
import { GATED_FLAGS, sameFlags } from './merge-flags.ts';
import { editPolicy, editText, isOutdated, leavesUndecided, type PolicyEdit } from './policy-edit.ts';
import type { Run } from './run.ts';
import type { BrokenFile, GateProject } from './types.ts';

/**
 * The commit before any repository is gated, and after those that are let go: the policy, and in the enrolment the
 * new repositories with their settings as they were, so that whatever comes later can be undone. What others
 * changed meanwhile elsewhere in the policy is kept; where they changed what this plan rests on, nothing is
 * written. What is taken back rests on nothing: only what is still as it was left is changed.
 */
export async function commitPolicy(run: Run, client: GitLabClient, work: ApplyWork): Promise<string> {
  const gate = work.gateProject;
  const releases = releasesOf(work).length > 0;
  const shown = new Set(work.repos.map((repo) => repo.project));
  if (work.edit.kind === 'wish') for (const { project } of work.edit.targets) shown.add(project);
  const sha = await commitOnce(
    run,
    client,
    commitTarget(gate),
    work.title,
    async () => {
      const files = await readForWriting(client, gate);
      const { policy } = files.policy;
      const isFirst = !releases && work.edit.kind !== 'revert';
      if (isFirst && isOutdated(work.base, policy, work.edit, shown)) throw new Failure(outdated(gate));
      return [...policyAction(run, files, work), ...entriesAction(run, files, work)];
    },
    // What is taken back shows in the files themselves, and is committed again after a retry.
    !releases,
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
  const done = doneOf(run, gatesOf(work));
  // A stop came before the policy's commit: what is let go already is recorded now.
  const policyStands = run.record.steps.some((step) => step.key === 'policy' && step.state === 'done');
  const letGo = policyStands ? [] : doneOf(run, releasesOf(work));
  if (done.length + letGo.length === 0) return 'Nothing to record.';
  const title = `MR Gate: record ${done.length + letGo.length === 1 ? '1 webhook' : `${done.length + letGo.length} webhooks`}`;
  const sha = await commitOnce(run, client, commitTarget(gate), title, async () => {
    const file = await readFile(client, gate.id, ENROLMENT_FILE, gate.branch);
    const reading = file ? readEnrolment(file.text) : { ok: true as const, enrolment: emptyEnrolment() };
    if (!reading.ok) throw broken(gate, brokenFile(ENROLMENT_FILE, reading.message));
    const next = structuredClone(reading.enrolment);
    for (const repo of letGo) letGoOf(next, repo);
    for (const repo of done) {
      const entry = next.projects[String(repo.project)] ?? newEntry(run, repo);
      const made = run.results.get(repo.project)?.hook ?? entry.hook;
      const contested = entry.hook !== null && entry.hook !== made;
      next.projects[String(repo.project)] = {
        ...entry,
        hook: contested ? await settle(repo) : made,
        ...((repo.flags || repo.enrol) && { left: leftBy(repo) }),
      };
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
  if (!policy.ok) throw broken(gate, policy);
  if (!enrolment.ok) throw broken(gate, enrolment);
  return { ...files, policy, enrolment };
}

function broken(gate: GateProject, file: BrokenFile): Failure {
  return new Failure({
    kind: 'policy_broken',
    what: whatIsBroken(file),
    next: 'Mend the file in the gate project, then go on.',
    link: { href: gate.webUrl, text: gate.path },
  });
}

function policyAction(run: Run, files: WritableFiles, work: ApplyWork): CommitAction[] {
  const { policy, text, lastCommit } = files.policy;
  const content = editText(policy, text, editOf(run, files, work));
  return content === null ? [] : [{ action: 'update', path: POLICY_FILE, content, lastCommit }];
}

/** The edit, without what could not be carried out on the repositories themselves. */
function editOf(run: Run, files: WritableFiles, work: ApplyWork): PolicyEdit {
  const { edit } = work;
  if (edit.kind !== 'drop' && edit.kind !== 'revert') return edit;
  const open = new Set(openOf(run, releasesOf(work)).map((repo) => repo.project));
  if (edit.kind === 'drop')
    return { ...edit, projects: edit.projects.filter((project) => !open.has(project)) };
  const kept = { ...edit, keep: [...edit.keep, ...open] };
  const gated = enrolmentAfter(run, files, work);
  return leavesUndecided(editPolicy(files.policy.policy, kept), gated)
    ? { ...kept, keepDefault: true }
    : kept;
}

function entriesAction(run: Run, files: WritableFiles, work: ApplyWork): CommitAction[] {
  const next = enrolmentAfter(run, files, work);
  work.enrolled = Object.keys(next.projects).map(Number);
  return enrolmentAction(files.enrolment, next);
}

function enrolmentAfter(run: Run, files: WritableFiles, work: ApplyWork): Enrolment {
  const next = structuredClone(files.enrolment.enrolment);
  for (const repo of doneOf(run, releasesOf(work))) letGoOf(next, repo);
  for (const repo of gatesOf(work)) {
    const key = String(repo.project);
    // An entry that is there holds the settings from before the first gating: those are the ones to keep.
    if (repo.enrol) next.projects[key] ??= repo.entry ? { ...repo.entry, hook: null } : newEntry(run, repo);
    const entry = next.projects[key];
    if (!entry || !repo.flags) continue;
    // It gets gating's flags again: nothing is left that somebody has accepted.
    delete entry.accepted;
    // That they are given back counts once it is done.
    if (sameFlags(repo.flags, GATED_FLAGS)) entry.left = 'gated';
  }
  if (work.acceptsPolicy) next.policy = work.acceptsPolicy;
  for (const { project, flags } of work.accepts ?? []) {
    const entry = next.projects[String(project)];
    if (entry) entry.accepted = flags;
  }
  return next;
}

/** Nothing of ours is left in the repository, or what was there before the job that is undone. */
function letGoOf(next: Enrolment, repo: RepoWork): void {
  if (repo.action !== 'release') return;
  if (repo.entry) next.projects[String(repo.project)] = repo.entry;
  else delete next.projects[String(repo.project)];
}

function doneOf(run: Run, repos: readonly RepoWork[]): RepoWork[] {
  return repos.filter((repo) => run.results.get(repo.project)?.state === 'done');
}

function leftBy({ flags }: RepoWork): 'gated' | 'before' {
  return flags && sameFlags(flags, GATED_FLAGS) ? 'gated' : 'before';
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
