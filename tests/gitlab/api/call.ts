import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from '../server/answer.ts';
import type { ServerContext } from '../server/context.ts';
import {
  apiError,
  forbidden,
  HttpError,
  methodNotAllowed,
  notFound,
  unauthorized,
} from '../server/errors.ts';
import { paginate } from '../server/pagination.ts';
import type { Params } from '../server/params.ts';
import type { Router } from '../server/router.ts';
import { since } from '../server/since.ts';
import { findGroup, findProject } from '../world/find.ts';
import { ACCESS, accessLevel, canReadCode, canSeeGroup, canSeeProject } from '../world/roles.ts';
import type { AccessToken, Group, Job, Project, User, World } from '../world/types.ts';

/** Who a request speaks for. */
export interface Auth {
  kind: 'none' | 'token' | 'session' | 'trigger' | 'job';
  user: User | null;
  token: AccessToken | null;
  job: Job | null;
}

/** One API request, after authentication. Its methods throw GitLab's own refusals. */
export class ApiCall {
  readonly context: ServerContext;
  readonly world: World;
  readonly method: string;
  /** Full, for the Link header. */
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly params: Params;
  readonly auth: Auth;
  /** Still encoded, below `/api/v4`. */
  readonly path: string;

  constructor(call: Pick<ApiCall, 'context' | 'method' | 'url' | 'headers' | 'params' | 'auth' | 'path'>) {
    this.context = call.context;
    this.world = call.context.world;
    this.method = call.method;
    this.url = call.url;
    this.headers = call.headers;
    this.params = call.params;
    this.auth = call.auth;
    this.path = call.path;
  }

  get user(): User | null {
    return this.auth.user;
  }

  /** `authenticate!` */
  requireUser(): User {
    if (this.auth.user === null) throw unauthorized();
    return this.auth.user;
  }

  /** `user_project`: 404 for what the caller may not see, 301 for a former path (405 unless GET). */
  project(id: string | undefined = this.params.string('id')): Project {
    const found = id === undefined ? undefined : findProject(this.world, id);
    if (found === undefined || !canSeeProject(this.world, this.user, found.project))
      throw notFound('Project');
    if (!found.moved || !since(this.world, '16.7')) return found.project;
    if (this.method !== 'GET' && this.method !== 'HEAD')
      throw methodNotAllowed('Non GET methods are not allowed for moved projects');
    const encoded = this.path.split('/')[2] ?? '';
    const location = this.url.href.replace(encoded, String(found.project.id));
    throw new HttpError(301, `This resource has been moved permanently to ${location}.`, {
      Location: location,
      'Content-Type': 'text/plain',
    });
  }

  group(id: string | undefined = this.params.string('id')): Group {
    const group = id === undefined ? undefined : findGroup(this.world, id);
    if (group === undefined || !canSeeGroup(this.world, this.user, group)) throw notFound('Group');
    return group;
  }

  level(target: Project | Group): number {
    return 'namespaceId' in target
      ? accessLevel(this.world, this.user, { projectId: target.id })
      : accessLevel(this.world, this.user, { groupId: target.id });
  }

  /** `authorize!`: 401 for nobody, 403 for too low a role. */
  authorize(target: Project | Group, minimum: keyof typeof ACCESS): User {
    const user = this.requireUser();
    if (this.level(target) < ACCESS[minimum]) throw forbidden();
    return user;
  }

  /** The same for a write to a project, which an archived one refuses. */
  authorizeWrite(project: Project, minimum: keyof typeof ACCESS): User {
    const user = this.authorize(project, minimum);
    if (project.archived) throw forbidden();
    return user;
  }

  /** A project whose code the caller may read. */
  codeProject(): Project {
    const project = this.project();
    if (!canReadCode(this.world, this.user, project)) throw forbidden();
    return project;
  }

  /** A page of entities, with the pagination headers. */
  page<Item>(items: Item[], entity: (item: Item) => unknown): Answer {
    const page = paginate(items, this.params, this.url);
    return {
      status: 200,
      headers: { 'Content-Type': 'application/json', ...page.headers },
      body: page.items.map(entity),
    };
  }

  /** `counted: false`: where GitLab does not say how many there are. */
  async pageAsync<Item>(
    items: Item[],
    entity: (item: Item) => Promise<unknown>,
    { counted = true } = {},
  ): Promise<Answer> {
    const page = paginate(items, this.params, this.url, counted);
    return {
      status: 200,
      headers: { 'Content-Type': 'application/json', ...page.headers },
      body: await Promise.all(page.items.map(entity)),
    };
  }

  /** Resolves a ref or answers 404 `Commit`. */
  async commitSha(project: Project, ref: string, what = 'Commit'): Promise<string> {
    const sha = await this.context.store.resolve(project.id, ref);
    if (sha === null) throw notFound(what);
    return sha;
  }

  requireMergeRequestsEnabled(project: Project): void {
    if (!project.mergeRequestsEnabled) throw apiError(403, '403 Forbidden');
  }
}

export type Handler = (call: ApiCall) => Promise<Answer> | Answer;
export type ApiRouter = Router<Handler>;

export function now(): string {
  return new Date().toISOString();
}
