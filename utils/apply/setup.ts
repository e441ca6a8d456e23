import { text } from '../texts/text.ts';
import type { Text } from '../texts/types.ts';
import type { JobStep } from './job-types.ts';
import type { Run } from './run.ts';
import { commitFiles } from './setup-steps/files.ts';
import { giveGateToken } from './setup-steps/gate-token.ts';
import { checkPermission } from './setup-steps/permission.ts';
import { findOrCreateProject } from './setup-steps/project.ts';
import { protectGateBranch } from './setup-steps/protect.ts';
import { proveGate } from './setup-steps/prove.ts';
import { closeForVariables } from './setup-steps/settings.ts';
import { ensureSweepSchedule } from './setup-steps/sweep-schedule.ts';
import { ensureTrigger } from './setup-steps/trigger.ts';

/**
 * The set-up of a group's gate project. Each step looks before it acts, so that it may be cut off anywhere and run
 * again, and so that a second admin finds what the first one made. The token comes before the files, because
 * these name the user that it belongs to.
 */
const STEPS: readonly { key: string; title: Text; work: (run: Run) => Promise<Text> }[] = [
  { key: 'permission', title: text('apply.step.permission'), work: checkPermission },
  { key: 'project', title: text('apply.step.project'), work: findOrCreateProject },
  { key: 'token', title: text('apply.step.token'), work: giveGateToken },
  { key: 'files', title: text('apply.step.files'), work: commitFiles },
  { key: 'protect', title: text('apply.step.protect'), work: protectGateBranch },
  { key: 'trigger', title: text('apply.step.trigger'), work: ensureTrigger },
  { key: 'sweep-schedule', title: text('apply.step.sweep_schedule'), work: ensureSweepSchedule },
  // Right before the test run, which takes it back where GitLab's webhooks need that.
  { key: 'settings', title: text('apply.step.settings'), work: closeForVariables },
  { key: 'prove', title: text('apply.step.prove'), work: proveGate },
];

export function setupSteps(): JobStep[] {
  return STEPS.map(({ key, title }) => ({ key, title, state: 'queued' }));
}

/** @throws what a step throws */
export async function runSetup(run: Run): Promise<void> {
  for (const { key, work } of STEPS) await run.step(key, () => work(run));
}
