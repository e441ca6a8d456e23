/**
 * A GitLab in memory, of the few endpoints that set-up and apply call: quick enough to run a job hundreds of times
 * with the worker dying at another point each time. It answers what GitLab answers, refusals included, and does
 * not help: two hooks of one URL are two hooks, a token is shown once, a trigger's token to its owner alone.
 */
export interface FakeRepo {
  id: number;
  path: string;
  fullPath: string;
  name: string;
  description: string;
  defaultBranch: string | null;
  archived: boolean;
  /** A day: it was deleted, and GitLab waits with that. */
  markedForDeletion?: string;
  mergeRequests: boolean;
  jobs: boolean;
  flags: { only_allow_merge_if_pipeline_succeeds: boolean; allow_merge_on_skipped_pipeline: boolean };
  variablesRole: string;
  commits: { id: string; message: string; files: Map<string, { content: string; lastCommit: string }> }[];
  hooks: {
    id: number;
    url: string;
    name: string;
    variables: { key: string; value: string }[];
    mr: boolean;
    createdAt: string;
    alert?: string;
  }[];
  triggers: { id: number; token: string; description: string; owner: number }[];
  schedules: { id: number; description: string; active: boolean }[];
  variables: Map<
    string,
    { value: string; description: string; masked: boolean; hidden: boolean; protected: boolean }
  >;
  protections: Map<string, number>;
}

export interface FakeToken {
  id: number;
  name: string;
  description: string;
  secret: string;
  userId: number;
  active: boolean;
  createdAt: string;
}

interface Call {
  method: string;
  path: string;
  query: URLSearchParams;
  body: Record<string, unknown>;
  userId: number;
}

class Refusal extends Error {
  readonly status: number;
  readonly body: unknown;
  constructor(status: number, message: unknown) {
    super(String(message));
    this.status = status;
    this.body = { message };
  }
}

type Handler = (call: Call, params: string[]) => unknown;

export class FakeGitLab {
  readonly baseUrl = 'https://gitlab.example/gl';
  readonly group = { id: 7, full_path: 'acme', name: 'Acme', web_url: `${this.baseUrl}/groups/acme` };
  /** Other groups than this one: those above it, and its subgroups. */
  readonly otherGroups: { id: number; full_path: string; name: string; web_url: string }[] = [];
  readonly users = new Map<number, { username: string; token: string; role: number }>();
  readonly repos: FakeRepo[] = [];
  readonly tokens: FakeToken[] = [];
  readonly pipelines = new Map<number, { polls: number; payload: Record<string, unknown> }>();
  readonly seen: { method: string; path: string; status: number; body: unknown }[] = [];
  /** Asked before each call: a status to answer instead of doing it. */
  fault: (
    method: string,
    path: string,
  ) => { status: number; body?: unknown; headers?: Record<string, string> } | null = () => null;
  /** The trace of every job. */
  log = '';
  /** Since 17.4; older ones ignore `masked_and_hidden` without a word. */
  knowsHidden = true;
  groupTokensAllowed = true;
  /** `refused`: not licensed. `no_members`: the group takes no new members, as where memberships are locked. */
  serviceAccounts: 'refused' | 'offered' | 'no_members' = 'refused';
  readonly accounts: { id: number; username: string }[] = [];
  /** The event of a trigger needs no leave to set variables; an older GitLab wants it. */
  exemptsPayload = true;
  /** Deletes a project days after it was marked for that, as is the default; false: at once. */
  waitsWithDeletion = true;
  /** Since 16.2 of variables; older ones drop them without a word. */
  knowsDescriptions = true;
  runners: { id: number; status: string; paused: boolean; untagged?: boolean }[] = [
    { id: 1, status: 'online', paused: false },
  ];
  readonly mergeRequests: {
    iid: number;
    project_id: number;
    title: string;
    web_url: string;
    sha: string;
    draft: boolean;
    notes: { body: string; system: boolean; author: { id: number } }[];
  }[] = [];
  pipelineEnds: 'success' | 'failed' | 'never' = 'success';
  now: () => number = Date.now;
  #id = 100;
  readonly #routes: [string, RegExp, Handler][] = [];

  constructor() {
    this.#define();
  }

  nextId(): number {
    this.#id += 1;
    return this.#id;
  }

  addUser(id: number, username: string, role: number): string {
    const token = `glpat-${username}-secret-0001`;
    this.users.set(id, { username, token, role });
    return token;
  }

  addRepo(path: string, changes: Partial<FakeRepo> = {}): FakeRepo {
    const repo: FakeRepo = {
      id: this.nextId(),
      path: path.split('/').at(-1)!,
      fullPath: path,
      name: path.split('/').at(-1)!,
      description: '',
      defaultBranch: 'main',
      archived: false,
      mergeRequests: true,
      jobs: true,
      flags: { only_allow_merge_if_pipeline_succeeds: false, allow_merge_on_skipped_pipeline: true },
      variablesRole: 'no_one_allowed',
      commits: [],
      hooks: [],
      triggers: [],
      schedules: [],
      variables: new Map(),
      protections: new Map(),
      ...changes,
    };
    this.repos.push(repo);
    return repo;
  }

  repo(path: string): FakeRepo {
    return this.repos.find((repo) => repo.fullPath === path)!;
  }

  file(path: string, file: string): string | undefined {
    return this.repo(path)?.commits.at(-1)?.files.get(file)?.content;
  }

  /** A commit by somebody else. */
  commit(repo: FakeRepo, message: string, files: Record<string, string>): string {
    const id = this.nextId().toString(16).padStart(40, '0');
    const next = new Map(repo.commits.at(-1)?.files);
    for (const [path, content] of Object.entries(files)) next.set(path, { content, lastCommit: id });
    repo.commits.push({ id, message, files: next });
    repo.defaultBranch ??= 'main';
    return id;
  }

  readonly fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const url = new URL(String(input));
    const path = url.pathname.slice('/gl/api/v4'.length);
    const method = init?.method ?? 'GET';
    const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as Record<string, unknown>) : {};
    const token = new Headers(init?.headers).get('private-token');
    const { status, answer, headers } = this.#answer({
      method,
      path,
      query: url.searchParams,
      body,
      userId: this.#who(token),
    });
    this.seen.push({ method, path, status, body });
    if (status === 204) return new Response(null, { status });
    return new Response(JSON.stringify(answer), {
      status,
      headers: { 'content-type': 'application/json', ...headers },
    });
  };

  #who(token: string | null): number {
    for (const [id, user] of this.users) if (user.token === token) return id;
    return 0;
  }

  #answer(call: Call): { status: number; answer: unknown; headers?: Record<string, string> } {
    const fault = this.fault(call.method, call.path);
    if (fault)
      return {
        status: fault.status,
        answer: fault.body ?? { message: `${fault.status}` },
        headers: fault.headers ?? {},
      };
    if (call.userId === 0) return { status: 401, answer: { message: '401 Unauthorized' } };
    for (const [method, pattern, handle] of this.#routes) {
      const match = method === call.method && pattern.exec(call.path);
      if (!match) continue;
      try {
        const answer = handle(call, match.slice(1).map(decodeURIComponent));
        if (answer === undefined) return { status: 204, answer: null };
        if (Array.isArray(answer)) return this.#page(call, answer);
        return { status: call.method === 'POST' ? 201 : 200, answer };
      } catch (error) {
        if (error instanceof Refusal) return { status: error.status, answer: error.body };
        throw error;
      }
    }
    throw new Error(`The fake has no ${call.method} ${call.path}`);
  }

  #page(call: Call, rows: unknown[]): { status: number; answer: unknown; headers: Record<string, string> } {
    const per = Number(call.query.get('per_page') ?? 20);
    const page = Number(call.query.get('page') ?? 1);
    return {
      status: 200,
      answer: rows.slice((page - 1) * per, page * per),
      headers: {
        'x-total': String(rows.length),
        'x-total-pages': String(Math.ceil(rows.length / per)),
        'x-page': String(page),
      },
    };
  }

  #find(idOrPath: string): FakeRepo {
    const found = this.repos.find((repo) => String(repo.id) === idOrPath || repo.fullPath === idOrPath);
    if (!found) throw new Refusal(404, '404 Project Not Found');
    return found;
  }

  #owned(call: Call): void {
    if ((this.users.get(call.userId)?.role ?? 0) < 50 || !this.groupTokensAllowed)
      throw new Refusal(403, '403 Forbidden');
  }

  #maintained(call: Call, id: string): FakeRepo {
    const repo = this.#find(id);
    if ((this.users.get(call.userId)?.role ?? 0) < 40 || repo.archived)
      throw new Refusal(403, '403 Forbidden');
    return repo;
  }

  #namespaceOf({ fullPath }: FakeRepo): Record<string, unknown> {
    const path = fullPath.slice(0, fullPath.lastIndexOf('/'));
    const { id, full_path, name, web_url } = this.group;
    if (path === full_path) return { id, name, full_path, web_url };
    return {
      id: id + 1,
      name: path.split('/').at(-1),
      full_path: path,
      web_url: `${web_url}${path.slice(full_path.length)}`,
    };
  }

  #entity(repo: FakeRepo): Record<string, unknown> {
    return {
      id: repo.id,
      name: repo.name,
      path_with_namespace: repo.fullPath,
      web_url: `${this.baseUrl}/${repo.fullPath}`,
      description: repo.description,
      default_branch: repo.defaultBranch,
      empty_repo: repo.defaultBranch === null,
      archived: repo.archived,
      marked_for_deletion_on: repo.markedForDeletion ?? null,
      merge_requests_access_level: repo.mergeRequests ? 'enabled' : 'disabled',
      builds_access_level: repo.jobs ? 'enabled' : 'disabled',
      ...repo.flags,
      namespace: this.#namespaceOf(repo),
      ci_pipeline_variables_minimum_override_role: repo.variablesRole,
      last_activity_at: '2026-01-01T00:00:00Z',
      runners_token: 'GR1348941-runner-secret',
    };
  }

  #define(): void {
    const on = (method: string, path: string, handle: Handler): void => {
      const pattern = path.replace(/:\w+/g, '([^/]+)');
      this.#routes.push([method, new RegExp(`^${pattern}$`), handle]);
    };
    on('GET', '/groups/:id', (_, [id]) => {
      const path = decodeURIComponent(id!);
      const other = this.otherGroups.find(({ full_path }) => full_path === path);
      if (!other && path !== this.group.full_path && Number(path) !== this.group.id)
        throw new Refusal(404, '404 Group Not Found');
      return other ?? this.group;
    });
    on('GET', '/groups/:id/projects', (call) =>
      call.query.get('min_access_level') && (this.users.get(call.userId)?.role ?? 0) < 40
        ? []
        : this.repos.map((repo) => this.#entity(repo)),
    );
    for (const source of ['groups', 'projects']) {
      on('GET', `/${source}/:id/members/all/:user`, (_, [, user]) => {
        const found = this.users.get(Number(user));
        if (!found) throw new Refusal(404, '404 Not found');
        return { access_level: found.role };
      });
    }
    on('GET', '/users/:id', (_, [id]) => ({
      id: Number(id),
      username: this.accounts.find((account) => account.id === Number(id))?.username ?? `group_7_bot_${id}`,
    }));
    on('GET', '/projects/:id', (_, [id]) => this.#entity(this.#find(id!)));
    on('POST', '/projects', (call) => {
      const fullPath = `acme/${call.body.path}`;
      if (this.repos.some((repo) => repo.fullPath === fullPath)) {
        throw new Refusal(400, { 'project_namespace.path': ['has already been taken'] });
      }
      return this.#entity(
        this.addRepo(fullPath, { defaultBranch: null, description: String(call.body.description) }),
      );
    });
    on('PUT', '/projects/:id', (call, [id]) => {
      const repo = this.#maintained(call, id!);
      for (const key of [
        'only_allow_merge_if_pipeline_succeeds',
        'allow_merge_on_skipped_pipeline',
      ] as const) {
        if (typeof call.body[key] === 'boolean') repo.flags[key] = call.body[key];
      }
      const role = call.body.ci_pipeline_variables_minimum_override_role;
      if (typeof role === 'string') repo.variablesRole = role;
      return this.#entity(repo);
    });
    this.#defineRepository(on);
    this.#defineCi(on);
    this.#defineServiceAccounts(on);
    on('GET', '/groups/:id/access_tokens', (call) => {
      this.#owned(call);
      return this.tokens.map((token) => this.#tokenEntity(token));
    });
    on('POST', '/groups/:id/access_tokens', (call) => {
      this.#owned(call);
      const id = this.nextId();
      const token: FakeToken = {
        id,
        name: String(call.body.name),
        description: String(call.body.description),
        secret: `glpat-gate-secret-${id}`,
        userId: this.nextId(),
        active: true,
        createdAt: new Date(this.now()).toISOString(),
      };
      this.tokens.push(token);
      return { ...this.#tokenEntity(token), token: token.secret };
    });
    on('DELETE', '/groups/:id/access_tokens/:token', (call, [, id]) => {
      this.#owned(call);
      const token = this.tokens.find((candidate) => candidate.id === Number(id));
      if (!token) throw new Refusal(404, '404 Not found');
      token.active = false;
      return undefined;
    });
  }

  #defineServiceAccounts(on: (method: string, path: string, handle: Handler) => void): void {
    const offered = (call: Call): void => {
      if (this.serviceAccounts === 'refused' || (this.users.get(call.userId)?.role ?? 0) < 50)
        throw new Refusal(403, '403 Forbidden');
    };
    const tokensOf = (id: string) => this.tokens.filter((token) => token.userId === Number(id));
    const base = '/groups/:id/service_accounts';
    on('GET', base, (call) => {
      offered(call);
      return this.accounts;
    });
    on('POST', base, (call) => {
      offered(call);
      const username = String(call.body.username);
      if (this.accounts.some((account) => account.username === username))
        throw new Refusal(400, '400 Bad request - Username has already been taken');
      const account = { id: this.nextId(), username };
      this.accounts.push(account);
      return account;
    });
    on('DELETE', `${base}/:user`, (call, [, id]) => {
      offered(call);
      const at = this.accounts.findIndex((account) => account.id === Number(id));
      if (at < 0) throw new Refusal(404, '404 User Not Found');
      this.accounts.splice(at, 1);
      for (const token of tokensOf(id!)) token.active = false;
      this.users.delete(Number(id));
      return undefined;
    });
    on('POST', '/groups/:id/members', (call) => {
      this.#owned(call);
      const id = Number(call.body.user_id);
      if (this.serviceAccounts === 'no_members') throw new Refusal(403, '403 Forbidden');
      if (this.users.has(id)) throw new Refusal(409, 'Member already exists');
      const username = this.accounts.find((account) => account.id === id)!.username;
      this.users.set(id, { username, token: `glpat-nobody-${id}`, role: Number(call.body.access_level) });
      return { id, access_level: call.body.access_level };
    });
    on('GET', `${base}/:user/personal_access_tokens`, (call, [, id]) => {
      offered(call);
      return tokensOf(id!).map((token) => this.#tokenEntity(token));
    });
    on('POST', `${base}/:user/personal_access_tokens`, (call, [, userId]) => {
      offered(call);
      const id = this.nextId();
      const token: FakeToken = {
        id,
        name: String(call.body.name),
        description: String(call.body.description),
        secret: `glpat-account-secret-${id}`,
        userId: Number(userId),
        active: true,
        createdAt: new Date(this.now()).toISOString(),
      };
      this.tokens.push(token);
      return { ...this.#tokenEntity(token), token: token.secret };
    });
    on('DELETE', `${base}/:user/personal_access_tokens/:token`, (call, [, user, id]) => {
      offered(call);
      const token = tokensOf(user!).find((candidate) => candidate.id === Number(id));
      if (!token) throw new Refusal(404, '404 Not found');
      token.active = false;
      return undefined;
    });
  }

  #tokenEntity({ id, name, description, userId, active, createdAt }: FakeToken): Record<string, unknown> {
    return { id, name, description, user_id: userId, active, revoked: !active, created_at: createdAt };
  }

  #defineRepository(on: (method: string, path: string, handle: Handler) => void): void {
    on('GET', '/projects/:id/repository/files/:path', (call, [id, path]) => {
      const repo = this.#find(id!);
      const ref = call.query.get('ref');
      const commit =
        ref === 'HEAD' || ref === repo.defaultBranch
          ? repo.commits.at(-1)
          : repo.commits.find((candidate) => candidate.id === ref);
      const file = commit?.files.get(path!);
      if (!commit || !file) throw new Refusal(404, '404 File Not Found');
      return {
        content: Buffer.from(file.content).toString('base64'),
        encoding: 'base64',
        last_commit_id: file.lastCommit,
        commit_id: commit.id,
      };
    });
    const commitEntity = (repo: FakeRepo, at: number): Record<string, unknown> => {
      const commit = repo.commits[at];
      const parent = repo.commits[at - 1];
      if (!commit) throw new Refusal(404, '404 Commit Not Found');
      return {
        id: commit.id,
        message: commit.message,
        author_name: 'Somebody',
        created_at: '2026-03-01T10:00:00Z',
        web_url: `${this.baseUrl}/${repo.fullPath}/-/commit/${commit.id}`,
        parent_ids: parent ? [parent.id] : [],
      };
    };
    // One branch each: the lanes of large groups are tried on the embedded GitLab.
    on('GET', '/projects/:id/repository/branches', (_, [id]) => [{ name: this.#find(id!).defaultBranch }]);
    on('GET', '/projects/:id/repository/commits', (_, [id]) => {
      const repo = this.#find(id!);
      return repo.commits.map((_, at) => commitEntity(repo, at)).reverse();
    });
    on('GET', '/projects/:id/repository/commits/:sha', (_, [id, sha]) => {
      const repo = this.#find(id!);
      return commitEntity(
        repo,
        repo.commits.findIndex((commit) => commit.id === sha),
      );
    });
    on('POST', '/projects/:id/repository/commits', (call, [id]) => {
      const repo = this.#maintained(call, id!);
      const head = repo.commits.at(-1)?.files ?? new Map();
      const files: Record<string, string> = {};
      for (const action of call.body.actions as Record<string, string>[]) {
        const there = head.get(action.file_path!);
        if (action.action === 'create' && there)
          throw new Refusal(400, 'A file with this name already exists');
        if (action.action === 'update' && !there)
          throw new Refusal(400, "A file with this name doesn't exist");
        if (action.last_commit_id && there?.lastCommit !== action.last_commit_id) {
          throw new Refusal(400, 'The file has changed since you started editing it');
        }
        files[action.file_path!] = action.content!;
      }
      return { id: this.commit(repo, String(call.body.commit_message), files) };
    });
    on('GET', '/projects/:id/protected_branches/:name', (_, [id, name]) => {
      const level = this.#find(id!).protections.get(name!);
      if (level === undefined) throw new Refusal(404, '404 Not found');
      return {
        name,
        push_access_levels: [{ access_level: level }],
        merge_access_levels: [{ access_level: level }],
      };
    });
    on('POST', '/projects/:id/protected_branches', (call, [id]) => {
      const repo = this.#maintained(call, id!);
      const name = String(call.body.name);
      if (repo.protections.has(name)) throw new Refusal(409, `Protected branch '${name}' already exists`);
      repo.protections.set(name, Number(call.body.push_access_level));
      return {
        name,
        push_access_levels: [{ access_level: 40 }],
        merge_access_levels: [{ access_level: 40 }],
      };
    });
    on('DELETE', '/projects/:id/protected_branches/:name', (call, [id, name]) => {
      this.#maintained(call, id!).protections.delete(name!);
      return undefined;
    });
    const hookEntity = (hook: FakeRepo['hooks'][number]): Record<string, unknown> => ({
      id: hook.id,
      url: hook.url,
      name: hook.name,
      merge_requests_events: hook.mr,
      push_events: false,
      url_variables: hook.variables.map(({ key }) => ({ key })),
      alert_status: hook.alert ?? 'executable',
      created_at: hook.createdAt,
    });
    on('GET', '/projects/:id/hooks', (call, [id]) => this.#maintained(call, id!).hooks.map(hookEntity));
    on('POST', '/projects/:id/hooks', (call, [id]) => {
      const hook = {
        id: this.nextId(),
        url: String(call.body.url),
        name: String(call.body.name),
        variables: (call.body.url_variables ?? []) as { key: string; value: string }[],
        mr: call.body.merge_requests_events === true,
        createdAt: new Date(this.now()).toISOString(),
      };
      this.#maintained(call, id!).hooks.push(hook);
      return hookEntity(hook);
    });
    on('PUT', '/projects/:id/hooks/:hook', (call, [id, hookId]) => {
      const hook = this.#maintained(call, id!).hooks.find((candidate) => candidate.id === Number(hookId));
      if (!hook) throw new Refusal(404, '404 Not found');
      hook.url = String(call.body.url);
      hook.mr = call.body.merge_requests_events === true;
      return hookEntity(hook);
    });
    on('DELETE', '/projects/:id/hooks/:hook', (call, [id, hookId]) => {
      const repo = this.#maintained(call, id!);
      repo.hooks = repo.hooks.filter((hook) => hook.id !== Number(hookId));
      return undefined;
    });
  }

  #defineCi(on: (method: string, path: string, handle: Handler) => void): void {
    on('GET', '/projects/:id/triggers', (call, [id]) =>
      this.#maintained(call, id!).triggers.map((trigger) => ({
        id: trigger.id,
        description: trigger.description,
        token: trigger.owner === call.userId ? trigger.token : trigger.token.slice(0, 4),
        owner: { id: trigger.owner },
      })),
    );
    on('POST', '/projects/:id/triggers', (call, [id]) => {
      const trigger = {
        id: this.nextId(),
        token: `glptt-trigger-secret-${this.#id}`,
        description: String(call.body.description),
        owner: call.userId,
      };
      this.#maintained(call, id!).triggers.push(trigger);
      return { ...trigger, owner: { id: trigger.owner } };
    });
    on('DELETE', '/projects/:id/triggers/:trigger', (call, [id, triggerId]) => {
      const repo = this.#maintained(call, id!);
      if (!repo.triggers.some((trigger) => trigger.id === Number(triggerId)))
        throw new Refusal(404, '404 Trigger Not Found');
      repo.triggers = repo.triggers.filter((trigger) => trigger.id !== Number(triggerId));
      return undefined;
    });
    on('DELETE', '/projects/:id/variables/:key', (call, [id, key]) => {
      if (!this.#maintained(call, id!).variables.delete(key!))
        throw new Refusal(404, '404 Variable Not Found');
      return undefined;
    });
    on('DELETE', '/projects/:id', (call, [id]) => {
      this.#owned(call);
      const repo = this.#find(id!);
      if (repo.markedForDeletion) throw new Refusal(400, 'Project has been already marked for deletion');
      if (!this.waitsWithDeletion) {
        this.repos.splice(this.repos.indexOf(repo), 1);
      } else {
        repo.markedForDeletion = new Date(this.now()).toISOString().slice(0, 10);
        repo.path += `-deletion_scheduled-${repo.id}`;
        repo.fullPath += `-deletion_scheduled-${repo.id}`;
      }
      return { message: '202 Accepted' };
    });
    on('DELETE', '/projects/:id/pipeline_schedules/:schedule', (call, [id, scheduleId]) => {
      const repo = this.#maintained(call, id!);
      if (!repo.schedules.some((schedule) => schedule.id === Number(scheduleId)))
        throw new Refusal(404, '404 Pipeline Schedule Not Found');
      repo.schedules = repo.schedules.filter((schedule) => schedule.id !== Number(scheduleId));
      return undefined;
    });
    on('GET', '/projects/:id/runners', (call, [id]) => {
      this.#maintained(call, id!);
      return this.runners.map(({ untagged: _, ...listed }) => listed);
    });
    on('GET', '/runners/:id', (_, [id]) => {
      const found = this.runners.find((runner) => runner.id === Number(id));
      if (!found) throw new Refusal(404, '404 Runner Not Found');
      const { untagged = true, ...listed } = found;
      return { ...listed, tag_list: untagged ? [] : ['heavy'], run_untagged: untagged };
    });
    on('GET', '/groups/:id/merge_requests', () =>
      this.mergeRequests.map(({ notes: _, ...entity }) => entity),
    );
    on('GET', '/projects/:id/merge_requests/:iid/notes', (_, [id, iid]) => {
      const found = this.mergeRequests.find(
        (one) => one.project_id === Number(id) && one.iid === Number(iid),
      );
      if (!found) throw new Refusal(404, '404 Not found');
      return found.notes;
    });
    on('GET', '/projects/:id/pipeline_schedules', (_, [id]) => this.#find(id!).schedules);
    on('POST', '/projects/:id/pipeline_schedules', (call, [id]) => {
      const schedule = { id: this.nextId(), description: String(call.body.description), active: true };
      this.#maintained(call, id!).schedules.push(schedule);
      return schedule;
    });
    on('POST', '/projects/:id/ref/:ref/trigger/pipeline', (call, [id]) => {
      const repo = this.#find(id!);
      if (!repo.triggers.some((trigger) => trigger.token === call.body.token))
        throw new Refusal(404, '404 Not Found');
      if (repo.variablesRole === 'no_one_allowed' && (!this.exemptsPayload || 'variables' in call.body)) {
        throw new Refusal(400, { base: ['Insufficient permissions to set pipeline variables'] });
      }
      const pipeline = this.nextId();
      this.pipelines.set(pipeline, { polls: 0, payload: call.body });
      return { id: pipeline };
    });
    on('GET', '/projects/:id/pipelines/:pipeline', (_, [id, pipelineId]) => {
      const pipeline = this.pipelines.get(Number(pipelineId));
      if (!pipeline) throw new Refusal(404, '404 Not found');
      pipeline.polls += 1;
      const ended = this.pipelineEnds !== 'never' && pipeline.polls > 2;
      return {
        id: Number(pipelineId),
        status: ended ? this.pipelineEnds : 'pending',
        web_url: `${this.baseUrl}/${this.#find(id!).fullPath}/-/pipelines/${pipelineId}`,
      };
    });
    on('GET', '/projects/:id/pipelines', () => [...this.pipelines.keys()].reverse().map((id) => ({ id })));
    on('GET', '/projects/:id/pipelines/:pipeline/variables', (call, [id, pipelineId]) => {
      this.#maintained(call, id!);
      const { token: _, ...payload } = this.pipelines.get(Number(pipelineId))?.payload ?? {};
      return [{ key: 'TRIGGER_PAYLOAD', value: JSON.stringify(payload) }];
    });
    on('GET', '/projects/:id/pipelines/:pipeline/jobs', () => [
      {
        id: 1,
        name: 'prepare',
        status: this.pipelineEnds === 'failed' ? 'failed' : 'pending',
        started_at: this.pipelineEnds === 'failed' ? '2026-01-01T00:00:00Z' : null,
        failure_reason: this.pipelineEnds === 'failed' ? 'script_failure' : null,
      },
    ]);
    on('GET', '/projects/:id/pipelines/:pipeline/bridges', () => []);
    on('GET', '/projects/:id/jobs/:job/trace', () => this.log);
    on('GET', '/projects/:id/variables/:key', (call, [id, key]) => {
      const variable = this.#maintained(call, id!).variables.get(key!);
      if (!variable) throw new Refusal(404, '404 Variable Not Found');
      const { value: _, description, ...entity } = variable;
      return { key, ...entity, ...(this.knowsDescriptions && { description }) };
    });
    on('POST', '/projects/:id/variables', (call, [id]) => {
      const repo = this.#maintained(call, id!);
      const key = String(call.body.key);
      if (repo.variables.has(key)) throw new Refusal(400, { key: [`(${key}) has already been taken`] });
      const hidden = this.knowsHidden && call.body.masked_and_hidden === true;
      const masked = hidden || call.body.masked === true;
      const isProtected = call.body.protected === true;
      const description = String(call.body.description);
      const value = String(call.body.value);
      repo.variables.set(key, { value, description, masked, hidden, protected: isProtected });
      return { key, protected: isProtected, masked, ...(this.knowsHidden && { hidden }) };
    });
    on('PUT', '/projects/:id/variables/:key', (call, [id, key]) => {
      const variable = this.#maintained(call, id!).variables.get(key!);
      if (!variable) throw new Refusal(404, '404 Variable Not Found');
      if (typeof call.body.value === 'string') variable.value = call.body.value;
      if (typeof call.body.description === 'string') variable.description = call.body.description;
      variable.masked = call.body.masked === true;
      variable.protected = call.body.protected === true;
      return { key, protected: variable.protected, masked: variable.masked, hidden: variable.hidden };
    });
  }
}
