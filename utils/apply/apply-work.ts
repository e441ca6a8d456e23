import type { Policy } from '../gate/policy.ts';
import { text } from '../texts/text.ts';
import type { Text } from '../texts/types.ts';
import type { ApplyWork, RepoWork } from './apply-work-types.ts';
import { needsWork } from './count-calls.ts';
import type { JobStep } from './job-types.ts';
import { editFor, type PolicyWish } from './plan.ts';
import type { Plan } from './plan-types.ts';
import { TAKE_DOWN_STEPS } from './take-down.ts';
import { evaluates, gatesOf, releasesOf } from './work-parts.ts';

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

/** None where nothing is to be done. */
export function applySteps(work: ApplyWork): JobStep[] {
  const [releases, gates] = [releasesOf(work).length, gatesOf(work).length];
  const commits = work.policyChanges || Boolean(work.accepts?.length || work.acceptsPolicy);
  if (releases + gates === 0 && !commits && !work.takeDown) return [];
  const titles: [string, Text, boolean][] = [
    [
      'release',
      text(work.mode === 'undo' ? 'apply.step.put_back' : 'apply.step.let_go', { count: releases }),
      releases > 0,
    ],
    ['policy', text('apply.step.policy'), true],
    ['repos', text('apply.step.repos', { count: gates }), gates > 0],
    ['record', text('apply.step.record'), releases + gates > 0],
    ['evaluate', text('apply.step.evaluate'), evaluates(work)],
  ];
  const takeDown = TAKE_DOWN_STEPS.filter(
    ({ key }) => work.takeDown && (key !== 'gate-project' || work.takeDown.deleteProject),
  );
  return [
    ...titles.filter(([, , wanted]) => wanted).map(([key, title]) => step(key, title)),
    ...takeDown.map(({ key, title }) => step(key, title)),
  ];
}

function step(key: string, title: Text): JobStep {
  return { key, title, state: 'queued' };
}
