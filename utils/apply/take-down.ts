import { Failure } from '../failure.ts';
import { listGroupTokens, revokeGroupToken } from '../gitlab/endpoints/group-tokens.ts';
import { deleteSchedule, listSchedules } from '../gitlab/endpoints/pipeline-schedules.ts';
import { deleteProject, showProject } from '../gitlab/endpoints/projects.ts';
import { orNull } from '../gitlab/endpoints/read.ts';
import { deleteServiceAccount, listServiceAccounts } from '../gitlab/endpoints/service-accounts.ts';
import { deleteTrigger, listTriggers } from '../gitlab/endpoints/triggers.ts';
import { deleteVariable, showVariable } from '../gitlab/endpoints/variables.ts';
import { text } from '../texts/text.ts';
import type { Text } from '../texts/types.ts';
import type { ApplyWork, TakeDown } from './apply-work-types.ts';
import {
  GATE_TOKEN_NAME,
  GATE_TOKEN_VARIABLE,
  gateAccountName,
  gateProjectMark,
  TRIGGER_DESCRIPTION,
} from './gate-project.ts';
import { whereRefused } from './refused.ts';
import type { Run } from './run.ts';
import { whereOffered } from './setup-steps/new-gate-token.ts';

interface TakeDownStep {
  key: string;
  title: Text;
  work: (run: Run, work: ApplyWork) => Promise<Text>;
}

/**
 * What is left of the gate when the last repository is let go, what can act first: nothing runs any more, nothing can be
 * started, the token is worth nothing, and then the project goes. Each step finds again what an earlier attempt
 * has left, is content where nothing is left, and looks whether it is gone.
 */
export const TAKE_DOWN_STEPS: readonly TakeDownStep[] = [
  { key: 'gate-schedules', title: text('apply.step.gate_schedules'), work: deleteSchedules },
  { key: 'gate-triggers', title: text('apply.step.gate_triggers'), work: deleteTriggers },
  { key: 'gate-token', title: text('apply.step.gate_token'), work: revokeToken },
  { key: 'gate-variable', title: text('apply.step.gate_variable'), work: removeVariable },
  { key: 'gate-project', title: text('apply.step.gate_project'), work: removeProject },
];

/** Schedules of ours are told by their description. */
const OURS = /^MR Gate\b/;

async function deleteSchedules(run: Run, { gateProject }: ApplyWork): Promise<Text> {
  const { client } = await run.session();
  const list = async () => {
    const found = (await orNull(listSchedules(client, gateProject.id))) ?? [];
    return found.filter((schedule) => OURS.test(schedule.description));
  };
  const ours = await list();
  for (const { id } of ours) await orNull(deleteSchedule(client, gateProject.id, id));
  if (ours.length > 0 && (await list()).length > 0) throw new Failure(stillThere('schedule', gateProject));
  return ours.length > 0
    ? text('apply.done.deleted_count', { number: ours.length })
    : text('apply.done.none');
}

async function deleteTriggers(run: Run, { gateProject }: ApplyWork): Promise<Text> {
  const { client } = await run.session();
  const list = async () => {
    const found = (await orNull(listTriggers(client, gateProject.id))) ?? [];
    return found.filter((trigger) => trigger.description === TRIGGER_DESCRIPTION);
  };
  const ours = await list();
  for (const { id } of ours) {
    await whereRefused(orNull(deleteTrigger(client, gateProject.id, id)), (reason) => ({
      kind: 'may_not_delete_trigger',
      what: text('apply.error.may_not_delete_trigger', { path: gateProject.path, reason }),
      next: text('apply.error.may_not_delete_trigger_next'),
    }));
  }
  if (ours.length > 0 && (await list()).length > 0) throw new Failure(stillThere('trigger', gateProject));
  return ours.length > 0
    ? text('apply.done.deleted_count', { number: ours.length })
    : text('apply.done.none');
}

async function revokeToken(run: Run, { gateProject, takeDown }: ApplyWork): Promise<Text> {
  const { client } = await run.session();
  const { group } = takeDown as TakeDown;
  const username = gateAccountName(gateProject.id);
  const find = async () =>
    (await whereOffered(listServiceAccounts(client, group.id)))?.find(
      (candidate) => candidate.username === username,
    );
  const account = await find();
  if (account) {
    await whereRefused(orNull(deleteServiceAccount(client, group.id, account.id)), (reason) => ({
      kind: 'may_not_revoke',
      what: text('apply.error.may_not_delete_account', { username, reason }),
      next: text('apply.error.may_not_delete_account_next', { group: group.path }),
    }));
    // GitLab blocks it at once, and deletes it when what it wrote has been handed to the ghost user.
    return (await find())
      ? text('apply.done.account_going', { username })
      : text('apply.done.account_deleted', { username });
  }
  const mark = gateProjectMark(gateProject.id);
  const list = async () => {
    const tokens = await whereRefused(orNull(listGroupTokens(client, group.id)), (reason) => ({
      kind: 'may_not_revoke',
      what: text('apply.error.tokens_not_shown', { group: group.path, reason }),
      next: text('apply.error.tokens_not_shown_next', { group: group.path, name: GATE_TOKEN_NAME }),
    }));
    return (tokens ?? []).filter(
      (token) =>
        token.active &&
        token.name === GATE_TOKEN_NAME &&
        (token.description === null || token.description.startsWith(mark)),
    );
  };
  const ours = await list();
  for (const { id } of ours) await orNull(revokeGroupToken(client, group.id, id));
  if (ours.length > 0 && (await list()).length > 0) throw new Failure(stillThere('token', group));
  if (ours.length > 0) return text('apply.done.token_revoked', { name: GATE_TOKEN_NAME });
  return text('apply.done.no_token');
}

async function removeVariable(run: Run, { gateProject }: ApplyWork): Promise<Text> {
  const { client } = await run.session();
  const there = await orNull(deleteVariable(client, gateProject.id, GATE_TOKEN_VARIABLE).then(() => true));
  if (there && (await showVariable(client, gateProject.id, GATE_TOKEN_VARIABLE)))
    throw new Failure(stillThere('variable', gateProject));
  return there ? text('apply.done.deleted', { name: GATE_TOKEN_VARIABLE }) : text('apply.done.no_such');
}

/** GitLab deletes in the background, a moment after its answer. */
const LOOK_AGAIN_MS = [500, 2000, 5000];

async function removeProject(run: Run, { gateProject }: ApplyWork): Promise<Text> {
  const { client } = await run.session();
  const { id, path } = gateProject;
  const marked = text('apply.done.marked', { path });
  const there = await showProject(client, id);
  if (!there) return text('apply.done.gone');
  // GitLab refuses to delete what is marked for it.
  if (there.markedForDeletion) return marked;
  const refusal = await whereRefused(orNull(deleteProject(client, id)), (reason) => ({
    kind: 'may_not_delete',
    what: text('apply.error.may_not_delete', { path, reason }),
    next: text('apply.error.may_not_delete_next'),
    link: { href: gateProject.webUrl, text: path },
  })).then(
    () => null,
    (error: unknown) => ({ error }),
  );
  // A request that was sent again, its answer lost, is refused: the project says what became of the first.
  for (const delay of LOOK_AGAIN_MS) {
    const left = await showProject(client, id);
    if (!left) return text('apply.done.deleted', { name: path });
    if (left.markedForDeletion) return marked;
    if (refusal) throw refusal.error;
    await run.deps.sleep(delay);
  }
  throw new Failure(stillThere('project', gateProject));
}

function stillThere(
  what: 'schedule' | 'trigger' | 'token' | 'variable' | 'project',
  place: { path: string; webUrl?: string },
) {
  return {
    kind: 'not_deleted',
    what: text(`apply.error.not_deleted_${what}`, { path: place.path }),
    next: text('apply.error.not_deleted_next'),
    ...(place.webUrl !== undefined && { link: { href: place.webUrl, text: place.path } }),
  };
}
