import { stringify } from 'yaml';
import { Failure } from '../failure.ts';
import { dayOf, holdsOn } from '../gate/day.ts';
import { POLICY_FILE, type Policy, type PolicyIgnore } from '../gate/policy.ts';
import { readPolicy } from '../gate/read-policy.ts';
import { writePolicy } from '../gate/write-policy.ts';
import { createCommit } from '../gitlab/endpoints/commits.ts';
import { readFile } from '../gitlab/endpoints/files.ts';
import type { Project } from '../gitlab/endpoints/projects.ts';
import type { Requester } from '../gitlab/endpoints/read.ts';
import { GitLabError } from '../gitlab/errors.ts';
import { text } from '../texts/text.ts';
import type { IgnoreDone, IgnorePlan, IgnoreWish } from './types.ts';

/** What the policy would say. Reads only. @throws Failure, GitLabError */
export async function planIgnore(
  gitlab: Requester,
  gate: Project,
  wish: IgnoreWish,
  username: string,
  now: Date,
): Promise<IgnorePlan> {
  const { policy, lastCommit, branch } = await readPolicyOf(gitlab, gate);
  const ignore = ignoreOf(wish, username, now);
  return {
    basis: lastCommit,
    lines: stringify([{ ...ignore, until: ignore.until }], { lineWidth: 0 }).trimEnd(),
    replaces: sameFinding(policy, ignore)?.reason ?? null,
    gatePath: gate.path,
    branch,
    username,
  };
}

/**
 * Writes what the plan showed, in one commit, and reads it back.
 *
 * @param basis of the plan
 * @throws Failure where somebody changed the policy since, GitLabError
 */
export async function writeIgnore(
  gitlab: Requester,
  gate: Project,
  wish: IgnoreWish,
  basis: string,
  username: string,
  now: Date,
): Promise<IgnoreDone> {
  const before = await readPolicyOf(gitlab, gate);
  const ignore = ignoreOf(wish, username, now);
  if (before.lastCommit !== basis) throw new Failure(outdated(gate));
  const others = before.policy.ignores.filter((one) => !isSame(one, ignore));
  const content = writePolicy({ ...before.policy, ignores: [...others, ignore] }, before.text);
  let commit = before.lastCommit;
  if (content !== before.text) {
    try {
      commit = await createCommit(gitlab, gate.id, {
        branch: before.branch,
        message: `MR Gate: ignore a finding in project ${ignore.project}\n\nMR-Gate-By: @${username}\n`,
        actions: [{ action: 'update', path: POLICY_FILE, content, lastCommit: before.lastCommit }],
      });
    } catch (error) {
      // The answer may have been lost with the commit made: the file itself says so.
      if (!(error instanceof GitLabError && error.uncertain)) throw told(error, gate);
    }
  }
  const after = await readPolicyOf(gitlab, gate);
  const there = sameFinding(after.policy, ignore);
  if (!there || there.reason !== ignore.reason || there.until !== ignore.until) {
    throw new Failure({
      kind: 'not_read_back',
      what: text('actions.not_read_back.what', { file: POLICY_FILE }),
      next: text('actions.not_read_back.next'),
      link: { href: gate.webUrl, text: gate.path },
    });
  }
  if (commit === before.lastCommit) commit = after.lastCommit;
  return { commit, commitUrl: `${gate.webUrl}/-/commit/${commit}` };
}

function ignoreOf(wish: IgnoreWish, by: string, now: Date): PolicyIgnore {
  const { project, finding, reason, until } = wish;
  if (until !== undefined && !holdsOn(until, dayOf(now))) {
    throw new Failure({
      kind: 'day_has_passed',
      what: text('actions.day_has_passed.what', { day: until }),
      next: text('actions.day_has_passed.next'),
    });
  }
  return { project, finding, reason, by, ...(until !== undefined && { until }) };
}

function isSame(one: PolicyIgnore, other: PolicyIgnore): boolean {
  return one.project === other.project && one.finding === other.finding;
}

function sameFinding(policy: Policy, ignore: PolicyIgnore): PolicyIgnore | undefined {
  return policy.ignores.find((one) => isSame(one, ignore));
}

async function readPolicyOf(gitlab: Requester, gate: Project) {
  const branch = gate.defaultBranch ?? 'main';
  const file = await readFile(gitlab, gate.id, POLICY_FILE, branch);
  const reading = file && readPolicy(file.text);
  if (!file || !reading?.ok) {
    throw new Failure({
      kind: 'policy_broken',
      what: text(file ? 'actions.policy_broken.what' : 'actions.policy_missing.what', {
        file: POLICY_FILE,
        project: gate.path,
      }),
      next: text('actions.policy_broken.next'),
      link: { href: gate.webUrl, text: gate.path },
    });
  }
  return { policy: reading.policy, text: file.text, lastCommit: file.lastCommit, branch };
}

function told(error: unknown, gate: Project): unknown {
  if (!(error instanceof GitLabError)) return error;
  const refused = error.kind === 'forbidden' || /not allowed|protected/i.test(error.message);
  if (refused) {
    return new Failure({
      kind: 'may_not_commit',
      what: text('actions.may_not_commit.what', { branch: gate.defaultBranch ?? 'main', project: gate.path }),
      next: text('actions.may_not_commit.next'),
    });
  }
  // GitLab answers 400 where the file has another last commit than the one named.
  return error.kind === 'invalid' || error.kind === 'conflict' ? new Failure(outdated(gate)) : error;
}

function outdated(gate: Project) {
  return {
    kind: 'plan_outdated',
    what: text('actions.plan_outdated.what'),
    next: text('actions.plan_outdated.next'),
    link: { href: gate.webUrl, text: gate.path },
  };
}
