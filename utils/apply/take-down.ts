import { Failure } from '../failure.ts';
import { listGroupTokens, revokeGroupToken } from '../gitlab/endpoints/group-tokens.ts';
import { deleteSchedule, listSchedules } from '../gitlab/endpoints/pipeline-schedules.ts';
import { deleteProject, showProject } from '../gitlab/endpoints/projects.ts';
import { orNull } from '../gitlab/endpoints/read.ts';
import { deleteServiceAccount, listServiceAccounts } from '../gitlab/endpoints/service-accounts.ts';
import { deleteTrigger, listTriggers } from '../gitlab/endpoints/triggers.ts';
import { deleteVariable, showVariable } from '../gitlab/endpoints/variables.ts';
import {
  GATE_TOKEN_NAME,
  GATE_TOKEN_VARIABLE,
  gateAccountName,
  gateProjectMark,
  TRIGGER_DESCRIPTION,
} from './gate-project.ts';
import type { ApplyWork, TakeDown } from './journal.ts';
import { whereRefused } from './refused.ts';
import type { Run } from './run.ts';
import { whereOffered } from './setup-steps/new-gate-token.ts';

interface TakeDownStep {
  key: string;
  title: string;
  work: (run: Run, work: ApplyWork) => Promise<string>;
}

/**
 * What is left of the gate when the last repository is let go, what can act first: nothing runs any more, nothing can be
 * started, the token is worth nothing, and then the project goes. Each step finds again what an earlier attempt
 * has left, is content where nothing is left, and looks whether it is gone.
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
  const list = async () => {
    const found = (await orNull(listSchedules(client, gateProject.id))) ?? [];
    return found.filter((schedule) => OURS.test(schedule.description));
  };
  const ours = await list();
  for (const { id } of ours) await orNull(deleteSchedule(client, gateProject.id, id));
  if (ours.length > 0 && (await list()).length > 0)
    throw new Failure(stillThere('a pipeline schedule', gateProject));
  return ours.length > 0 ? `${ours.length} deleted.` : 'There are none.';
}

async function deleteTriggers(run: Run, { gateProject }: ApplyWork): Promise<string> {
  const { client } = await run.session();
  const list = async () => {
    const found = (await orNull(listTriggers(client, gateProject.id))) ?? [];
    return found.filter((trigger) => trigger.description === TRIGGER_DESCRIPTION);
  };
  const ours = await list();
  for (const { id } of ours) {
    await whereRefused(orNull(deleteTrigger(client, gateProject.id, id)), (reason) => ({
      kind: 'may_not_delete_trigger',
      what: `GitLab did not let you delete a pipeline trigger of ${gateProject.path}: ${reason}.`,
      next: 'Ask its owner, or a Maintainer of the gate project, then retry.',
    }));
  }
  if (ours.length > 0 && (await list()).length > 0)
    throw new Failure(stillThere('a pipeline trigger', gateProject));
  return ours.length > 0 ? `${ours.length} deleted.` : 'There are none.';
}

async function revokeToken(run: Run, { gateProject, takeDown }: ApplyWork): Promise<string> {
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
      what: `GitLab did not let you delete the service account @${username}: ${reason}.`,
      next: `Ask an Owner of ${group.path} to retry this, or to delete it there.`,
    }));
    // GitLab blocks it at once, and deletes it when what it wrote has been handed to the ghost user.
    return (await find())
      ? `GitLab is deleting the service account @${username}, and its token with it.`
      : `The service account @${username} is deleted, and its token with it.`;
  }
  const mark = gateProjectMark(gateProject.id);
  const list = async () => {
    const tokens = await whereRefused(orNull(listGroupTokens(client, group.id)), (reason) => ({
      kind: 'may_not_revoke',
      what: `GitLab does not show you the access tokens of ${group.path}: ${reason}.`,
      next: `Ask an Owner of ${group.path} to retry this, or to revoke “${GATE_TOKEN_NAME}” there.`,
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
  if (ours.length > 0 && (await list()).length > 0)
    throw new Failure(stillThere('a valid access token', group));
  if (ours.length > 0) return `“${GATE_TOKEN_NAME}” is revoked.`;
  return 'There is no group access token of the gate. One that a person handed in is theirs to revoke.';
}

async function removeVariable(run: Run, { gateProject }: ApplyWork): Promise<string> {
  const { client } = await run.session();
  const there = await orNull(deleteVariable(client, gateProject.id, GATE_TOKEN_VARIABLE).then(() => true));
  if (there && (await showVariable(client, gateProject.id, GATE_TOKEN_VARIABLE)))
    throw new Failure(stillThere(GATE_TOKEN_VARIABLE, gateProject));
  return there ? `${GATE_TOKEN_VARIABLE} is deleted.` : 'There is none.';
}

/** GitLab deletes in the background, a moment after its answer. */
const LOOK_AGAIN_MS = [500, 2000, 5000];

async function removeProject(run: Run, { gateProject }: ApplyWork): Promise<string> {
  const { client } = await run.session();
  const { id, path } = gateProject;
  const marked = `${path} is marked for deletion: GitLab waits some days with it.`;
  const there = await showProject(client, id);
  if (!there) return 'It is gone already.';
  // GitLab refuses to delete what is marked for it.
  if (there.markedForDeletion) return marked;
  const refusal = await whereRefused(orNull(deleteProject(client, id)), (reason) => ({
    kind: 'may_not_delete',
    what: `GitLab did not let you delete ${path}: ${reason}.`,
    next: 'It takes an Owner. Everything else is done: the project does nothing any more.',
    link: { href: gateProject.webUrl, text: path },
  })).then(
    () => null,
    (error: unknown) => ({ error }),
  );
  // A request that was sent again, its answer lost, is refused: the project says what became of the first.
  for (const delay of LOOK_AGAIN_MS) {
    const left = await showProject(client, id);
    if (!left) return `${path} is deleted.`;
    if (left.markedForDeletion) return marked;
    if (refusal) throw refusal.error;
    await run.deps.sleep(delay);
  }
  throw new Failure(stillThere('the project', gateProject));
}

function stillThere(what: string, place: { path: string; webUrl?: string }) {
  return {
    kind: 'not_deleted',
    what: `GitLab answered well, and ${place.path} still has ${what} of MR Gate.`,
    next: 'Retry, or delete it in GitLab.',
    ...(place.webUrl !== undefined && { link: { href: place.webUrl, text: place.path } }),
  };
}
