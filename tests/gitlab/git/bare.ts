import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * What GitLab's Gitaly sets, as far as a client can see it: any reachable sha can be fetched, merge request
 * references can be fetched and not pushed.
 */
const CONFIG = `[core]
	repositoryformatversion = 0
	filemode = true
	bare = true
	logAllRefUpdates = false
[uploadpack]
	allowAnySHA1InWant = true
	allowFilter = true
[http]
	receivepack = true
[receive]
	hideRefs = refs/merge-requests
	hideRefs = refs/keep-around
	hideRefs = refs/pipelines
	autogc = false
[gc]
	auto = 0
[fastimport]
	unpackLimit = 100
`;

/** Lays out an empty bare repository. By hand, since a seed makes forty and `git init` costs a process each. */
export async function createBare(dir: string, defaultBranch: string): Promise<void> {
  await mkdir(join(dir, 'objects', 'pack'), { recursive: true });
  await mkdir(join(dir, 'objects', 'info'), { recursive: true });
  await mkdir(join(dir, 'refs', 'heads'), { recursive: true });
  await mkdir(join(dir, 'refs', 'tags'), { recursive: true });
  await writeFile(join(dir, 'config'), CONFIG);
  await writeFile(join(dir, 'HEAD'), `ref: refs/heads/${defaultBranch}\n`);
}
