import type { JobSnapshot } from '../../../utils/apply/job-types.ts';
import type { Plan } from '../../../utils/apply/plan-types.ts';
import type { Wanted } from '../../../utils/apply/wanted.ts';
import { type Enrolment, readEnrolment } from '../../../utils/gate/enrolment.ts';
import type { Policy } from '../../../utils/gate/policy.ts';
import { readPolicy } from '../../../utils/gate/read-policy.ts';
import { inEnglish } from '../../support/english.ts';
import { Browser, untilEnded, type Worker } from './mortal.ts';
import { type TestWorld, workerOf } from './world.ts';

/** What a person does at one browser. */
export interface Desk {
  worker: Worker;
  browser: Browser;
  plan(wanted: Wanted): Promise<Plan>;
  run(plan: Plan): Promise<JobSnapshot>;
  /** The group's latest job, when it has ended. */
  ended(): Promise<JobSnapshot>;
  /** Plans and applies, to the end. */
  apply(wanted: Wanted): Promise<JobSnapshot>;
}

export function deskOf(world: TestWorld, worker: Worker, browser: Browser): Desk {
  const { baseUrl } = world.gitlab;
  const plan = async (wanted: Wanted): Promise<Plan> =>
    inEnglish(await worker.service.makePlan(baseUrl, 'acme', wanted));
  const ended = async (): Promise<JobSnapshot> => (await untilEnded(worker, browser, baseUrl))!;
  const run = async (made: Plan): Promise<JobSnapshot> => {
    await worker.service.startApply(baseUrl, made.id);
    return ended();
  };
  return { worker, browser, plan, run, ended, apply: async (wanted) => run(await plan(wanted)) };
}

/** Another admin, in a browser that has never seen anything of this. */
export function secondDesk(world: TestWorld, more: Parameters<typeof workerOf>[2] = {}): Desk {
  const browser = new Browser();
  browser.clock = world.browser.clock;
  return deskOf(world, workerOf(world, world.otto, { browser, ...more }), browser);
}

export function policyIn({ gitlab }: TestWorld): Policy {
  const reading = readPolicy(gitlab.file('acme/mr-gate', 'mr-gate.yml')!);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.policy;
}

export function entriesIn({ gitlab }: TestWorld): Enrolment['projects'] {
  const reading = readEnrolment(gitlab.file('acme/mr-gate', 'enrolled.json')!);
  if (!reading.ok) throw new Error(reading.message);
  return reading.enrolment.projects;
}
