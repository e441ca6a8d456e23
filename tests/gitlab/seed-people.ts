import { PASSWORD, TOKENS, USERS } from './seed-names.ts';
import type { AccessToken, User, World } from './world/types.ts';

const PEOPLE: [username: string, name: string][] = [
  [USERS.root, 'Administrator'],
  [USERS.olga, 'Olga Orlova'],
  [USERS.otto, 'Otto Osei'],
  [USERS.max, 'Max Meyer'],
  [USERS.mia, 'Mia Moreau'],
  [USERS.dev, 'Devi Rao'],
  [USERS.dana, 'Dana Duarte'],
  [USERS.rita, 'Rita Rossi'],
  [USERS.gus, 'Gus Grant'],
  [USERS.stranger, 'Sam Stranger'],
  [USERS.blocked, 'Blake Blocked'],
];

const BOT_ID = 50;

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** Users and their tokens. The bot's membership comes with the groups. */
export function seedPeople(world: World): void {
  for (const [index, [username, name]] of PEOPLE.entries())
    world.users.push(
      user(index + 1, username, name, {
        admin: username === USERS.root,
        blocked: username === USERS.blocked,
      }),
    );
  world.users.push({
    ...user(BOT_ID, 'group_10_bot_4f1c9e7d2b6a8c3e5d7f9a1b', 'acme automation', {}),
    email: 'group_10_bot_4f1c9e7d2b6a8c3e5d7f9a1b@noreply.localhost',
    bot: 'group',
  });
  const tokens: [secret: string, username: string, scopes: string[], fields?: Partial<AccessToken>][] = [
    [TOKENS.olgaApi, USERS.olga, ['api']],
    [TOKENS.olgaReadApi, USERS.olga, ['read_api']],
    [TOKENS.ottoApi, USERS.otto, ['api']],
    [TOKENS.maxApi, USERS.max, ['api']],
    [TOKENS.miaApi, USERS.mia, ['api']],
    [TOKENS.devApi, USERS.dev, ['api']],
    [TOKENS.danaApi, USERS.dana, ['api']],
    [TOKENS.ritaApi, USERS.rita, ['api']],
    [TOKENS.gusApi, USERS.gus, ['api']],
    [TOKENS.rootApi, USERS.root, ['api']],
    [TOKENS.strangerApi, USERS.stranger, ['api']],
    [TOKENS.expired, USERS.olga, ['api'], { expiresAt: inDays(-3) }],
    [TOKENS.revoked, USERS.olga, ['api'], { revoked: true }],
    [TOKENS.readUserOnly, USERS.olga, ['read_user']],
    [TOKENS.readRepositoryOnly, USERS.olga, ['read_repository']],
    // Projects and their hooks, files and variables; neither itself, nor its user, nor the version.
    [TOKENS.granular, USERS.olga, ['granular'], { granular: ['GET /groups', '* /projects'] }],
    [TOKENS.endsSoon, USERS.olga, ['api'], { expiresAt: inDays(5) }],
    [TOKENS.blockedUser, USERS.blocked, ['api']],
  ];
  for (const [index, [secret, username, scopes, fields]] of tokens.entries()) {
    const owner = world.users.find((candidate) => candidate.username === username);
    if (owner !== undefined) world.tokens.push({ ...token(index + 1, secret, owner.id, scopes), ...fields });
  }
  world.tokens.push({
    ...token(BOT_ID, TOKENS.groupBot, BOT_ID, ['api']),
    kind: 'group',
    name: 'acme automation',
  });
}

export const GROUP_BOT_ID = BOT_ID;

function user(id: number, username: string, name: string, { admin = false, blocked = false }): User {
  return {
    id,
    username,
    name,
    email: `${username}@example.com`,
    password: PASSWORD,
    admin,
    state: blocked ? 'blocked' : 'active',
    bot: null,
  };
}

function token(id: number, secret: string, userId: number, scopes: string[]): AccessToken {
  return {
    id,
    token: secret,
    name: 'MR Gate',
    kind: 'personal',
    userId,
    scopes,
    createdAt: '2026-01-08T09:00:00.000Z',
    expiresAt: inDays(180),
    revoked: false,
    lastUsedAt: null,
  };
}
