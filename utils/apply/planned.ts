import type { Policy } from '../gate/policy.ts';
import { applySteps } from './apply-work.ts';
import type { ApplyWork } from './apply-work-types.ts';
import { callsOf } from './count-calls.ts';
import { countKinds } from './count-kinds.ts';
import type { GateProject, GroupSnapshot } from './group-snapshot.ts';
import type { PlanOptions } from './plan.ts';
import type { FieldChange, Plan, PlanNote, RepoPlan } from './plan-types.ts';
import type { Wanted } from './wanted.ts';

/** A plan as it is shown, and what executing it takes. */
export interface Planned {
  plan: Plan;
  work: ApplyWork;
}

export interface PlanParts {
  gateProject: GateProject;
  wanted: Wanted;
  title: string;
  repos: RepoPlan[];
  policyText: string | null;
  policyChanges?: FieldChange[];
  gateChanges?: FieldChange[];
  notes?: PlanNote[];
  alsoAffected?: number;
  base: Policy;
  work: Pick<ApplyWork, 'edit' | 'repos'> & Partial<Pick<ApplyWork, 'accepts' | 'takeDown'>>;
}

/** Puts a plan together that does not follow from a change of policy alone: undo, removal, drift. */
export function planned(snapshot: GroupSnapshot, parts: PlanParts, { id, now }: PlanOptions): Planned {
  const { gateProject, wanted, title, repos, policyText } = parts;
  const work: ApplyWork = {
    mode: wanted.mode,
    gateProject,
    base: parts.base,
    policyChanges: policyText !== null,
    title,
    ...parts.work,
  };
  const plan: Plan = {
    id,
    baseUrl: snapshot.connection.baseUrl,
    groupPath: snapshot.group.path,
    gateProject,
    wanted,
    title,
    notes: parts.notes ?? [],
    repos,
    policyText,
    policyChanges: parts.policyChanges ?? [],
    gateChanges: parts.gateChanges ?? [],
    counts: countKinds(repos),
    alsoAffected: parts.alsoAffected ?? 0,
    calls: applySteps(work).length === 0 ? 0 : callsOf(work),
    madeAt: new Date(now).toISOString(),
  };
  return { plan, work };
}
