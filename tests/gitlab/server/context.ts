import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Layout } from '../embedded.ts';
import type { Job, MergeRequest, Pipeline, User, World } from '../world/types.ts';

/** One file as it stands in a commit. */
export interface RepoFile {
  content: Buffer;
  blobId: string;
  /** Bytes. */
  size: number;
  /** Hex, of the content. */
  sha256: string;
  executable: boolean;
}

export interface CommitAction {
  action: 'create' | 'update' | 'delete' | 'move' | 'chmod';
  path: string;
  previousPath?: string;
  /** Absent in a `move` keeps the content. */
  content?: Buffer;
  /** A lost-update guard: refused when the path's last commit is another one. */
  lastCommitId?: string;
  executable?: boolean;
}

export interface Person {
  name: string;
  email: string;
}

export interface CommitRequest {
  branch: string;
  /** Where the branch begins when it does not exist: a branch name or sha. */
  start?: string;
  message: string;
  author: Person;
  /** Default: the author. */
  committer?: Person;
  /** Throws the branch's own commits away and begins it again at `start`. */
  force?: boolean;
  /** ISO; default now. Both dates. */
  date?: string;
  actions: CommitAction[];
}

/** A commit that GitLab refuses with 400; `message` is GitLab's own sentence. */
export class CommitRefused extends Error {}

export interface RepoCommit {
  id: string;
  parentIds: string[];
  title: string;
  message: string;
  author: Person;
  committer: Person;
  authoredDate: string;
  committedDate: string;
}

export interface DiffFile {
  oldPath: string;
  newPath: string;
  /** As git writes them, `100644`; `0` for none. */
  aMode: string;
  bMode: string;
  newFile: boolean;
  renamedFile: boolean;
  deletedFile: boolean;
  /** Hunks without the `diff --git` head, as GitLab's API gives them; for a binary file `Binary files … differ`. */
  diff: string;
}

export interface TreeEntry {
  id: string;
  name: string;
  type: 'tree' | 'blob' | 'commit';
  path: string;
  mode: string;
}

/** A ref that a push over git moved. Sha of 40 zeros: did not exist, or was deleted. */
export interface RefChange {
  ref: string;
  before: string;
  after: string;
}

export interface GitAccess {
  /** What the push may do to this ref; a sentence refuses it. Absent: fetch only. */
  mayPush?: (change: { ref: string }) => string | null;
  /** Called once after a push, before the answer ends. */
  onPush?: (changes: RefChange[]) => Promise<void>;
}

/** Bare git repositories on disk, one per project id. Unknown refs and paths answer null, never throw. */
export interface RepoStore {
  /** Makes an empty repository. `defaultBranch` is what HEAD names. */
  createRepo(projectId: number, defaultBranch?: string): Promise<void>;
  deleteRepo(projectId: number): Promise<void>;
  /** Copies all branches of another project: a fork. */
  forkRepo(fromProjectId: number, toProjectId: number): Promise<void>;
  /** Brings a commit of a fork, and what it needs, into the other repository; no ref moves. */
  fetchCommit(fromProjectId: number, toProjectId: number, sha: string): Promise<void>;
  /** Throws CommitRefused. Answers the new sha. */
  commit(projectId: number, request: CommitRequest): Promise<string>;
  readFile(projectId: number, ref: string, path: string): Promise<RepoFile | null>;
  /** The newest commit up to the ref that touched the path. */
  lastCommit(projectId: number, ref: string, path: string): Promise<string | null>;
  /** Branch, tag, full ref or (abbreviated) sha → commit sha. */
  resolve(projectId: number, ref: string): Promise<string | null>;
  branches(projectId: number): Promise<{ name: string; sha: string }[]>;
  tree(
    projectId: number,
    ref: string,
    options?: { path?: string; recursive?: boolean },
  ): Promise<TreeEntry[] | null>;
  getCommit(projectId: number, ref: string): Promise<RepoCommit | null>;
  /** Newest first. `range` may be `a..b`. */
  log(
    projectId: number,
    range: string,
    options?: { path?: string; skip?: number; limit?: number; since?: string; until?: string },
  ): Promise<RepoCommit[]>;
  mergeBase(projectId: number, a: string, b: string): Promise<string | null>;
  isAncestor(projectId: number, ancestor: string, descendant: string): Promise<boolean>;
  /** Two dots: the trees as they are. Renames detected. 40 zeros as `from`: everything is new. */
  diff(projectId: number, from: string, to: string): Promise<DiffFile[]>;
  /** Whether merging gives conflicts, without doing it. */
  conflicts(projectId: number, target: string, source: string): Promise<boolean>;
  /** A merge commit (or squash) on `target`; null: conflict. */
  merge(
    projectId: number,
    options: { target: string; source: string; message: string; author: Person; squash?: string },
  ): Promise<string | null>;
  /** null deletes. `ref` is full: `refs/merge-requests/3/head`. */
  updateRef(projectId: number, ref: string, sha: string | null): Promise<void>;
  /** Serves `/info/refs`, `/git-upload-pack`, `/git-receive-pack` (`path` is that part, with its query). */
  serveGit(
    projectId: number,
    path: string,
    request: IncomingMessage,
    response: ServerResponse,
    access: GitAccess,
  ): Promise<void>;
  /** The tree as an archive, files below `prefix/`. */
  archive(projectId: number, ref: string, format: 'tar.gz' | 'zip', prefix: string): Promise<Buffer | null>;
  /** Checks the commit out into a folder that exists; for the runner. `depth`: so many commits and no more. */
  checkout(projectId: number, sha: string, dir: string, depth?: number): Promise<void>;
  close(): Promise<void>;
}

export interface PipelineRequest {
  projectId: number;
  /** Branch name, or `refs/merge-requests/3/head`. */
  ref: string;
  sha: string;
  source: Pipeline['source'];
  userId: number;
  mergeRequestId?: number | null;
  sourceSha?: string;
  scheduleDescription?: string;
  parentPipelineId?: number | null;
  variables?: { key: string; value: string; file: boolean }[];
}

export interface Runner {
  /**
   * Reads the project's CI file at the sha and makes the pipeline with its jobs in the world, then enqueues it.
   * `none`: no CI file or no job for this source (its rules); the pipeline is not made. `[skip ci]` in a push makes
   * one that is `skipped` and has no jobs, as GitLab does.
   * `invalid`: a pipeline exists, failed, with `yamlErrors` set.
   */
  createPipeline(
    request: PipelineRequest,
  ): Promise<{ kind: 'created' | 'invalid'; pipeline: Pipeline } | { kind: 'none'; reason: string }>;
  enqueue(pipelineId: number): void;
  /** Stops running jobs and their children; sets `canceled`. */
  cancel(pipelineId: number): Promise<void>;
  cancelJob(jobId: number): void;
  /** Starts a manual job. false: it is not one. */
  playJob(jobId: number): boolean;
  /** A new job in place of a finished one; null where it cannot be (an external status). */
  retryJob(jobId: number): Job | null;
  /** Resolves when nothing runs. With the runner switched off, at once. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** What the world tells those who watch it. All synchronous; listeners must not throw. */
export interface WorldEvents {
  'pipeline-changed': Pipeline;
  'job-changed': Job;
  'merge-request-changed': MergeRequest;
}

export interface EventBus {
  emit<Name extends keyof WorldEvents>(name: Name, value: WorldEvents[Name]): void;
  on<Name extends keyof WorldEvents>(name: Name, listener: (value: WorldEvents[Name]) => void): () => void;
}

/** What everything behind the HTTP server shares. */
export interface ServerContext {
  world: World;
  store: RepoStore;
  /** Of this instance: origin + relative root, no trailing slash. Known once the server listens. */
  readonly baseUrl: string;
  /** `''` or `/gitlab`. */
  root: string;
  layout: Layout;
  /** Where job artifacts, logs and work trees may live; removed on close. */
  dataDir: string;
  /** false: pipelines stay pending. */
  runnerEnabled: boolean;
  log(line: string): void;
  /** The next id of a kind: `pipeline`, `job`, `note` … */
  newId(kind: string): number;
  /** The next iid of a pipeline or merge request in its project. */
  newIid(kind: string, projectId: number): number;
  events: EventBus;
  runner: Runner;
  /** Hands a pipeline whose jobs stand in the world to the runner. Same as `runner.enqueue`. */
  enqueue(pipelineId: number): void;
  /** Recomputes a pipeline's status from its latest jobs, sets its times, emits `pipeline-changed`. */
  updatePipeline(pipelineId: number): void;
  /** `CI_JOB_TOKEN` → job id: while the job runs, the API takes it as git password and JOB-TOKEN. */
  jobTokens: Map<string, number>;
  /** Work under way that `settled()` waits for (a webhook being delivered). */
  track<T>(work: Promise<T>): Promise<T>;
}

/** A request for an HTML page: anything but `/api`, git and the web routes that answer JSON or files. */
export interface PageRequest {
  method: string;
  /** Below the root, decoded, without query: `/acme/shop/checkout/-/merge_requests/1`. */
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | undefined>;
  /** Who is signed in by the session cookie. */
  user: User | null;
  /** For `<meta name="csrf-token">` and forms (`authenticity_token`). */
  csrfToken: string;
  /** A sentence to flash on the page: a refused sign-in. */
  flash: string | null;
  context: ServerContext;
  /** The effective role; 0: none. Admins: 50. */
  accessLevel(user: User | null, target: { projectId: number } | { groupId: number }): number;
  /** Whether the target exists for this person; false is a 404 (signed in) or the way to sign-in (not). */
  canSee(user: User | null, target: { projectId: number } | { groupId: number }): boolean;
}

export interface PageAnswer {
  status: number;
  headers?: Record<string, string>;
  body: string;
}

/** tests/gitlab/pages/pages.ts. null: no such page. */
export type ServePage = (request: PageRequest) => Promise<PageAnswer | null>;
