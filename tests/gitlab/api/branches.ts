import { json, noContent } from '../server/answer.ts';
import { CommitRefused } from '../server/context.ts';
import { apiError, badRequest, forbidden, grapeError, notFound } from '../server/errors.ts';
import { afterPush, branchChange } from '../server/pushes.ts';
import { ACCESS, canPush, protection } from '../world/roles.ts';
import type { AccessLevel, Project } from '../world/types.ts';
import type { ApiCall, ApiRouter } from './call.ts';
import { commitEntity } from './entities/commit.ts';

/** `^term` and `term$` look at the beginning and the end (doc/api/branches). */
function fits(name: string, search: string): boolean {
  if (search.startsWith('^')) return name.startsWith(search.slice(1));
  return search.endsWith('$') ? name.endsWith(search.slice(0, -1)) : name.includes(search);
}

export function addBranchRoutes(router: ApiRouter): void {
  const base = '/projects/:id/repository/branches';

  router.add('GET', base, async (call) => {
    const project = call.codeProject();
    const search = call.params.string('search');
    const branches = (await call.context.store.branches(project.id)).filter(
      (branch) => search === undefined || fits(branch.name, search),
    );
    return call.pageAsync(branches, (branch) => entity(call, project, branch));
  });

  router.add('GET', `${base}/:branch`, async (call) => {
    const project = call.codeProject();
    return json(await entity(call, project, await findBranch(call, project)));
  });

  router.add('POST', base, async (call) => {
    const project = call.project();
    const user = call.authorizeWrite(project, 'developer');
    call.params.require('branch', 'ref');
    const name = call.params.requiredString('branch');
    const { store } = call.context;
    if ((await store.resolve(project.id, `refs/heads/${name}`)) !== null)
      throw apiError(400, 'Branch already exists');
    const sha = await store.resolve(project.id, call.params.requiredString('ref'));
    if (sha === null) throw apiError(400, `Invalid reference name: ${call.params.requiredString('ref')}`);
    try {
      await store.updateRef(project.id, `refs/heads/${name}`, sha);
    } catch (error) {
      if (error instanceof CommitRefused) throw apiError(400, error.message);
      throw error;
    }
    void call.context.track(afterPush(call.context, project, user, [branchChange(name, null, sha)]));
    return json(await entity(call, project, { name, sha }), 201);
  });

  router.add('DELETE', `${base}/:branch`, async (call) => {
    const project = call.project();
    const user = call.authorizeWrite(project, 'developer');
    const branch = await findBranch(call, project);
    if (protection(project, branch.name) !== undefined) throw forbidden('Protected branch cant be removed');
    await call.context.store.updateRef(project.id, `refs/heads/${branch.name}`, null);
    void call.context.track(
      afterPush(call.context, project, user, [branchChange(branch.name, branch.sha, null)]),
    );
    return noContent();
  });

  router.add('GET', '/projects/:id/protected_branches', (call) => {
    const project = call.project();
    call.authorize(project, 'developer');
    return call.page(project.protectedBranches, (rule) => protectedEntity(project, rule));
  });

  router.add('GET', '/projects/:id/protected_branches/:name', (call) => {
    const project = call.project();
    call.authorize(project, 'developer');
    return json(protectedEntity(project, findRule(call, project)));
  });

  router.add('POST', '/projects/:id/protected_branches', (call) => {
    const project = call.project();
    call.authorizeWrite(project, 'maintainer');
    const name = call.params.requiredString('name');
    if (project.protectedBranches.some((rule) => rule.name === name))
      throw apiError(409, `Protected branch '${name}' already exists`);
    const level = (key: string) => (call.params.integerOf(key, [0, 30, 40, 60]) ?? 40) as AccessLevel;
    const rule = { name, pushLevel: level('push_access_level'), mergeLevel: level('merge_access_level') };
    project.protectedBranches.push(rule);
    return json(protectedEntity(project, rule), 201);
  });

  router.add('DELETE', '/projects/:id/protected_branches/:name', (call) => {
    const project = call.project();
    call.authorizeWrite(project, 'maintainer');
    const rule = findRule(call, project);
    project.protectedBranches.splice(project.protectedBranches.indexOf(rule), 1);
    return noContent();
  });
}

async function findBranch(call: ApiCall, project: Project): Promise<{ name: string; sha: string }> {
  const name = call.params.requiredString('branch');
  if (/[\s~^:?*[\\]/.test(name)) throw badRequest('The branch refname is invalid');
  const sha = await call.context.store.resolve(project.id, `refs/heads/${name}`);
  if (sha === null) throw notFound('Branch');
  return { name, sha };
}

function findRule(call: ApiCall, project: Project): Project['protectedBranches'][number] {
  const name = call.params.requiredString('name');
  const rule = project.protectedBranches.find((candidate) => candidate.name === name);
  if (rule === undefined) throw notFound();
  return rule;
}

async function entity(call: ApiCall, project: Project, branch: { name: string; sha: string }) {
  const commit = await call.context.store.getCommit(project.id, branch.sha);
  if (commit === null) throw grapeError(500, '500 Internal Server Error');
  const rule = protection(project, branch.name);
  return {
    name: branch.name,
    commit: commitEntity(call.context, project, commit),
    merged: false,
    protected: rule !== undefined,
    developers_can_push: rule !== undefined && rule.pushLevel === ACCESS.developer,
    developers_can_merge: rule !== undefined && rule.mergeLevel === ACCESS.developer,
    can_push: canPush(call.world, call.user, project, branch.name),
    default: project.defaultBranch === branch.name,
    web_url: `${call.context.baseUrl}/${project.fullPath}/-/tree/${branch.name}`,
  };
}

const DESCRIPTIONS: Record<number, string> = {
  0: 'No one',
  30: 'Developers + Maintainers',
  40: 'Maintainers',
  60: 'Instance admins',
};

function protectedEntity(project: Project, rule: Project['protectedBranches'][number]) {
  const index = project.protectedBranches.indexOf(rule);
  const levels = (level: number, offset: number) => [
    {
      id: project.id * 100 + index * 2 + offset,
      access_level: level,
      access_level_description: DESCRIPTIONS[level] ?? 'Maintainers',
      deploy_key_id: null,
      user_id: null,
      group_id: null,
    },
  ];
  return {
    id: project.id * 100 + index,
    name: rule.name,
    push_access_levels: levels(rule.pushLevel, 0),
    merge_access_levels: levels(rule.mergeLevel, 1),
    allow_force_push: false,
    unprotect_access_levels: [],
    code_owner_approval_required: false,
    inherited: false,
  };
}
