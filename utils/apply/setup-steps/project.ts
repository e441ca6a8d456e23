import { Failure } from '../../failure.ts';
import { readFile } from '../../gitlab/endpoints/files.ts';
import { createProject, type Project, showProject } from '../../gitlab/endpoints/projects.ts';
import type { Requester } from '../../gitlab/endpoints/read.ts';
import { GitLabError } from '../../gitlab/errors.ts';
import { text } from '../../texts/text.ts';
import type { Text } from '../../texts/types.ts';
import { isAt } from '../find-gate.ts';
import {
  GATE_PROJECT_DESCRIPTION,
  GATE_PROJECT_NAME,
  gateProjectPath,
  PIPELINE_FILE,
  PROGRAM_FILE,
} from '../gate-project.ts';
import { isTaken, isUncertain, reasonOf } from '../refused.ts';
import type { Run } from '../run.ts';

/** Finds the group's gate project, or creates it. A project of that path that is not ours is not touched. */
export async function findOrCreateProject(run: Run): Promise<Text> {
  const { client } = await run.session();
  const group = run.record.setup.group!;
  const path = gateProjectPath(group.path);
  const found = await lookUp(client, path);
  const project = found ?? (await create(client, group.id, path));
  await refuseForeign(client, project);
  run.record.setup.project = {
    id: project.id,
    path: project.path,
    webUrl: project.webUrl,
    branch: project.defaultBranch ?? 'main',
  };
  return found
    ? text('apply.done.found', { path: project.path })
    : text('apply.done.created', { path: project.path });
}

/** The second where a project of the group has the first: GitLab wants names of their own. */
const NAMES = ['MR Gate', GATE_PROJECT_NAME];

async function create(gitlab: Requester, namespaceId: number, path: string): Promise<Project> {
  for (const name of NAMES) {
    try {
      return await createProject(gitlab, {
        name,
        path: GATE_PROJECT_NAME,
        namespaceId,
        description: GATE_PROJECT_DESCRIPTION,
      });
    } catch (error) {
      if (!isTaken(error) && !isUncertain(error)) throw told(error, path);
      // Another admin was faster, or it was created and the answer got lost: the one project is there now.
      const there = await lookUp(gitlab, path);
      if (there) return there;
      if (!isTaken(error)) throw error;
    }
  }
  throw new Failure(notOurs(path));
}

async function lookUp(gitlab: Requester, path: string): Promise<Project | null> {
  try {
    const project = await showProject(gitlab, path);
    return project && isAt(project, path) ? project : null;
  } catch (error) {
    if (error instanceof GitLabError && error.kind === 'redirected') return null;
    throw error;
  }
}

async function refuseForeign(gitlab: Requester, project: Project): Promise<void> {
  if (project.archived) {
    throw new Failure({
      kind: 'gate_project_archived',
      what: text('apply.error.gate_archived', { path: project.path }),
      next: text('apply.error.gate_archived_next'),
      link: { href: project.webUrl, text: project.path },
    });
  }
  const empty = project.empty || project.defaultBranch === null;
  const ours = empty
    ? project.description.startsWith(GATE_PROJECT_DESCRIPTION)
    : (await readFile(gitlab, project.id, PIPELINE_FILE, 'HEAD'))?.text.includes(PROGRAM_FILE);
  if (!ours) throw new Failure(notOurs(project.path, project.webUrl));
}

function notOurs(path: string, webUrl?: string) {
  return {
    kind: 'gate_path_taken',
    what: text('apply.error.path_taken', { path }),
    next: text('apply.error.path_taken_next'),
    ...(webUrl !== undefined && { link: { href: webUrl, text: path } }),
  };
}

function told(error: unknown, path: string): unknown {
  if (!(error instanceof GitLabError) || (error.kind !== 'forbidden' && error.kind !== 'invalid'))
    return error;
  return new Failure({
    kind: 'may_not_create',
    what: text('apply.error.may_not_create', { path, reason: reasonOf(error) }),
    next: text('apply.error.may_not_create_next'),
  });
}
