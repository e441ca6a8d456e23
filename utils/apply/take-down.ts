import { listGroupTokens, revokeGroupToken } from '../gitlab/endpoints/group-tokens.ts';
import { deleteSchedule, listSchedules } from '../gitlab/endpoints/pipeline-schedules.ts';
import { deleteProject } from '../gitlab/endpoints/projects.ts';
import { orNull } from '../gitlab/endpoints/read.ts';
import { deleteTrigger, listTriggers } from '../gitlab/endpoints/triggers.ts';
import { deleteVariable } from '../gitlab/endpoints/variables.ts';
import {
  GATE_TOKEN_NAME,
  GATE_TOKEN_VARIABLE,
  gateProjectMark,
  TRIGGER_DESCRIPTION,
} from './gate-project.ts';
import type { ApplyWork, TakeDown } from './journal.ts';
import { whereRefused } from './refused.ts';
import type { Run } from './run.ts';

interface TakeDownStep {
  key: string;
  title: string;
  work: (run: Run, work: ApplyWork) => Promise<string>;
}

/**
 * What is left of the gate when the last repository is let go, what can act first: nothing runs any more, nothing can be
 * started, the token is worth nothing, and then the project goes. Each step finds again what an earlier attempt
 * has left, and is content where nothing is left.
 */
export const TAKE_DOWN_STEPS: readonly TakeDownStep[] = [
  { key: 'gate-schedules', title: 'Delete the gate’s schedules', work: deleteSchedules },
  { key: 'gate-triggers', title: 'Delete the pipeline triggers', work: deleteTriggers },
  { key: 'gate-token', title: 'Revoke the gate’s own token', work: revokeToken },
  { key: 'gate-variable', title: 'Delete the token’s variable', work: removeVariable },
  { key: 'gate-project', title: 'Delete the gate project', work: removeProject },
];

/** Schedules of ours are told by their description. */
const OURS = /^MR Gate\b/;

async function deleteSchedules(run: Run, { gateProject }: ApplyWork): Promise<string> {
  const { client } = await run.session();
  const found = (await orNull(listSchedules(client, gateProject.id))) ?? [];
  const ours = found.filter((schedule) => OURS.test(schedule.description));
  for (const { id } of ours) await orNull(deleteSchedule(client, gateProject.id, id));
  return ours.length > 0 ? `${ours.length} deleted.` : 'There are none.';
}

async function deleteTriggers(run: Run, { gateProject }: ApplyWork): Promise<string> {
  const { client } = await run.session();
  const found = (await orNull(listTriggers(client, gateProject.id))) ?? [];
  const ours = found.filter((trigger) => trigger.description === TRIGGER_DESCRIPTION);
  for (const { id } of ours) {
    await whereRefused(orNull(deleteTrigger(client, gateProject.id, id)), (reason) => ({
      kind: 'may_not_delete_trigger',
      what: `GitLab did not let you delete a pipeline trigger of ${gateProject.path}: ${reason}.`,
      next: 'Ask its owner, or a Maintainer of the gate project, then retry.',
    }));
  }
  return ours.length > 0 ? `${ours.length} deleted.` : 'There are none.';
}

async function revokeToken(run: Run, { gateProject, takeDown }: ApplyWork): Promise<string> {
  const { client } = await run.session();
  const { group } = takeDown as TakeDown;
  const tokens = await whereRefused(orNull(listGroupTokens(client, group.id)), (reason) => ({
    kind: 'may_not_revoke',
    what: `GitLab does not show you the access tokens of ${group.path}: ${reason}.`,
    next: `Ask an Owner of ${group.path} to retry this, or to revoke “${GATE_TOKEN_NAME}” there.`,
  }));
  const mark = gateProjectMark(gateProject.id);
  const ours = (tokens ?? []).filter(
    (token) =>
      token.active &&
      token.name === GATE_TOKEN_NAME &&
      (token.description === null || token.description.startsWith(mark)),
  );
  for (const { id } of ours) await orNull(revokeGroupToken(client, group.id, id));
  if (ours.length > 0) return `“${GATE_TOKEN_NAME}” is revoked.`;
  return 'There is no group access token of the gate. One that a person handed in is theirs to revoke.';
}

async function removeVariable(run: Run, { gateProject }: ApplyWork): Promise<string> {
  const { client } = await run.session();
  const there = await orNull(deleteVariable(client, gateProject.id, GATE_TOKEN_VARIABLE).then(() => true));
  return there ? `${GATE_TOKEN_VARIABLE} is deleted.` : 'There is none.';
}

async function removeProject(run: Run, { gateProject }: ApplyWork): Promise<string> {
  const { client } = await run.session();
  const there = await whereRefused(
    orNull(deleteProject(client, gateProject.id).then(() => true)),
    (reason) => ({
      kind: 'may_not_delete',
      what: `GitLab did not let you delete ${gateProject.path}: ${reason}.`,
      next: 'It takes an Owner. Everything else is done: the project does nothing any more.',
      link: { href: gateProject.webUrl, text: gateProject.path },
    }),
  );
  return there
    ? `${gateProject.path} is deleted, or marked for it where GitLab waits with that.`
    : 'It is gone already.';
}
