import { emptyEnrolment, readEnrolment, writeEnrolment } from '../../gate/enrolment.ts';
import { ENROLMENT_FILE, POLICY_FILE } from '../../gate/policy.ts';
import { readPolicy } from '../../gate/read-policy.ts';
import { VERSION } from '../../gate/version.ts';
import { writePolicy } from '../../gate/write-policy.ts';
import type { GitLabClient } from '../../gitlab/client.ts';
import type { CommitAction } from '../../gitlab/endpoints/commits.ts';
import { type RepositoryFile, readFile } from '../../gitlab/endpoints/files.ts';
import { text } from '../../texts/text.ts';
import type { Text } from '../../texts/types.ts';
import { commitOnce } from '../commit.ts';
import { PIPELINE_FILE, PROGRAM_FILE } from '../gate-project.ts';
import { isEdited, type OwnFile, ownFiles } from '../gate-update.ts';
import { existingLanes } from '../lanes.ts';
import type { Run } from '../run.ts';
import { joined } from '../settings-text.ts';

/**
 * Commits policy, enrolment, pipeline, program and readme in one commit. A policy that is there is kept, broken
 * or not; so is an enrolment. Pipeline, program and readme are ours and brought up to date, except where somebody
 * changed them by hand.
 */
export async function commitFiles(run: Run): Promise<Text> {
  const { client } = await run.session();
  const project = run.record.setup.project!;
  const own = ownFiles(await run.deps.gateProgram());
  let notes: Text[] = [];
  let again = false;
  const sha = await commitOnce(run, client, targetOf(project), 'MR Gate: set up', async () => {
    const [policy, enrolment] = await Promise.all(
      [POLICY_FILE, ENROLMENT_FILE].map((path) => readFile(client, project.id, path, project.branch)),
    );
    const changes = await changesOf(run, client, project.branch, own);
    again ||= changes.there;
    notes = policy && !readPolicy(policy.text).ok ? [text('apply.done.policy_kept')] : [];
    if (changes.kept.length > 0)
      notes.push(text('apply.done.files_kept', { files: joined('apply.list', changes.kept) }));
    return [
      ...(policy ? [] : [create(POLICY_FILE, firstPolicy())]),
      ...enrolmentAction(run, enrolment ?? null),
      ...changes.actions,
    ];
  });
  // What a lane starts is the pipeline and the program; the rest is read from the default branch.
  const started = own.filter(({ path }) => path === PIPELINE_FILE || path === PROGRAM_FILE);
  for (const lane of again ? await existingLanes(client, project.id) : []) {
    await commitOnce(
      run,
      client,
      { ...targetOf(project), branch: lane },
      'MR Gate: update',
      async () => (await changesOf(run, client, lane, started)).actions,
    );
  }
  const done = sha ? text('apply.done.committed', { branch: project.branch }) : text('apply.done.up_to_date');
  return joined('common.sentences', [done, ...notes]);
}

/** What brings our own files on a branch up to date, without those that somebody changed by hand. */
async function changesOf(run: Run, client: GitLabClient, branch: string, own: readonly OwnFile[]) {
  const { id } = run.record.setup.project!;
  const found = await Promise.all(own.map(({ path }) => readFile(client, id, path, branch)));
  const kept: string[] = [];
  const actions: CommitAction[] = [];
  for (const [i, { path, content }] of own.entries()) {
    const file = found[i] ?? null;
    if (file && (await isEdited(client, id, file, content))) kept.push(path);
    else actions.push(...upToDate(path, file, content));
  }
  return { actions, kept, there: found.some((file) => file !== null) };
}

function targetOf(project: { id: number; branch: string; path: string }) {
  return { project: project.id, branch: project.branch, path: project.path };
}

function firstPolicy(): string {
  return writePolicy({ version: 1, default: null, exceptions: [], ignores: [] });
}

function enrolmentAction(run: Run, file: RepositoryFile | null): CommitAction[] {
  const gateUser = run.record.setup.gateUser ?? null;
  const ours = { gateUser, program: VERSION };
  if (!file) return [create(ENROLMENT_FILE, writeEnrolment({ ...emptyEnrolment(), ...ours }))];
  const reading = readEnrolment(file.text);
  if (!reading.ok) return [];
  const { enrolment } = reading;
  const sameUser = !gateUser || enrolment.gateUser?.id === gateUser.id;
  if (sameUser && enrolment.program === VERSION) return [];
  const next = { ...enrolment, program: VERSION, ...(!sameUser && { gateUser }) };
  return upToDate(ENROLMENT_FILE, file, writeEnrolment(next));
}

function create(path: string, content: string): CommitAction {
  return { action: 'create', path, content };
}

function upToDate(path: string, file: RepositoryFile | null, content: string): CommitAction[] {
  if (!file) return [create(path, content)];
  if (file.text === content) return [];
  return [{ action: 'update', path, content, lastCommit: file.lastCommit }];
}
