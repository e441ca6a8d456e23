import { json } from '../server/answer.ts';
import { apiError, forbidden, grapeError, invalid } from '../server/errors.ts';
import { keyset } from '../server/pagination.ts';
import { adoptDefaultBranch, afterPush, branchChange } from '../server/pushes.ts';
import { since } from '../server/since.ts';
import { findGroup, groupById } from '../world/find.ts';
import { ACCESS, canSeeGroup, memberLevel } from '../world/roles.ts';
import type { Group, Project } from '../world/types.ts';
import { type ApiCall, type ApiRouter, now } from './call.ts';
import { deleteProject } from './delete-project.ts';
import { projectBasic, projectEntity, projectWithAccess } from './entities/project.ts';
import { filterProjects, sortProjects } from './groups.ts';
import { applyAttributes, PROJECT_ATTRIBUTES } from './project-attributes.ts';

export function addProjectRoutes(router: ApiRouter): void {
  router.add('GET', '/projects', (call) => {
    const membership = call.params.boolean('membership') ?? false;
    const simple = call.params.boolean('simple') ?? false;
    const seen = filterProjects(call, call.world.projects).filter(
      (project) => !membership || memberLevel(call.world, call.user, { projectId: project.id }) > 0,
    );
    const entity = (project: Project) =>
      simple || call.user === null
        ? projectBasic(call.context, project)
        : projectWithAccess(call.context, project, call.user);
    const paging = call.params.oneOf('pagination', ['keyset', 'legacy']);
    if (paging !== 'keyset') return call.page(sortProjects(call, seen), entity);
    const page = keyset(seen, call.params, call.url);
    return json(page.items.map(entity), 200, page.headers);
  });

  router.add('GET', '/projects/:id', (call) => {
    const project = call.project();
    return json(
      call.user === null
        ? projectBasic(call.context, project)
        : projectWithAccess(call.context, project, call.user),
    );
  });

  router.add('POST', '/projects', createProject);

  router.add('PUT', '/projects/:id', (call) => {
    const project = call.project();
    call.authorize(project, 'maintainer');
    call.params.requireOneOf(...PROJECT_ATTRIBUTES);
    if (project.archived) throw forbidden();
    // What moves or uncovers the project is the Owner's alone.
    const { path, visibility } = call.params.values;
    const moves =
      (path ?? project.path) !== project.path || (visibility ?? project.visibility) !== project.visibility;
    if (moves && call.level(project) < ACCESS.owner) throw forbidden();
    applyAttributes(call, project);
    return json(projectEntity(call.context, project, call.user));
  });

  router.add('DELETE', '/projects/:id', deleteProject);

  for (const archived of [true, false])
    router.add('POST', `/projects/:id/${archived ? 'archive' : 'unarchive'}`, (call) => {
      const project = call.project();
      call.authorize(project, 'owner');
      project.archived = archived;
      return json(projectEntity(call.context, project, call.user), 201);
    });
}

async function createProject(call: ApiCall) {
  const user = call.requireUser();
  const { params, world, context } = call;
  if (!params.has('name') && !params.has('path'))
    throw grapeError(400, 'name, path are missing, at least one parameter must be provided');
  const name = params.string('name') ?? params.requiredString('path');
  const path = params.string('path') ?? slug(name);
  const group = namespaceFor(call);
  if (call.level(group) < ACCESS.developer) throw forbidden();
  if (!/^[a-zA-Z0-9_][a-zA-Z0-9_.-]*$/.test(path) || /\.(git|atom)$/.test(path))
    throw invalid({
      path: [
        "can contain only letters, digits, '_', '-' and '.'. Cannot start with '-', end in '.git' or end in '.atom'",
      ],
    });
  const fullPath = `${group.fullPath}/${path}`;
  requireFree(call, group, name, fullPath);
  const visibility = params.oneOf('visibility', ['private', 'internal', 'public']) ?? 'private';
  if (RANK[visibility] > RANK[group.visibility])
    throw invalid({ visibility_level: [`${visibility} is not allowed in a ${group.visibility} group.`] });
  const at = now();
  const project: Project = {
    id: context.newId('project'),
    name,
    path,
    fullPath,
    namespaceId: group.id,
    description: '',
    visibility,
    defaultBranch: null,
    archived: false,
    mergeRequestsEnabled: true,
    jobsEnabled: true,
    onlyAllowMergeIfPipelineSucceeds: false,
    allowMergeOnSkippedPipeline: false,
    onlyAllowMergeIfAllDiscussionsAreResolved: false,
    ciConfigPath: '',
    // New projects of new namespaces since 17.7.
    pipelineVariablesMinimumRole: since(call.world, '17.7') ? 'no_one_allowed' : 'developer',
    protectedBranches: [],
    formerPaths: [],
    forkedFromId: null,
    createdAt: at,
    lastActivityAt: at,
    creatorId: user.id,
    settings: {},
  };
  applyAttributes(call, project, { creating: true });
  for (const other of world.projects)
    other.formerPaths = other.formerPaths.filter((former) => former.toLowerCase() !== fullPath.toLowerCase());
  const branch = params.string('default_branch') ?? 'main';
  await context.store.createRepo(project.id, branch);
  try {
    // Another request may have made it meanwhile: GitLab's database lets one of them win.
    requireFree(call, group, name, fullPath);
  } catch (error) {
    void context.track(context.store.deleteRepo(project.id));
    throw error;
  }
  world.projects.push(project);
  if (params.boolean('initialize_with_readme') ?? false) {
    const sha = await context.store.commit(project.id, {
      branch,
      message: 'Initial commit',
      author: { name: user.name, email: user.email },
      actions: [{ action: 'create', path: 'README.md', content: Buffer.from(`# ${name}\n`) }],
    });
    adoptDefaultBranch(project, branch);
    void context.track(afterPush(context, project, user, [branchChange(branch, null, sha)]));
  }
  return json(projectEntity(context, project, user), 201);
}

/** Within a namespace no two projects share a path, nor a name (app/models/namespace.rb). */
function requireFree({ world }: ApiCall, group: Group, name: string, fullPath: string): void {
  const taken = ['has already been taken'];
  if (world.projects.some((other) => other.fullPath.toLowerCase() === fullPath.toLowerCase()))
    throw invalid({ 'project_namespace.name': taken, name: taken, path: taken });
  if (world.projects.some((other) => other.namespaceId === group.id && other.name === name))
    throw invalid({ 'project_namespace.name': taken, name: taken });
}

const RANK = { private: 0, internal: 10, public: 20 } as const;

function namespaceFor(call: ApiCall): Group {
  const id = call.params.integer('namespace_id');
  // Personal namespaces are not part of this instance.
  if (id === undefined) throw apiError(403, '403 Forbidden');
  const group = findGroup(call.world, id);
  if (group === undefined || !canSeeGroup(call.world, call.user, group))
    throw invalid({ namespace: ['is not valid'] });
  return groupById(call.world, group.id);
}

function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9_.-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
}
