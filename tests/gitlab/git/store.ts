import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DiffFile, RepoCommit, RepoFile, RepoStore } from '../server/context.ts';
import { CommitRefused } from '../server/context.ts';
import { createBare } from './bare.ts';
import { checkoutCommit, type Fetched, fetchedFolder } from './checkout.ts';
import { writeCommit } from './commit.ts';
import { diffTrees, EMPTY_TREE, mergeBase } from './compare.ts';
import { copyBranches, copyCommit } from './fork.ts';
import { git, gitText } from './git.ts';
import { isPush, parseTarget, servePush, serveRead } from './http-backend.ts';
import { lastCommitOf } from './last-commit.ts';
import { KeyedLock } from './lock.ts';
import { type LogOptions, log } from './log.ts';
import { endLookUps } from './look-up.ts';
import { Memo } from './memo.ts';
import { hasConflicts, mergeInto } from './merge.ts';
import { commitById } from './objects.ts';
import { listTree, readFileAt } from './read.ts';
import { isRefName } from './ref-name.ts';
import { listBranches, resolveAll, resolveCommit, ZERO_SHA } from './resolve.ts';

/**
 * Real bare git repositories, `<dir>/<project id>.git`. Reads run side by side; everything that moves a
 * reference waits its turn per repository, pushes over HTTP too.
 */
export function createRepoStore(dir: string): RepoStore {
  const lock = new KeyedLock();
  // What ids of commits alone decide holds for ever.
  const reads = new Memo<RepoFile | null>();
  const logs = new Memo<RepoCommit[]>();
  const diffs = new Memo<DiffFile[]>(20);
  const bases = new Memo<string | null>();
  const conflicts = new Memo<boolean>();
  const fetched: Fetched = new Memo(Number.POSITIVE_INFINITY);
  const logOf = (projectId: number, revision: string, options: LogOptions = {}): Promise<RepoCommit[]> =>
    logs.once(JSON.stringify([projectId, revision, options]), () => log(path(projectId), revision, options));
  const baseOf = (projectId: number, a: string, b: string): Promise<string | null> =>
    bases.once(`${projectId} ${a} ${b}`, () => mergeBase(path(projectId), a, b));
  const path = (projectId: number): string => join(dir, `${projectId}.git`);

  return {
    createRepo: (projectId, defaultBranch = 'main') => createBare(path(projectId), defaultBranch),
    deleteRepo: (projectId) =>
      lock.run(projectId, async () => {
        endLookUps(path(projectId));
        for (const folder of [path(projectId), fetchedFolder(path(projectId))])
          await rm(folder, { recursive: true, force: true });
      }),
    forkRepo: (from, to) =>
      lock.run(to, async () => {
        const head = await gitText(path(from), ['symbolic-ref', '--short', 'HEAD']);
        await createBare(path(to), head);
        await copyBranches(path(from), path(to));
      }),
    fetchCommit: (from, to, sha) => lock.run(to, () => copyCommit(path(from), path(to), sha)),

    commit: (projectId, request) => lock.run(projectId, () => writeCommit(path(projectId), request)),

    readFile: async (projectId, ref, file) => {
      const sha = await resolveCommit(path(projectId), ref);
      return sha === null
        ? null
        : reads.once(`${projectId} ${sha} ${file}`, () => readFileAt(path(projectId), sha, file));
    },
    lastCommit: async (projectId, ref, file) => {
      const sha = await resolveCommit(path(projectId), ref);
      return sha === null ? null : lastCommitOf(path(projectId), sha, file);
    },
    resolve: (projectId, ref) => resolveCommit(path(projectId), ref),
    branches: (projectId) => listBranches(path(projectId)),
    tree: async (projectId, ref, options = {}) => {
      const sha = await resolveCommit(path(projectId), ref);
      if (sha === null) return null;
      const folder = (options.path ?? '').replace(/^\/+|\/+$/g, '');
      return listTree(path(projectId), sha, folder, options.recursive === true);
    },
    getCommit: async (projectId, ref) => {
      const sha = await resolveCommit(path(projectId), ref);
      return sha === null ? null : ((await commitById(path(projectId), sha))?.told ?? null);
    },
    log: async (projectId, range, options) => {
      const shas = await resolveAll(path(projectId), range.split('..'));
      return shas === null || shas.length > 2 ? [] : logOf(projectId, shas.join('..'), options);
    },

    mergeBase: async (projectId, a, b) => {
      const shas = await resolveAll(path(projectId), [a, b]);
      return shas === null ? null : baseOf(projectId, shas[0]!, shas[1]!);
    },
    isAncestor: async (projectId, ancestor, descendant) => {
      const shas = await resolveAll(path(projectId), [ancestor, descendant]);
      return shas !== null && (await baseOf(projectId, shas[0]!, shas[1]!)) === shas[0];
    },
    diff: async (projectId, from, to) => {
      const known = from === ZERO_SHA ? [to] : [from, to];
      const shas = await resolveAll(path(projectId), known);
      if (shas === null) return [];
      return diffs.once(`${projectId} ${shas}`, () =>
        diffTrees(path(projectId), known.length === 1 ? EMPTY_TREE : shas[0]!, shas.at(-1)!),
      );
    },

    conflicts: async (projectId, target, source) => {
      const shas = await resolveAll(path(projectId), [target, source]);
      if (shas === null) return false;
      const base = await baseOf(projectId, shas[0]!, shas[1]!);
      // One of them is the other's past: nothing to merge.
      if (base !== null && shas.includes(base)) return false;
      return conflicts.once(`${projectId} ${shas}`, () => hasConflicts(path(projectId), shas[0]!, shas[1]!));
    },
    merge: (projectId, options) =>
      lock.run(projectId, async () => {
        const source = await resolveCommit(path(projectId), options.source);
        return source === null ? null : mergeInto(path(projectId), { ...options, source });
      }),

    updateRef: (projectId, ref, sha) =>
      lock.run(projectId, async () => {
        if (!isRefName(ref) || /^refs\/heads\/(-|HEAD$)/.test(ref)) {
          throw new CommitRefused('Branch name is invalid');
        }
        await git(path(projectId), sha === null ? ['update-ref', '-d', ref] : ['update-ref', ref, sha]);
      }),

    serveGit: async (projectId, url, request, response, access) => {
      const target = parseTarget(url);
      if (isPush(target) && access.mayPush === undefined) {
        response.writeHead(403, { 'content-type': 'text/plain' });
        response.end('You are not allowed to push code to this project.');
        return;
      }
      if (target.service !== '/git-receive-pack') {
        await serveRead(path(projectId), request, response, target);
        return;
      }
      await lock.run(projectId, () => servePush(path(projectId), request, response, target, access));
    },

    archive: async (projectId, ref, format, prefix) => {
      const sha = await resolveCommit(path(projectId), ref);
      if (sha === null) return null;
      const args = ['archive', `--format=${format}`, `--prefix=${prefix}/`, sha];
      return (await git(path(projectId), args)).stdout;
    },
    checkout: (projectId, sha, folder, depth) => checkoutCommit(path(projectId), sha, folder, depth, fetched),

    close: async () => endLookUps(dir),
  };
}
