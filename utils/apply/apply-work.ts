import type { Policy } from '../gate/policy.ts';
import { needsWork } from './count-calls.ts';
import type { ApplyWork, RepoWork } from './journal.ts';
import { editFor, type PolicyWish } from './plan.ts';
import { TAKE_DOWN_STEPS } from './take-down.ts';
import { repositories } from './titles.ts';
import type { JobStep, Plan } from './types.ts';

/** What executing the plan of a change of policy takes. Pure. @param base the policy that the plan was made on */
export function workOf(plan: Plan, wanted: PolicyWish, base: Policy): ApplyWork {
  const selected = 'projects' in wanted ? new Set(wanted.projects) : null;
  const targets = plan.repos
    .filter((repo) => repo.kind !== 'excluded' && (!selected || selected.has(repo.project)))
    .map(({ project, path }) => ({ project, path }));
  return {
    mode: wanted.mode,
    gateProject: plan.gateProject,
    edit: editFor(wanted, targets),
    repos: plan.repos.filter(needsWork).map((repo) => gateWork(repo)),
    base,
    policyChanges: plan.policyText !== null,
    title: plan.title,
  };
}

/** Gating one repository, or mending it. */
export function gateWork({
  project,
  path,
  webUrl,
  kind,
  flags,
  before,
  now,
}: Plan['repos'][number]): RepoWork {
  return {
    project,
    path,
    webUrl,
    action: 'gate',
    enrol: kind === 'enrol',
    flags: flags ?? null,
    before,
    was: now,
  };
}

/** Repositories that are let go, or get their flags back: before the policy's commit. */
export function releasesOf(work: ApplyWork): RepoWork[] {
  return work.repos.filter((repo) => repo.action !== 'gate');
}

/** Repositories that are gated: after it. */
export function gatesOf(work: ApplyWork): RepoWork[] {
  return work.repos.filter((repo) => repo.action === 'gate');
}

/** None where nothing is to be done. */
export function applySteps(work: ApplyWork): JobStep[] {
  const [releases, gates] = [releasesOf(work).length, gatesOf(work).length];
  const commits = work.policyChanges || Boolean(work.accepts?.length || work.acceptsPolicy);
  if (releases + gates === 0 && !commits && !work.takeDown) return [];
  const titles: [string, string, boolean][] = [
    [
      'release',
      work.mode === 'undo' ? `Put back ${repositories(releases)}` : `Let go ${repositories(releases)}`,
      releases > 0,
    ],
    ['policy', 'Commit the policy', true],
    ['repos', `Configure ${repositories(gates)}`, gates > 0],
    ['record', 'Record what was done', releases + gates > 0],
    [
      'evaluate',
      'Look at open merge requests',
      gates > 0 || (work.policyChanges && work.edit.kind !== 'drop'),
    ],
  ];
  const takeDown = TAKE_DOWN_STEPS.filter(
    ({ key }) => work.takeDown && (key !== 'gate-project' || work.takeDown.deleteProject),
  );
  return [
    ...titles.filter(([, , wanted]) => wanted).map(([key, title]) => step(key, title)),
    ...takeDown.map(({ key, title }) => step(key, title)),
  ];
}

function step(key: string, title: string): JobStep {
  return { key, title, state: 'queued' };
}
