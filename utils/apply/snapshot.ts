import type { Connection } from '../connection.ts';
import {
  type ListedProject,
  listAdministrable,
  listGroupProjects,
  showGroup,
} from '../gitlab/endpoints/group-projects.ts';
import { groupRole, MAINTAINER } from '../gitlab/endpoints/members.ts';
import { showProject } from '../gitlab/endpoints/projects.ts';
import { GitLabError } from '../gitlab/errors.ts';
import type { Transport } from '../gitlab/transport.ts';
import { type GateFiles, gateProjectPath, probeGateFiles } from './gate-project.ts';
import type { GateProject, GroupSnapshot } from './types.ts';

/**
 * Everything that the panel shows of a group, in at most three round trips one after the other: the group, the
 * user's role, the gate project's files and the first page of repositories are asked at once; the other pages,
 * and an ancestor's gate project where the group has none of its own, after that. A thousand repositories
 * of a top-level group take 14 requests.
 *
 * @throws GitLabError
 */
export async function loadGroup(
  gitlab: Transport,
  connection: Connection,
  groupPath: string,
  now: () => number = Date.now,
): Promise<GroupSnapshot> {
  const role = groupRole(gitlab, groupPath, connection.user.id);
  const [group, listed, administrable, own, ancestors] = await Promise.all([
    showGroup(gitlab, groupPath),
    listGroupProjects(gitlab, groupPath),
    // Whoever is Maintainer of the group is so of everything in it: roles only grow further down.
    role.then((level) => (level >= MAINTAINER ? null : listAdministrable(gitlab, groupPath))),
    probeGateFiles(gitlab, gateProjectPath(groupPath)),
    Promise.all(ancestorsOf(groupPath).map((path) => findGateProject(gitlab, path))),
  ]);
  const gate =
    (own && (await ownGate(gitlab, groupPath, listed, own))) || (await nearestGate(gitlab, ancestors));
  return {
    group: { id: group.id, path: group.path, name: group.name, webUrl: group.webUrl },
    connection,
    gateProject: gate?.project ?? null,
    policy: gate ? readingOf(gate.files) : null,
    enrolment: gate?.files.enrolment.ok ? gate.files.enrolment.enrolment : null,
    repos: listed.map((project) => ({
      ...project,
      canAdminister: administrable === null || administrable.has(project.id),
    })),
    loadedAt: new Date(now()).toISOString(),
  };
}

interface Gate {
  project: GateProject;
  files: GateFiles;
}

/** `acme/shop/backend` → `acme/shop`, `acme`: nearest first. */
function ancestorsOf(groupPath: string): string[] {
  const parts = groupPath.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, parts.length - 1 - index).join('/'));
}

async function ownGate(
  gitlab: Transport,
  groupPath: string,
  listed: ListedProject[],
  files: GateFiles,
): Promise<Gate | null> {
  const path = gateProjectPath(groupPath).toLowerCase();
  const project = listed.find((candidate) => candidate.path.toLowerCase() === path);
  if (!project) {
    const found = await findGateProject(gitlab, groupPath);
    return found && { project: found, files };
  }
  return { project: gateOf(project, groupPath), files };
}

async function nearestGate(gitlab: Transport, candidates: (GateProject | null)[]): Promise<Gate | null> {
  for (const project of candidates) {
    const files = project && (await probeGateFiles(gitlab, project.path));
    if (files) return { project, files };
  }
  return null;
}

async function findGateProject(gitlab: Transport, groupPath: string): Promise<GateProject | null> {
  try {
    const project = await showProject(gitlab, gateProjectPath(groupPath));
    return project && gateOf(project, groupPath);
  } catch (error) {
    // Moved away: the path is free, and what lives elsewhere is not this group's.
    if (error instanceof GitLabError && (error.kind === 'redirected' || error.kind === 'forbidden'))
      return null;
    throw error;
  }
}

function gateOf(
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

function readingOf({ policy, enrolment, commit }: GateFiles): GroupSnapshot['policy'] {
  if (!policy.ok) return policy;
  if (!enrolment.ok) return { ok: false, problems: [enrolment.problem] };
  return { ok: true, policy: policy.policy, commit, text: policy.text };
}
