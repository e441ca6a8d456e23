import type { Connection } from '../connection.ts';
import {
  type ListedProject,
  listAdministrable,
  listGroupProjects,
  showGroup,
} from '../gitlab/endpoints/group-projects.ts';
import { groupRole, MAINTAINER } from '../gitlab/endpoints/members.ts';
import type { Transport } from '../gitlab/transport.ts';
import { ancestorsOf, findGateProject, gateProjectOf } from './find-gate.ts';
import { type GateFiles, gateProjectPath, probeGateFiles } from './gate-project.ts';
import type { GateProject, GroupSnapshot } from './group-snapshot.ts';

/** A group of which only the first repositories, by id, are there yet. */
export interface FirstRows {
  snapshot: GroupSnapshot;
  /** How many there will be; null: GitLab does not say. */
  total: number | null;
}

/**
 * Everything that the panel shows of a group, in at most three round trips one after the other: the user's role,
 * the gate project's files and the first page of repositories are asked at once; the other pages, and what only
 * groups without a gate project of their own need, after that. A thousand repositories beside the gate project of
 * a top-level group take 14 requests.
 *
 * @param onFirst called with the first hundred repositories after one round trip, where there are more. It costs two
 *   requests, for what the last page would have told.
 * @throws GitLabError
 */
export async function loadGroup(
  gitlab: Transport,
  connection: Connection,
  groupPath: string,
  now: () => number = Date.now,
  onFirst?: (first: FirstRows) => void,
): Promise<GroupSnapshot> {
  const listing = startListing(gitlab, connection, groupPath);
  const own = probeGateFiles(gitlab, gateProjectPath(groupPath));
  const above = Promise.all(ancestorsOf(groupPath).map((path) => findGateProject(gitlab, path)));
  const early = onFirst && {
    group: showGroup(gitlab, groupPath),
    gateProject: findGateProject(gitlab, groupPath),
  };
  const group = early?.group ?? groupOf(gitlab, groupPath, own, listing.all);
  const build = async (listed: Listed, gateProject: GateProject | null): Promise<GroupSnapshot> => {
    const files = await own;
    const gate =
      (files && (await ownGate(gitlab, groupPath, listed.projects, files, gateProject))) ||
      (await nearestGate(gitlab, await above));
    return {
      group: await group,
      connection,
      gateProject: gate?.project ?? null,
      policy: gate ? readingOf(gate.files) : null,
      enrolment: gate?.files.enrolment.ok ? gate.files.enrolment.enrolment : null,
      repos: listed.projects.map(({ namespace: _, ...project }) => ({
        ...project,
        canAdminister: listed.administrable === null || listed.administrable.has(project.id),
      })),
      loadedAt: new Date(now()).toISOString(),
    };
  };
  if (onFirst && early) {
    void Promise.all([listing.first, early.gateProject])
      .then(async ([first, gate]) =>
        onFirst({ snapshot: onlyOfItsRepos(await build(first, gate)), total: first.total }),
      )
      // Whatever went wrong, the whole says it.
      .catch(() => undefined);
  }
  // All are awaited together, so that none fails unheard.
  const [listed, gateProject] = await Promise.all([
    listing.all,
    early?.gateProject ?? null,
    own,
    above,
    group,
  ]);
  return build(listed, gateProject);
}

/** What is known of thousands of others would take its time on its way to the page. */
function onlyOfItsRepos(snapshot: GroupSnapshot): GroupSnapshot {
  const { enrolment, repos } = snapshot;
  if (!enrolment) return snapshot;
  const projects = Object.fromEntries(
    repos.flatMap(({ id }) => {
      const entry = enrolment.projects[String(id)];
      return entry ? [[String(id), entry]] : [];
    }),
  );
  return { ...snapshot, enrolment: { ...enrolment, projects } };
}

interface Listed {
  projects: ListedProject[];
  /** Ids of the projects that the user may configure; null: all. */
  administrable: Set<number> | null;
}

/** `first` stays open where everything fits on one page. */
function startListing(
  gitlab: Transport,
  connection: Connection,
  groupPath: string,
): { first: Promise<Listed & { total: number | null }>; all: Promise<Listed> } {
  let onProjects: (page: { projects: ListedProject[]; total: number | null }) => void;
  let onAdministrable: (ids: Set<number>) => void;
  const firstProjects = new Promise<Parameters<typeof onProjects>[0]>((resolve) => {
    onProjects = resolve;
  });
  const firstAdministrable = new Promise<Set<number>>((resolve) => {
    onAdministrable = resolve;
  });
  const projects = listGroupProjects(gitlab, groupPath, (page, total) =>
    onProjects({ projects: page, total }),
  );
  // Whoever is Maintainer of the group is so of everything in it: roles only grow further down.
  const administrable = groupRole(gitlab, groupPath, connection.user.id).then((level) =>
    level >= MAINTAINER ? null : listAdministrable(gitlab, groupPath, (ids) => onAdministrable(ids)),
  );
  const all = Promise.all([projects, administrable]).then(([projects, administrable]) => ({
    projects,
    administrable,
  }));
  const first = Promise.all([firstProjects, Promise.race([firstAdministrable, administrable])]).then(
    ([page, administrable]) => ({ ...page, administrable }),
  );
  first.catch(() => undefined);
  return { first, all };
}

/** The group itself. Its gate project is in it and says the same, so that nothing has to be asked. */
async function groupOf(
  gitlab: Transport,
  groupPath: string,
  own: Promise<GateFiles | null>,
  all: Promise<Listed>,
): Promise<GroupSnapshot['group']> {
  const gate = (await own) && ownProject((await all).projects, groupPath);
  const namespace = gate?.namespace;
  if (!namespace?.web_url) return showGroup(gitlab, groupPath);
  return { id: namespace.id, path: namespace.full_path, name: namespace.name, webUrl: namespace.web_url };
}

function ownProject(listed: ListedProject[], groupPath: string): ListedProject | undefined {
  const path = gateProjectPath(groupPath).toLowerCase();
  return listed.find((candidate) => candidate.path.toLowerCase() === path);
}

interface Gate {
  project: GateProject;
  files: GateFiles;
}

async function ownGate(
  gitlab: Transport,
  groupPath: string,
  listed: ListedProject[],
  files: GateFiles,
  known: GateProject | null,
): Promise<Gate | null> {
  const project = ownProject(listed, groupPath);
  const gate = project
    ? gateProjectOf(project, groupPath)
    : (known ?? (await findGateProject(gitlab, groupPath)));
  return gate && { project: gate, files };
}

async function nearestGate(gitlab: Transport, candidates: (GateProject | null)[]): Promise<Gate | null> {
  for (const project of candidates) {
    const files = project && (await probeGateFiles(gitlab, project.path));
    if (files) return { project, files };
  }
  return null;
}

function readingOf({ policy, enrolment, commit }: GateFiles): GroupSnapshot['policy'] {
  if (!policy.ok) return policy;
  if (!enrolment.ok) return enrolment;
  return { ok: true, policy: policy.policy, commit, text: policy.text };
}
