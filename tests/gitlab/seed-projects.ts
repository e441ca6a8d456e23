import { GROUPS, PROJECTS, USERS } from './seed-names.ts';
import { GROUP_BOT_ID } from './seed-people.ts';
import { addGroup, newProject } from './seed-records.ts';
import { findUser } from './world/find.ts';
import type { AccessLevel, Group, Member, Project, World } from './world/types.ts';

/** HTML, a right-to-left override, a zero-width space and 2,000 characters: text, and nothing but text. */
const HOSTILE_NAME = '<img src=x onerror=alert(1)> \u202Egnp.exe\u200B & "quotes"';

const PLAIN: Record<string, string[]> = {
  [GROUPS.acme]: ['handbook', 'design-tokens', 'status-page'],
  [GROUPS.shop]: [
    'checkout',
    'storefront',
    'catalog',
    'search',
    'cart',
    'recommendations',
    'loyalty',
    'mobile-app',
    'price-engine',
    'returns',
    'gift-cards',
  ],
  [GROUPS.backend]: [
    'payments',
    'orders',
    'inventory',
    'invoices',
    'shipping',
    'notifications',
    'tax',
    'fraud-check',
  ],
  [GROUPS.platform]: [
    'legacy',
    'locked',
    'infrastructure',
    'auth',
    'gateway',
    'observability',
    'build-images',
    'data-lake',
    'feature-flags',
  ],
  [GROUPS.labs]: [
    'empty',
    'no-mrs',
    'no-ci-cd',
    'hostile',
    'prototype-ar',
    'hackday-2025',
    'chatbot',
    'edge-cache',
    'playground',
  ],
};

/** Settings that set a project apart from the plain ones. */
const SPECIAL: Record<string, Partial<Project>> = {
  [PROJECTS.checkout]: { description: 'The checkout of the shop: cart, address, payment.' },
  [PROJECTS.payments]: { description: 'Talks to payment providers. Has its own pipeline.' },
  [PROJECTS.archived]: { archived: true, description: 'Replaced by checkout in 2025.' },
  [PROJECTS.empty]: { defaultBranch: null, protectedBranches: [] },
  [PROJECTS.mergeRequestsOff]: { mergeRequestsEnabled: false },
  [PROJECTS.ciOff]: { jobsEnabled: false },
  [PROJECTS.renamed]: { formerPaths: [PROJECTS.renamedFrom] },
  [PROJECTS.hostile]: {
    name: HOSTILE_NAME,
    description: `<script>alert('description')</script> \u202Etxt.daolyap ${'long '.repeat(400)}`,
  },
  'acme/handbook': { visibility: 'private', description: 'How we work.' },
  'acme/shop/backend/orders': { onlyAllowMergeIfPipelineSucceeds: true },
  'acme/platform/auth': { onlyAllowMergeIfAllDiscussionsAreResolved: true },
  'acme/platform/gateway': { pipelineVariablesMinimumRole: 'no_one_allowed' },
};

/** The demo's groups, projects and memberships; ids count up from 10 (groups) and 101 (projects). */
export function seedProjects(world: World): void {
  const acme = addGroup(world, {
    id: 10,
    name: 'Acme',
    path: 'acme',
    description: 'Everything that Acme builds.',
  });
  const shop = addGroup(world, { id: 11, name: 'Shop', path: 'shop', parent: acme });
  const backend = addGroup(world, { id: 12, name: 'Backend', path: 'backend', parent: shop });
  const platform = addGroup(world, { id: 13, name: 'Platform', path: 'platform', parent: acme });
  const labs = addGroup(world, { id: 14, name: 'Labs', path: 'labs', parent: acme });
  let id = 101;
  for (const group of [shop, backend, platform, labs, acme])
    for (const path of PLAIN[group.fullPath] ?? []) {
      const fields = SPECIAL[`${group.fullPath}/${path}`] ?? {};
      world.projects.push(newProject(world, group, path, { id, lastActivityAt: activity(id), ...fields }));
      id += 1;
    }
  seedMembers(world, { acme, shop, labs });
}

function activity(id: number): string {
  return new Date(Date.parse('2026-02-01T09:00:00Z') + id * 3_600_000).toISOString();
}

function seedMembers(world: World, groups: { acme: Group; shop: Group; labs: Group }): void {
  const add = (group: Group, username: string, accessLevel: AccessLevel) => {
    const user = findUser(world, username);
    if (user === undefined) return;
    const member: Member = { userId: user.id, source: { type: 'group', id: group.id }, accessLevel };
    world.members.push(member);
  };
  add(groups.acme, USERS.olga, 50);
  add(groups.acme, USERS.otto, 50);
  add(groups.acme, USERS.max, 40);
  add(groups.acme, USERS.mia, 30);
  add(groups.shop, USERS.mia, 40);
  add(groups.labs, USERS.mia, 40);
  add(groups.acme, USERS.dev, 30);
  add(groups.acme, USERS.dana, 30);
  add(groups.acme, USERS.rita, 20);
  add(groups.acme, USERS.gus, 10);
  add(groups.acme, USERS.blocked, 30);
  world.members.push({
    userId: GROUP_BOT_ID,
    source: { type: 'group', id: groups.acme.id },
    accessLevel: 40,
  });
}
