import { json } from '../server/answer.ts';
import { apiError, notFound } from '../server/errors.ts';
import { selfAndAncestors, userById } from '../world/find.ts';
import type { AccessLevel, Group, Member, Project } from '../world/types.ts';
import type { ApiCall, ApiRouter } from './call.ts';
import { member } from './entities/user.ts';
import { ACCESS_LEVELS } from './sort.ts';

export function addMemberRoutes(router: ApiRouter): void {
  for (const [prefix, find] of [
    ['/groups', (call: ApiCall) => call.group()],
    ['/projects', (call: ApiCall) => call.project()],
  ] as const) {
    router.add('GET', `${prefix}/:id/members`, (call) => list(call, direct(call, find(call))));
    router.add('GET', `${prefix}/:id/members/all`, (call) => list(call, inherited(call, find(call))));
    router.add('GET', `${prefix}/:id/members/all/:user_id`, (call) => one(call, inherited(call, find(call))));
    router.add('GET', `${prefix}/:id/members/:user_id`, (call) => one(call, direct(call, find(call))));
    router.add('POST', `${prefix}/:id/members`, (call) => add(call, find(call)));
  }
}

/** lib/api/members.rb: Owners of a group, Maintainers of a project; nobody gives more than they have. */
function add(call: ApiCall, target: Group | Project) {
  const type = 'namespaceId' in target ? 'project' : 'group';
  call.authorize(target, type === 'project' ? 'maintainer' : 'owner');
  call.params.require('user_id', 'access_level');
  const accessLevel = call.params.integerOf('access_level', ACCESS_LEVELS) as AccessLevel;
  const userId = call.params.requiredInteger('user_id');
  if (!call.world.users.some((user) => user.id === userId)) throw notFound('User');
  if (accessLevel > call.level(target)) throw apiError(403, '403 Forbidden');
  if (direct(call, target).some((record) => record.userId === userId))
    throw apiError(409, 'Member already exists');
  const record: Member = { userId, source: { type, id: target.id }, accessLevel };
  call.world.members.push(record);
  return json(member(call.context, record), 201);
}

function list(call: ApiCall, members: Member[]) {
  const query = call.params.string('query')?.toLowerCase();
  const ids = call.params.list('user_ids')?.map(Number);
  const found = members.filter((record) => {
    const user = userById(call.world, record.userId);
    return (
      (query === undefined || `${user.name} ${user.username}`.toLowerCase().includes(query)) &&
      (ids === undefined || ids.includes(user.id))
    );
  });
  return call.page(found, (record) => member(call.context, record));
}

function one(call: ApiCall, members: Member[]) {
  const id = call.params.requiredInteger('user_id');
  const record = members.find((candidate) => candidate.userId === id);
  if (record === undefined) throw notFound();
  return json(member(call.context, record));
}

function direct(call: ApiCall, target: Group | Project): Member[] {
  const type = 'namespaceId' in target ? 'project' : 'group';
  return call.world.members.filter((record) => record.source.type === type && record.source.id === target.id);
}

/** One record a user: the one with the highest role. */
function inherited(call: ApiCall, target: Group | Project): Member[] {
  const groupId = 'namespaceId' in target ? target.namespaceId : target.id;
  const groups = new Set(selfAndAncestors(call.world, groupId).map((group) => group.id));
  const best = new Map<number, Member>();
  for (const record of [
    ...direct(call, target),
    ...call.world.members.filter(
      (candidate) => candidate.source.type === 'group' && groups.has(candidate.source.id),
    ),
  ]) {
    const known = best.get(record.userId);
    if (known === undefined || known.accessLevel < record.accessLevel) best.set(record.userId, record);
  }
  return [...best.values()].sort((a, b) => a.userId - b.userId);
}
