import type { CommitAction, CommitRequest, Person } from '../server/context.ts';
import { CommitRefused } from '../server/context.ts';
import { gitText } from './git.ts';
import { lastCommitOf } from './last-commit.ts';
import { entryAt } from './objects.ts';
import { isRefName } from './ref-name.ts';
import { refSha, resolveCommit, ZERO_SHA } from './resolve.ts';

/** A file as the commit under construction would hold it. */
interface FileState {
  mode: string;
  /** Blob sha, or the content that `git fast-import` shall store. */
  data: { blob: string } | { content: Buffer };
}

/**
 * Writes a commit from GitLab's actions, without a worktree: one `fast-import` writes blobs, trees, commit and
 * reference together. The caller holds the repository's lock.
 *
 * Sentences are those of GitLab's Files::MultiService and Gitaly's UserCommitFiles.
 */
export async function writeCommit(gitDir: string, options: CommitRequest): Promise<string> {
  const ref = `refs/heads/${options.branch}`;
  const oldSha = await refSha(gitDir, ref);
  const parent = await startPoint(gitDir, options, oldSha);
  const changes = await plan(gitDir, parent, options.actions);
  const committer = options.committer ?? options.author;

  const parts: (string | Buffer)[] = [];
  parts.push('feature done\n');
  // fast-import only moves a branch forward; a fresh reference is reset to where the commit shall start.
  parts.push(`reset ${ref}\n`, parent === null ? '\n' : `from ${parent}\n\n`);
  parts.push(`commit ${ref}\nmark :1\n`);
  parts.push(
    `author ${signature(options.author, options.date)}\n`,
    `committer ${signature(committer, options.date)}\n`,
  );
  parts.push(...data(Buffer.from(options.message)));
  if (parent !== null) parts.push(`from ${parent}\n`);
  // Deletions first: a file may make room for a folder of the same name.
  for (const [path, state] of changes) if (state === null) parts.push(`D ${quote(path)}\n`);
  for (const [path, state] of changes) {
    if (state === null) continue;
    if ('blob' in state.data) parts.push(`M ${state.mode} ${state.data.blob} ${quote(path)}\n`);
    else parts.push(`M ${state.mode} inline ${quote(path)}\n`, ...data(state.data.content));
  }
  parts.push('\nget-mark :1\n', 'done\n');

  const input = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
  return gitText(gitDir, ['fast-import', '--quiet', '--date-format=raw'], { input });
}

async function startPoint(gitDir: string, options: CommitRequest, oldSha: string): Promise<string | null> {
  const { start } = options;
  const exists = oldSha !== ZERO_SHA;
  if (exists && (start === undefined || start === options.branch)) return oldSha;
  if (exists) {
    throw new CommitRefused(
      `A branch called '${options.branch}' already exists. Switch to that branch in order to make changes`,
    );
  }
  checkBranchName(options.branch);
  if (start === undefined) {
    const others = await gitText(gitDir, ['for-each-ref', '--count=1', 'refs/heads']);
    if (others === '') return null;
    throw new CommitRefused('You can only create or edit files when you are on a branch');
  }
  const sha = await resolveCommit(gitDir, start);
  if (sha === null) throw new CommitRefused(`Cannot find start_branch '${start}'`);
  return sha;
}

/** Rejects names that git refuses. */
export function checkBranchName(name: string): void {
  if (!isRefName(`refs/heads/${name}`) || name.startsWith('-') || name === 'HEAD') {
    throw new CommitRefused(`Branch name is invalid`);
  }
}

/** Checks each action against the tree as the ones before it left it. Null: the file goes. */
async function plan(
  gitDir: string,
  parent: string | null,
  actions: readonly CommitAction[],
): Promise<Map<string, FileState | null>> {
  const changes = new Map<string, FileState | null>();
  const current = async (path: string): Promise<FileState | null> => {
    const changed = changes.get(path);
    if (changed !== undefined) return changed;
    const file = parent === null ? null : await entryAt(gitDir, parent, path);
    return file === null || file.type === 'tree' ? null : { mode: file.mode, data: { blob: file.id } };
  };
  const existing = async (path: string): Promise<FileState> => {
    const state = await current(path);
    if (state === null) throw new CommitRefused("A file with this name doesn't exist");
    return state;
  };
  const free = async (path: string): Promise<void> => {
    if ((await current(path)) !== null) throw new CommitRefused('A file with this name already exists');
  };

  for (const action of actions) {
    checkPath(action.path);
    if (action.action !== 'create' && action.lastCommitId !== undefined && parent !== null) {
      const path = action.action === 'move' ? previousOf(action) : action.path;
      await checkUnchanged(gitDir, parent, path, action.lastCommitId);
    }
    switch (action.action) {
      case 'create':
        await free(action.path);
        changes.set(action.path, {
          mode: action.executable === true ? '100755' : '100644',
          data: { content: contentOf(action) },
        });
        break;
      case 'update': {
        const { mode } = await existing(action.path);
        changes.set(action.path, { mode, data: { content: contentOf(action) } });
        break;
      }
      case 'delete':
        await existing(action.path);
        changes.set(action.path, null);
        break;
      case 'move': {
        const previous = previousOf(action);
        checkPath(previous);
        const state = await existing(previous);
        await free(action.path);
        changes.set(previous, null);
        changes.set(action.path, {
          mode: state.mode,
          data: action.content === undefined ? state.data : { content: contentOf(action) },
        });
        break;
      }
      case 'chmod': {
        const { data: content } = await existing(action.path);
        changes.set(action.path, { mode: action.executable === true ? '100755' : '100644', data: content });
        break;
      }
    }
  }
  return changes;
}

/** The guard of `last_commit_id`: refuses when a later commit touched the file. */
async function checkUnchanged(gitDir: string, parent: string, path: string, known: string): Promise<void> {
  const last = await lastCommitOf(gitDir, parent, path);
  if (last !== null && last !== known) {
    throw new CommitRefused(`The file has changed since you started editing it: ${path}`);
  }
}

function contentOf(action: CommitAction): Buffer {
  return action.content ?? Buffer.alloc(0);
}

function previousOf(action: CommitAction): string {
  if (action.previousPath === undefined) throw new CommitRefused('You must provide a previous path');
  return action.previousPath;
}

function checkPath(path: string): void {
  const segments = path.split('/');
  const bad = segments.some((segment) => segment === '' || segment === '.' || segment === '..');
  if (bad || path.includes('\0') || segments.some((segment) => segment.toLowerCase() === '.git')) {
    throw new CommitRefused(`invalid path: '${path}'`);
  }
}

function signature({ name, email }: Person, date: string | undefined): string {
  const clean = (text: string): string => text.replace(/[<>\n\r\0]/g, '').trim();
  const seconds = Math.floor((date === undefined ? Date.now() : Date.parse(date)) / 1000);
  return `${clean(name)} <${clean(email)}> ${seconds} +0000`;
}

export function data(content: Buffer): (string | Buffer)[] {
  return [`data ${content.length}\n`, content, '\n'];
}

/** fast-import's C-style quoting. */
export function quote(path: string): string {
  return `"${path.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}
