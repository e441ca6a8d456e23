import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRepoStore } from '../../gitlab/git/store.ts';
import { servePage } from '../../gitlab/pages/pages.ts';
import type { PageAnswer, PageRequest, Runner, ServerContext } from '../../gitlab/server/context.ts';
import { createEvents } from '../../gitlab/server/events.ts';
import { accessLevel, canSee } from '../../gitlab/world/roles.ts';
import type {
  Group,
  Job,
  MergeRequest,
  Note,
  Pipeline,
  Project,
  User,
  World,
} from '../../gitlab/world/types.ts';

const AN_HOUR_AGO = new Date(Date.now() - 3_600_000).toISOString();

/** Two groups, two projects, a merge request with everything on its page: enough to render each page. */
export function smallWorld(): World {
  const user = (id: number, username: string, name: string): User => ({
    id,
    username,
    name,
    email: `${username}@example.com`,
    password: 'x',
    admin: false,
    state: 'active',
    bot: null,
  });
  const group = (id: number, name: string, fullPath: string, parentId: number | null): Group => ({
    id,
    name,
    path: fullPath.split('/').at(-1) ?? '',
    fullPath,
    parentId,
    description: '',
    visibility: 'private',
    groupAccessTokensAllowed: true,
  });
  return {
    users: [user(1, 'olga', 'Olga Owner'), user(2, 'dev', 'Dev Eloper'), user(3, 'stranger', 'Stranger')],
    tokens: [],
    groups: [group(5, 'Acme', 'acme', null), group(6, 'Shop', 'acme/shop', 5)],
    projects: [project(21, 'Checkout', 'acme/shop/checkout', 6), project(22, 'Tools', 'acme/tools', 5)],
    members: [
      { userId: 1, source: { type: 'group', id: 5 }, accessLevel: 50 },
      { userId: 2, source: { type: 'group', id: 5 }, accessLevel: 30 },
    ],
    mergeRequests: [],
    notes: [],
    pipelines: [],
    jobs: [],
    hooks: [],
    triggers: [],
    schedules: [],
    issues: [],
    variables: [],
    version: '18.5.1',
    nextId: {},
  };
}

function project(id: number, name: string, fullPath: string, namespaceId: number): Project {
  return {
    id,
    name,
    path: fullPath.split('/').at(-1) ?? '',
    fullPath,
    namespaceId,
    description: '',
    visibility: 'private',
    defaultBranch: 'main',
    archived: false,
    mergeRequestsEnabled: true,
    jobsEnabled: true,
    onlyAllowMergeIfPipelineSucceeds: true,
    allowMergeOnSkippedPipeline: false,
    onlyAllowMergeIfAllDiscussionsAreResolved: false,
    ciConfigPath: '.gitlab-ci.yml',
    pipelineVariablesMinimumRole: 'developer',
    protectedBranches: [],
    formerPaths: [],
    forkedFromId: null,
    createdAt: AN_HOUR_AGO,
    lastActivityAt: AN_HOUR_AGO,
    settings: {},
  };
}

export interface SmallGitLab {
  world: World;
  context: ServerContext;
  mergeRequest: MergeRequest;
  get(
    path: string,
    options?: { user?: string | null; headers?: Record<string, string> },
  ): Promise<PageAnswer>;
  /** Adds a finished pipeline of the merge request's head with one external status. */
  addPipeline(status: Pipeline['status']): Pipeline;
  addNote(body: string, system?: boolean): Note;
  close(): Promise<void>;
}

export async function smallGitLab(
  options: { root?: string; layout?: 'panels' | 'classic'; world?: World; baseUrl?: string } = {},
): Promise<SmallGitLab> {
  const { root = '', layout = 'panels', world = smallWorld() } = options;
  const store = createRepoStore(await mkdtemp(join(tmpdir(), 'pages-')));
  const author = { name: 'Dev Eloper', email: 'dev@example.com' };
  await store.createRepo(21, 'main');
  await store.createRepo(22, 'main');
  const file = (path: string, content: string) => ({
    action: 'create' as const,
    path,
    content: Buffer.from(content),
  });
  await store.commit(21, {
    branch: 'main',
    message: 'Take payments',
    author,
    actions: [
      file('README.md', '# Checkout\n\nTakes payments.\n'),
      file('src/pay.ts', "export const currency = 'EUR';\nexport function pay() {}\n"),
    ],
  });
  const sha = await store.commit(21, {
    branch: 'refunds',
    start: 'main',
    message: 'Give refunds',
    author,
    actions: [file('src/refund.ts', "export const key = '<b>not a tag</b>';\n")],
  });
  const context: ServerContext = {
    world,
    store,
    baseUrl: options.baseUrl ?? `https://gitlab.example${root}`,
    root,
    layout,
    dataDir: tmpdir(),
    runnerEnabled: false,
    log() {},
    newId(kind) {
      world.nextId[kind] = (world.nextId[kind] ?? 100) + 1;
      return world.nextId[kind];
    },
    newIid(kind) {
      return context.newId(`${kind}-iid`);
    },
    events: createEvents(),
    // No page starts anything: a call would fail the test.
    runner: {} as Runner,
    enqueue() {},
    updatePipeline() {},
    jobTokens: new Map(),
    track: (work) => work,
  };
  const mergeRequest: MergeRequest = {
    id: 301,
    iid: 3,
    projectId: 21,
    sourceProjectId: 21,
    title: 'Give refunds',
    description: 'Customers **want** them.',
    sourceBranch: 'refunds',
    targetBranch: 'main',
    authorId: 2,
    state: 'opened',
    draft: false,
    sha,
    mergeCommitSha: null,
    createdAt: AN_HOUR_AGO,
    updatedAt: AN_HOUR_AGO,
    labels: ['payments'],
  };
  world.mergeRequests.push(mergeRequest);

  return {
    world,
    context,
    mergeRequest,
    async get(path, { user: username = 'olga', headers = {} } = {}) {
      const url = new URL(path, 'https://gitlab.example');
      const request: PageRequest = {
        method: 'GET',
        path: decodeURIComponent(url.pathname),
        query: url.searchParams,
        headers,
        user: world.users.find((candidate) => candidate.username === username) ?? null,
        csrfToken: 'csrf-token-of-this-session',
        flash: null,
        context,
        accessLevel: (who, target) => accessLevel(world, who, target),
        canSee: (who, target) => canSee(world, who, target),
      };
      const answer = await servePage(request);
      if (answer === null) throw new Error(`No page at ${path}`);
      return answer;
    },
    addPipeline(status) {
      const pipeline: Pipeline = {
        id: context.newId('pipeline'),
        iid: 1,
        projectId: 21,
        sha: mergeRequest.sha,
        ref: 'refunds',
        status,
        source: 'external',
        userId: 1,
        mergeRequestId: null,
        parentPipelineId: null,
        variables: [],
        yamlErrors: null,
        createdAt: AN_HOUR_AGO,
        updatedAt: AN_HOUR_AGO,
        startedAt: AN_HOUR_AGO,
        finishedAt: AN_HOUR_AGO,
      };
      world.pipelines.push(pipeline);
      world.jobs.push(job(context.newId('job'), pipeline, 'MR Gate', 'external'));
      world.jobs.push(job(context.newId('job'), pipeline, 'unit', 'test'));
      return pipeline;
    },
    addNote(body, system = false) {
      const note: Note = {
        id: context.newId('note'),
        mergeRequestId: mergeRequest.id,
        authorId: 1,
        body,
        system,
        internal: false,
        discussionId: 'd',
        resolvable: false,
        resolved: false,
        createdAt: AN_HOUR_AGO,
        updatedAt: AN_HOUR_AGO,
      };
      world.notes.push(note);
      return note;
    },
    close: () => store.close(),
  };
}

function job(id: number, pipeline: Pipeline, name: string, stage: string): Job {
  return {
    id,
    kind: stage === 'external' ? 'external' : 'build',
    pipelineId: pipeline.id,
    projectId: pipeline.projectId,
    name,
    stage,
    status: pipeline.status,
    allowFailure: false,
    failureReason: null,
    userId: 1,
    targetUrl: stage === 'external' ? 'https://gitlab.example/acme/tools/-/pipelines/1' : null,
    description: null,
    downstreamPipelineId: null,
    trace: stage === 'external' ? '' : '$ npm test\n<script>alert(1)</script>\nok\n',
    artifactsDir: null,
    reports: {},
    artifactsExpireAt: null,
    createdAt: pipeline.createdAt,
    startedAt: pipeline.startedAt,
    finishedAt: pipeline.finishedAt,
  };
}
