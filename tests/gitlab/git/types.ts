import type { IncomingMessage, ServerResponse } from 'node:http';

/** A person as git writes them into a commit. */
export interface Signature {
  name: string;
  email: string;
  /** ISO 8601; absent: now. */
  date?: string;
}

/** One entry of `actions` of GitLab's commits API, content already decoded. */
export type CommitAction =
  | { action: 'create'; path: string; content: Buffer | string; executable?: boolean }
  | { action: 'update'; path: string; content: Buffer | string; lastCommitId?: string }
  | { action: 'delete'; path: string; lastCommitId?: string }
  | {
      action: 'move';
      path: string;
      previousPath: string;
      content?: Buffer | string;
      lastCommitId?: string;
    }
  | { action: 'chmod'; path: string; executable: boolean; lastCommitId?: string };

export interface CommitOptions {
  branch: string;
  message: string;
  author: Signature;
  committer?: Signature;
  actions: CommitAction[];
  /** The branch to start `branch` from where it does not exist yet (or with `force`). */
  startBranch?: string;
  /** Likewise, a commit. */
  startSha?: string;
  /** Replaces an existing branch by the start point plus this commit. */
  force?: boolean;
}

export interface RefChange {
  /** Full name: `refs/heads/main`. */
  ref: string;
  /** 40 zeros: it did not exist. */
  oldSha: string;
  /** 40 zeros: it was deleted. */
  newSha: string;
}

export interface CommitInfo {
  id: string;
  parentIds: string[];
  /** First line. */
  title: string;
  message: string;
  authorName: string;
  authorEmail: string;
  authoredDate: string;
  committerName: string;
  committerEmail: string;
  committedDate: string;
}

export interface RepoFile {
  content: Buffer;
  blobId: string;
  /** The commit that `ref` resolved to. */
  commitId: string;
  lastCommitId: string;
  /** Bytes. */
  size: number;
  sha256: string;
  /** `100644`, `100755` or `120000`. */
  mode: string;
}

export interface TreeEntry {
  id: string;
  name: string;
  type: 'blob' | 'tree' | 'commit';
  path: string;
  mode: string;
}

export interface BranchInfo {
  name: string;
  commit: CommitInfo;
}

/** A file's difference in the shape of GitLab's `diffs`. */
export interface FileDiff {
  oldPath: string;
  newPath: string;
  aMode: string;
  bMode: string;
  newFile: boolean;
  renamedFile: boolean;
  deletedFile: boolean;
  /** Hunks from the first `@@`; for a binary file git's one sentence. */
  diff: string;
}

export interface Comparison {
  commits: CommitInfo[];
  diffs: FileDiff[];
  /** The base that was compared against: the merge base, or `from` when straight. Null: no common history. */
  baseSha: string | null;
}

export interface MergeOptions {
  /** The branch that receives. */
  targetBranch: string;
  /** The commit to merge. */
  sourceSha: string;
  message: string;
  author: Signature;
  /** One commit with the target as its only parent. */
  squash?: boolean;
}

export type MergeResult = { ok: true; sha: string } | { ok: false; conflicts: string[] };

export interface GitHttpAccess {
  /** Bare repository that the URL names. */
  projectId: number;
  /** `/info/refs`, `/git-upload-pack` or `/git-receive-pack`. */
  service: string;
  /** Raw query string without `?`. */
  query: string;
  /** Who pushes; for the CGI's REMOTE_USER alone. */
  username: string | null;
}

export interface GitHttpHooks {
  /**
   * Called with what a push asks for, before anything is written; a string refuses the whole push with that
   * text, as GitLab's pre-receive hook does (`GitLab: You are not allowed to push code to protected branches
   * on this project.`).
   */
  beforePush?: (changes: RefChange[]) => string | null | Promise<string | null>;
  /** Called after the references have moved, before the answer's end. */
  afterPush?: (changes: RefChange[]) => void | Promise<void>;
}

/** Bare git repositories in a folder, one per project id. All methods reject with `RepoError`. */
export interface RepoStore {
  /** Folder of one bare repository. */
  path(projectId: number): string;
  /** Makes an empty repository whose HEAD names `defaultBranch`. */
  createRepo(projectId: number, defaultBranch?: string): Promise<void>;
  /** Copies all branches and tags of another project: a fork. */
  forkRepo(fromProjectId: number, toProjectId: number): Promise<void>;
  /** Brings a commit (and what it needs) of a fork into the parent. */
  fetchCommit(fromProjectId: number, toProjectId: number, sha: string): Promise<void>;
  removeRepo(projectId: number): Promise<void>;
  hasRepo(projectId: number): boolean;
  /** No branch yet. */
  isEmpty(projectId: number): Promise<boolean>;
  setHead(projectId: number, branch: string): Promise<void>;

  /** Writes a commit from actions and moves the branch; returns the sha and the reference that moved. */
  commit(projectId: number, options: CommitOptions): Promise<{ sha: string; change: RefChange }>;
  /** Sha of the commit that a branch, tag, full reference, `HEAD` or (short) sha names; null: none. */
  resolve(projectId: number, ref: string): Promise<string | null>;
  commitInfo(projectId: number, ref: string): Promise<CommitInfo | null>;
  /** Null: no such ref or file (a folder is no file). */
  readFile(projectId: number, ref: string, path: string): Promise<RepoFile | null>;
  /** Null: no such ref or folder. Folders first, then by name, as GitLab lists. */
  tree(
    projectId: number,
    ref: string,
    path?: string,
    options?: { recursive?: boolean },
  ): Promise<TreeEntry[] | null>;
  /** Newest first. */
  log(
    projectId: number,
    ref: string,
    options?: { path?: string; max?: number; skip?: number; since?: string; until?: string },
  ): Promise<CommitInfo[]>;

  branches(projectId: number): Promise<BranchInfo[]>;
  branch(projectId: number, name: string): Promise<BranchInfo | null>;
  createBranch(projectId: number, name: string, ref: string): Promise<RefChange>;
  deleteBranch(projectId: number, name: string): Promise<RefChange>;
  /** Sets any reference (`refs/merge-requests/1/head`); null deletes it. `expected` guards against a race. */
  updateRef(projectId: number, ref: string, sha: string | null, expected?: string): Promise<RefChange>;

  mergeBase(projectId: number, a: string, b: string): Promise<string | null>;
  isAncestor(projectId: number, ancestor: string, descendant: string): Promise<boolean>;
  compare(
    projectId: number,
    from: string,
    to: string,
    options?: { straight?: boolean },
  ): Promise<Comparison | null>;
  /** Difference of a commit to its first parent (or to nothing). */
  commitDiff(projectId: number, sha: string): Promise<FileDiff[]>;
  /** Paths that conflict; empty: merges cleanly. */
  conflicts(projectId: number, targetSha: string, sourceSha: string): Promise<string[]>;
  merge(projectId: number, options: MergeOptions): Promise<MergeResult>;

  /** `tar.gz`, `tar` or `zip` of a commit, every path below `prefix/`. */
  archive(
    projectId: number,
    ref: string,
    options: { format?: 'tar.gz' | 'tar' | 'zip'; prefix: string; path?: string },
  ): Promise<Buffer | null>;

  /** Answers a smart HTTP request. Whether the caller may, is decided before (and by `beforePush`). */
  serveHttp(
    request: IncomingMessage,
    response: ServerResponse,
    access: GitHttpAccess,
    hooks?: GitHttpHooks,
  ): Promise<void>;
}

/** Why a repository refused, with the text that GitLab gives. */
export class RepoError extends Error {
  readonly kind: 'not_found' | 'exists' | 'invalid' | 'changed' | 'race';
  constructor(kind: RepoError['kind'], message: string) {
    super(message);
    this.name = 'RepoError';
    this.kind = kind;
  }
}
