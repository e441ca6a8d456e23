import { git } from './git.ts';

const BRANCHES_AND_TAGS = ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*'];

/** Copies branches and tags with their objects; the fork depends on the original in nothing. */
export async function copyBranches(from: string, to: string): Promise<void> {
  await git(to, ['fetch', '--quiet', '--no-write-fetch-head', from, ...BRANCHES_AND_TAGS]);
}

/** Fetches one commit and what it needs, without a reference. */
export async function copyCommit(from: string, to: string, sha: string): Promise<void> {
  await git(to, ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', from, sha]);
}
