import { Failure } from '../failure.ts';
import { type Enrolment, emptyEnrolment, readEnrolment, writeEnrolment } from '../gate/enrolment.ts';
import { ENROLMENT_FILE, POLICY_FILE } from '../gate/policy.ts';
import type { GitLabClient } from '../gitlab/client.ts';
import type { CommitAction } from '../gitlab/endpoints/commits.ts';
import { readFile } from '../gitlab/endpoints/files.ts';
import { text } from '../texts/text.ts';
import type { Text } from '../texts/types.ts';
import type { ApplyWork, RepoWork } from './apply-work-types.ts';
import { commitOnce } from './commit.ts';
import { openOf } from './each-repo.ts';
import { brokenFile, type GateFiles, readGateFiles, whatIsBroken } from './gate-project.ts';
import type { BrokenFile, GateProject } from './group-snapshot.ts';
import { GATED_FLAGS, sameFlags } from './merge-flags.ts';
import { editPolicy, editText, isOutdated, leavesUndecided, type PolicyEdit } from './policy-edit.ts';
import { changedSince, type FilesNow, markOf } from './release-guard.ts';
import type { Run } from './run.ts';
import { gatesOf, releasesOf } from './work-parts.ts';

/**
 * The commit before any repository is gated, and after those that are let go: the policy, and in the enrolment the
 * new repositories with their settings as they were, so that whatever comes later can be undone. What others
 * changed meanwhile elsewhere in the policy is kept; where they changed what this plan rests on, nothing is
 * written. Of what is taken back only what is still as it was shown, or left, is changed, and the rest is named.
 */
export async function commitPolicy(run: Run, client: GitLabClient, work: ApplyWork): Promise<Text> {
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
      const { enrolment } = files.enrolment;
      if (isFirst && (isOutdated(work.base, policy, work.edit, shown) || isLetGo(enrolment, work)))
        throw new Failure(outdated(gate));
      await keepChanged(run, { policy, enrolment }, work);
      return [...policyAction(run, files, work), ...entriesAction(run, files, work)];
    },
    // What is taken back shows in the files themselves, and is committed again after a retry.
    !releases,
  );
  return sha ? text('apply.done.commit', { sha: sha.slice(0, 8) }) : text('apply.done.policy_same');
}

/** Whether somebody has let a repository go meanwhile that the plan took for a gated one. */
function isLetGo({ projects }: Enrolment, work: ApplyWork): boolean {
  if (work.edit.kind !== 'wish') return false;
  const enrols = new Set(work.repos.filter((repo) => repo.enrol).map((repo) => repo.project));
  return work.edit.targets.some(({ project }) => !enrols.has(project) && !projects[String(project)]);
}

export const CHANGED_MEANWHILE = 'changed_meanwhile';

/** What somebody changed while it was let go keeps its place in policy and enrolment. */
async function keepChanged(run: Run, files: FilesNow, work: ApplyWork): Promise<void> {
  for (const { project, path, webUrl } of changedSince(files, work, doneOf(run, releasesOf(work)))) {
    const error = {
      kind: CHANGED_MEANWHILE,
      what: text('apply.error.changed_meanwhile'),
      next: text('apply.error.changed_meanwhile_next'),
      link: { href: webUrl, text: path },
    };
    await run.result({ ...run.results.get(project), project, path, webUrl, state: 'failed', error });
  }
}

/**
 * The commit after: webhook ids of the repositories that are done.
 *
 * @param settle finds out which webhook stands, where the record names another one than this job has, or none at all:
 *   another admin may have applied at the same time, and both have made one, or has let the repository go
 */
export async function commitRecord(
  run: Run,
  client: GitLabClient,
  work: ApplyWork,
  settle: (repo: RepoWork) => Promise<number>,
): Promise<Text> {
  const gate = work.gateProject;
  const done = doneOf(run, gatesOf(work));
  // A stop came before the policy's commit: what is let go already is recorded now.
  const policyStands = run.record.steps.some((step) => step.key === 'policy' && step.state === 'done');
  const letGo = policyStands ? [] : doneOf(run, releasesOf(work));
  const back = releasesOf(work).filter(({ project }) => {
    const { state, hook } = run.results.get(project) ?? {};
    return state === 'skipped' && hook !== undefined;
  });
  const count = done.length + letGo.length + back.length;
  if (count === 0) return text('apply.done.nothing_to_record');
  const title = `MR Gate: record ${count === 1 ? '1 webhook' : `${count} webhooks`}`;
  const sha = await commitOnce(run, client, commitTarget(gate), title, async () => {
    const file = await readFile(client, gate.id, ENROLMENT_FILE, gate.branch);
    const reading = file ? readEnrolment(file.text) : { ok: true as const, enrolment: emptyEnrolment() };
    if (!reading.ok) throw broken(gate, brokenFile(ENROLMENT_FILE, reading.message));
    const next = structuredClone(reading.enrolment);
    // Changed by somebody since: going on looks into it.
    const same = ({ project, mark }: RepoWork) =>
      mark === undefined || markOf(next.projects[String(project)]) === mark;
    for (const repo of letGo.filter(same)) letGoOf(next, repo);
    for (const { project } of back) {
      const entry = next.projects[String(project)];
      if (entry) entry.hook = run.results.get(project)?.hook ?? entry.hook;
    }
    for (const repo of done) {
      const standing = next.projects[String(repo.project)];
      const entry = standing ?? newEntry(run, repo);
      const made = run.results.get(repo.project)?.hook ?? entry.hook;
      const contested = !standing || (entry.hook !== null && entry.hook !== made);
      next.projects[String(repo.project)] = {
        ...entry,
        hook: contested ? await settle(repo) : made,
        ...((repo.flags || repo.enrol) && { left: leftBy(repo) }),
      };
    }
    return enrolmentAction({ enrolment: reading.enrolment, lastCommit: file?.lastCommit ?? null }, next);
  });
  return sha ? text('apply.done.commit', { sha: sha.slice(0, 8) }) : text('apply.done.nothing_new');
}

type WritableFiles = GateFiles & {
  policy: Extract<GateFiles['policy'], { ok: true }>;
  enrolment: Extract<GateFiles['enrolment'], { ok: true }>;
};

/** @throws Failure where one of the files cannot be read: it is not written over */
export async function readForWriting(client: GitLabClient, gate: GateProject): Promise<WritableFiles> {
  const files = await readGateFiles(client, gate.id, gate.branch);
  if (!files) {
    throw new Failure({
      kind: 'gate_project_gone',
      what: text('apply.error.gate_project_gone', { path: gate.path }),
      next: text('apply.error.gate_project_gone_next'),
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
    next: text('apply.error.mend_and_go_on'),
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
    what: text('apply.error.plan_outdated'),
    next: text('apply.error.plan_outdated_next'),
    link: { href: gate.webUrl, text: gate.path },
  };
}
