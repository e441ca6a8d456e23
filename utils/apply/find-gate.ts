import { Failure } from '../failure.ts';
import { showProject } from '../gitlab/endpoints/projects.ts';
import type { Requester } from '../gitlab/endpoints/read.ts';
import { GitLabError } from '../gitlab/errors.ts';
import { text } from '../texts/text.ts';
import { gateProjectPath } from './gate-project.ts';
import type { GateProject } from './group-snapshot.ts';

/** `acme/shop/backend` → `acme/shop`, `acme`: nearest first. */
export function ancestorsOf(groupPath: string): string[] {
  const parts = groupPath.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, parts.length - 1 - index).join('/'));
}

/** The gate project of this very group; null: none, or not to be seen. @throws GitLabError */
export async function findGateProject(gitlab: Requester, groupPath: string): Promise<GateProject | null> {
  try {
    const path = gateProjectPath(groupPath);
    const project = await showProject(gitlab, path);
    // Before 16.7 GitLab answers with a project that was moved, where it tells of the move now.
    return project && isAt(project, path) ? gateProjectOf(project, groupPath) : null;
  } catch (error) {
    // Moved away: the path is free, and what lives elsewhere is not this group's.
    if (error instanceof GitLabError && (error.kind === 'redirected' || error.kind === 'forbidden'))
      return null;
    throw error;
  }
}

/** Whether a project that was asked for by its path is there, and not moved away from it. */
export function isAt(project: { path: string }, path: string): boolean {
  return project.path.toLowerCase() === path.toLowerCase();
}

/** The nearest gate project, the group's own or an ancestor's. @throws Failure where there is none, GitLabError */
export async function nearestGateProject(gitlab: Requester, groupPath: string): Promise<GateProject> {
  for (const path of [groupPath, ...ancestorsOf(groupPath)]) {
    const found = await findGateProject(gitlab, path);
    if (found) return found;
  }
  throw new Failure(NO_GATE_PROJECT);
}

export function gateProjectOf(
  project: { id: number; path: string; webUrl: string; defaultBranch: string | null },
  groupPath: string,
): GateProject {
  return {
    id: project.id,
    path: project.path,
    webUrl: project.webUrl,
    branch: project.defaultBranch ?? 'main',
    groupPath,
  };
}

export const NO_GATE_PROJECT = {
  kind: 'no_gate_project',
  what: text('apply.error.no_gate_project'),
  next: text('apply.error.no_gate_project_next'),
};
