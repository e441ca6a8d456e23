import type { IncomingMessage, ServerResponse } from 'node:http';
import { isExpired } from '../api/auth.ts';
import { findProject, findUser, userById } from '../world/find.ts';
import { canPush, canReadCode, canSeeProject } from '../world/roles.ts';
import type { User } from '../world/types.ts';
import type { ServerContext } from './context.ts';
import { afterPush } from './pushes.ts';

/** `/acme/shop/checkout.git/info/refs` and its two sisters. */
export const GIT_PATH = /^\/(.+?)\.git\/(info\/refs|git-upload-pack|git-receive-pack)$/;

interface GitCaller {
  user: User | null;
  mayRead: boolean;
  mayWrite: boolean;
}

/** Git over HTTP: Basic with a password or token; 401 first, so that git asks for credentials. */
export async function serveGit(
  context: ServerContext,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  path: string,
): Promise<User | null> {
  const match = GIT_PATH.exec(path);
  const found = match === null ? undefined : findProject(context.world, decodeURIComponent(match[1] ?? ''));
  const caller = identify(context, request.headers.authorization);
  const writes = path.endsWith('/git-receive-pack') || url.searchParams.get('service') === 'git-receive-pack';
  const end = (status: number, text: string, headers: Record<string, string> = {}) => {
    request.resume();
    response.writeHead(status, { 'Content-Type': 'text/plain', ...headers });
    response.end(text);
    return caller?.user ?? null;
  };
  const challenge = () =>
    end(
      401,
      "HTTP Basic: Access denied. If a password was provided for Git authentication, the password was incorrect or you're required to use a token instead of a password.",
      { 'WWW-Authenticate': 'Basic realm="GitLab"' },
    );
  if (caller === null) return challenge();
  const project = found?.project;
  const visible = project !== undefined && canSeeProject(context.world, caller.user, project);
  if (project === undefined || !visible || !canReadCode(context.world, caller.user, project))
    return caller.user === null
      ? challenge()
      : end(
          404,
          "The project you were looking for could not be found or you don't have permission to view it.",
        );
  if (writes && caller.user === null) return challenge();
  if (caller.user !== null && (writes ? !caller.mayWrite : !caller.mayRead))
    return end(403, 'You are not allowed to upload code.');
  const { user } = caller;
  await context.store.serveGit(project.id, `/${match?.[2]}${url.search}`, request, response, {
    ...(writes && user !== null
      ? {
          mayPush: ({ ref }) => pushRefusal(context, user, project, ref),
          // What follows a push happens in the background; the git client is not kept waiting.
          onPush: async (changes) => void context.track(afterPush(context, project, user, changes)),
        }
      : {}),
  });
  return user;
}

function pushRefusal(
  context: ServerContext,
  user: User,
  project: Parameters<typeof canPush>[2],
  ref: string,
): string | null {
  if (project.archived) return 'You are not allowed to push code to this project.';
  const branch = ref.replace(/^refs\/heads\//, '');
  if (canPush(context.world, user, project, branch, project.defaultBranch === null)) return null;
  return canPush(context.world, user, { ...project, protectedBranches: [] }, branch)
    ? 'GitLab: You are not allowed to push code to protected branches on this project.'
    : 'You are not allowed to push code to this project.';
}

/** null: credentials were given and are wrong. */
function identify(context: ServerContext, header: string | undefined): GitCaller | null {
  const encoded = /^Basic\s+(.+)$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return { user: null, mayRead: true, mayWrite: false };
  const [username = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  const secret = rest.join(':');
  const job = context.world.jobs.find((candidate) => candidate.id === context.jobTokens.get(secret));
  if (username === 'gitlab-ci-token' && job !== undefined)
    return { user: userById(context.world, job.userId), mayRead: true, mayWrite: false };
  const token = context.world.tokens.find((candidate) => candidate.token === secret);
  if (token !== undefined && !token.revoked && !isExpired(token)) {
    const user = userById(context.world, token.userId);
    if (user.state === 'blocked') return null;
    const has = (...scopes: string[]) => token.scopes.some((scope) => scopes.includes(scope));
    return {
      user,
      mayRead: has('api', 'read_repository', 'write_repository'),
      mayWrite: has('api', 'write_repository'),
    };
  }
  const user = findUser(context.world, username);
  if (user === undefined || user.password !== secret || user.state === 'blocked') return null;
  return { user, mayRead: true, mayWrite: true };
}
