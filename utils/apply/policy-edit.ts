import type { Enrolment } from '../gate/enrolment.ts';
import type { GateSettings, Policy, PolicyException } from '../gate/policy.ts';
import { readPolicy } from '../gate/read-policy.ts';
import { sameSettings } from '../gate/settings.ts';
import { canonical, writePolicy } from '../gate/write-policy.ts';
import type { SettingsWish } from './wanted.ts';
import { type Target, withWanted } from './wanted-policy.ts';

/**
 * A change of the policy, in terms that can be carried out again where others have changed the file in the
 * meantime: it says what is to become different, not what the file is to be.
 */
export type PolicyEdit =
  | { kind: 'none' }
  | { kind: 'wish'; wanted: SettingsWish; targets: Target[] }
  | { kind: 'prolong'; projects: number[]; until?: string }
  /** Everything that the policy says of these projects goes. */
  | { kind: 'drop'; projects: number[] }
  /** Back from one text to an earlier one, but only in what still is as the later one left it. */
  | { kind: 'revert'; before: string; after: string; keep: number[]; keepDefault?: boolean }
  | { kind: 'import'; text: string };

/** The policy with the edit carried out. Pure, and the same again on its own result. */
export function editPolicy(policy: Policy, edit: PolicyEdit): Policy {
  switch (edit.kind) {
    case 'none':
      return policy;
    case 'wish':
      return withWanted(policy, edit.wanted, edit.targets);
    case 'prolong':
      return prolonged(policy, new Set(edit.projects), edit.until);
    case 'drop':
      return dropped(policy, new Set(edit.projects));
    case 'revert':
      return reverted(policy, edit);
    case 'import':
      return policyOf(edit.text);
  }
}

/** The text that the policy file is to have; null: it stays as it is. */
export function editText(policy: Policy, text: string, edit: PolicyEdit): string | null {
  if (edit.kind === 'import') return edit.text === text ? null : edit.text;
  const next = editPolicy(policy, edit);
  if (canonical(next) === canonical(policy)) return null;
  // Nobody has touched the file since: what was there comes back to the letter.
  if (edit.kind === 'revert' && text === edit.after && canonical(next) === canonical(policyOf(edit.before)))
    return edit.before;
  return writePolicy(next, text);
}

/**
 * Whether the edit would write over something that changed between `base` (what the plan showed) and `now`, or
 * would give one of the shown repositories other settings than shown.
 */
export function isOutdated(base: Policy, now: Policy, edit: PolicyEdit, shown: ReadonlySet<number>): boolean {
  const next = editPolicy(now, edit);
  const planned = editPolicy(base, edit);
  const overwritten = differingParts(now, next);
  const changed = new Set(differingParts(base, now));
  if (overwritten.some((part) => changed.has(part))) return true;
  return [...shown].some((project) => outcome(next, project) !== outcome(planned, project));
}

/** Whether a gated repository would be left without any settings: without a default, and without an exception. */
export function leavesUndecided(policy: Policy, enrolment: Enrolment): boolean {
  if (policy.default) return false;
  const own = new Set(policy.exceptions.map((exception) => exception.project));
  return Object.keys(enrolment.projects).some((project) => !own.has(Number(project)));
}

/** Whether two policies say the same of a project: its exception and its ignores. */
export function saysTheSame(a: Policy, b: Policy, project: number): boolean {
  return of(a, project) === of(b, project);
}

export function saysTheSameByDefault(a: Policy, b: Policy): boolean {
  return sameDefault(a.default, b.default);
}

/** Projects of which two policies say different things. */
export function differingProjects(a: Policy, b: Policy): number[] {
  return differingParts(a, b).flatMap((part) => (part === 'default' ? [] : [part]));
}

function differingParts(a: Policy, b: Policy): ('default' | number)[] {
  const projects = new Set(
    [...a.exceptions, ...a.ignores, ...b.exceptions, ...b.ignores].map((e) => e.project),
  );
  return [
    ...(sameDefault(a.default, b.default) ? [] : (['default'] as const)),
    ...[...projects].filter((project) => of(a, project) !== of(b, project)),
  ];
}

function sameDefault(a: GateSettings | null, b: GateSettings | null): boolean {
  return a === null || b === null ? a === b : sameSettings(a, b);
}

/** What a policy says of one project, comparable. */
function of(policy: Policy, project: number): string {
  return canonical({
    version: 1,
    default: null,
    exceptions: policy.exceptions.filter((exception) => exception.project === project),
    ignores: policy.ignores.filter((ignore) => ignore.project === project),
  });
}

/** What a project gets: its exception where it has one, ended or not, else the default. */
function outcome(policy: Policy, project: number): string {
  const exceptions = policy.exceptions.filter((exception) => exception.project === project);
  const standard = exceptions.some((exception) => exception.until === undefined) ? null : policy.default;
  return canonical({ version: 1, default: standard, exceptions, ignores: [] });
}

function prolonged(policy: Policy, projects: ReadonlySet<number>, until: string | undefined): Policy {
  const longer = ({ until: _, ...exception }: PolicyException): PolicyException => ({
    ...exception,
    ...(until !== undefined && { until }),
  });
  return {
    ...policy,
    exceptions: policy.exceptions.map((exception) =>
      projects.has(exception.project) ? longer(exception) : exception,
    ),
  };
}

function dropped(policy: Policy, projects: ReadonlySet<number>): Policy {
  return {
    ...policy,
    exceptions: policy.exceptions.filter((exception) => !projects.has(exception.project)),
    ignores: policy.ignores.filter((ignore) => !projects.has(ignore.project)),
  };
}

function reverted(policy: Policy, edit: Extract<PolicyEdit, { kind: 'revert' }>): Policy {
  const before = policyOf(edit.before);
  const after = policyOf(edit.after);
  const keep = new Set(edit.keep);
  const back = new Set(
    differingProjects(before, after).filter(
      (project) => !keep.has(project) && of(policy, project) === of(after, project),
    ),
  );
  const rest = dropped(policy, back);
  return {
    ...policy,
    default:
      !edit.keepDefault && sameDefault(policy.default, after.default) ? before.default : policy.default,
    exceptions: [...rest.exceptions, ...before.exceptions.filter((e) => back.has(e.project))],
    ignores: [...rest.ignores, ...before.ignores.filter((i) => back.has(i.project))],
  };
}

/** @throws where the text is no policy: callers have read it before */
function policyOf(text: string): Policy {
  const reading = readPolicy(text);
  if (!reading.ok) throw new Error('Not a policy');
  return reading.policy;
}
