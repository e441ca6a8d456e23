import pipelineTemplate from '../../../assets/gate-project/gitlab-ci.yml?raw';
import readmeTemplate from '../../../assets/gate-project/README.md?raw';
import { emptyEnrolment, readEnrolment, writeEnrolment } from '../../gate/enrolment.ts';
import { ENROLMENT_FILE, POLICY_FILE } from '../../gate/policy.ts';
import { readPolicy } from '../../gate/read-policy.ts';
import { writePolicy } from '../../gate/write-policy.ts';
import type { CommitAction } from '../../gitlab/endpoints/commits.ts';
import { type RepositoryFile, readFile } from '../../gitlab/endpoints/files.ts';
import { commitOnce } from '../commit.ts';
import { PIPELINE_FILE, PROGRAM_FILE, README_FILE } from '../gate-project.ts';
import { existingLanes } from '../lanes.ts';
import type { Run } from '../run.ts';

/**
 * Commits policy, enrolment, pipeline, program and readme in one commit. A policy that is there is kept, broken
 * or not; so is an enrolment. Pipeline, program and readme are ours and brought up to date.
 */
export async function commitFiles(run: Run): Promise<string> {
  const { client } = await run.session();
  const project = run.record.setup.project!;
  const program = await run.deps.gateProgram();
  let note = '';
  let again = false;
  const sha = await commitOnce(run, client, targetOf(project), 'MR Gate: set up', async () => {
    const [policy, enrolment, pipeline, code, readme] = await Promise.all(
      [POLICY_FILE, ENROLMENT_FILE, PIPELINE_FILE, PROGRAM_FILE, README_FILE].map((path) =>
        readFile(client, project.id, path, project.branch),
      ),
    );
    again ||= pipeline !== null && pipeline !== undefined;
    if (policy && !readPolicy(policy.text).ok)
      note = ' The policy file that is there has problems and was kept.';
    return [
      ...(policy ? [] : [create(POLICY_FILE, firstPolicy())]),
      ...enrolmentAction(run, enrolment ?? null),
      ...upToDate(PIPELINE_FILE, pipeline ?? null, pipelineTemplate),
      ...upToDate(PROGRAM_FILE, code ?? null, program),
      ...upToDate(README_FILE, readme ?? null, readmeTemplate),
    ];
  });
  for (const lane of again ? await existingLanes(client, project.id) : []) {
    // What a lane starts is the pipeline and the program; the rest is read from the default branch.
    await commitOnce(run, client, { ...targetOf(project), branch: lane }, 'MR Gate: update', async () => {
      const [pipeline, code] = await Promise.all(
        [PIPELINE_FILE, PROGRAM_FILE].map((path) => readFile(client, project.id, path, lane)),
      );
      return [
        ...upToDate(PIPELINE_FILE, pipeline ?? null, pipelineTemplate),
        ...upToDate(PROGRAM_FILE, code ?? null, program),
      ];
    });
  }
  return `${sha ? `Committed to ${project.branch}.` : 'Already there and up to date.'}${note}`;
}

function targetOf(project: { id: number; branch: string; path: string }) {
  return { project: project.id, branch: project.branch, path: project.path };
}

function firstPolicy(): string {
  return writePolicy({ version: 1, default: null, exceptions: [], ignores: [] });
}

function enrolmentAction(run: Run, file: RepositoryFile | null): CommitAction[] {
  const gateUser = run.record.setup.gateUser ?? null;
  if (!file) return [create(ENROLMENT_FILE, writeEnrolment({ ...emptyEnrolment(), gateUser }))];
  const reading = readEnrolment(file.text);
  if (!reading.ok || !gateUser || reading.enrolment.gateUser?.id === gateUser.id) return [];
  return upToDate(ENROLMENT_FILE, file, writeEnrolment({ ...reading.enrolment, gateUser }));
}

function create(path: string, content: string): CommitAction {
  return { action: 'create', path, content };
}

function upToDate(path: string, file: RepositoryFile | null, content: string): CommitAction[] {
  if (!file) return [create(path, content)];
  if (file.text === content) return [];
  return [{ action: 'update', path, content, lastCommit: file.lastCommit }];
}
