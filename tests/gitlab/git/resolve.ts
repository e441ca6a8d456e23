import { git, gitText } from './git.ts';
import { BATCH_CHECK, lookUp } from './look-up.ts';

export const ZERO_SHA = '0'.repeat(40);

const SHORT_SHA = /^[0-9a-f]{4,39}$/i;
const SHA = /^[0-9a-f]{40}$/i;

/**
 * Sha of the commit that a branch, tag, full reference, `HEAD` or (short) sha names. Branches win over tags
 * and both over short shas, as in GitLab. The name goes in by standard input, so that one which begins with
 * `-` is no option; git's revision operators (`main~1`, `a..b`) are names that do not exist.
 */
export async function resolveCommit(gitDir: string, ref: string): Promise<string | null> {
  if (ref === '' || /[\s:~^\\?*[\0]|\.\.|@\{/.test(ref)) return null;
  const names = [`refs/heads/${ref}`, `refs/tags/${ref}`];
  if (ref.startsWith('refs/') || ref === 'HEAD' || SHA.test(ref)) names.push(ref);
  const answers = await lookUp(gitDir, names.map(commitOf));
  // What a short sha may stand for, a process remembers from when it was asked first: this is a new one.
  if (SHORT_SHA.test(ref)) answers.push(await gitText(gitDir, BATCH_CHECK, { input: `${commitOf(ref)}\n` }));
  const found = answers.find((line) => /^[0-9a-f]{40} commit$/.test(line));
  return found?.slice(0, 40) ?? null;
}

const commitOf = (name: string): string => `${name}^{commit}`;

/** Sha that a full reference holds, zeros when there is none. */
export async function refSha(gitDir: string, ref: string): Promise<string> {
  const { stdout, code } = await git(gitDir, ['rev-parse', '--verify', '--quiet', '--end-of-options', ref], {
    okCodes: [0, 1, 128],
  });
  return code === 0 ? stdout.toString().trim() : ZERO_SHA;
}

/** Shas of several names; null when one of them names nothing. */
export async function resolveAll(gitDir: string, refs: readonly string[]): Promise<string[] | null> {
  const shas = await Promise.all(refs.map((ref) => resolveCommit(gitDir, ref)));
  const found = shas.filter((sha) => sha !== null);
  return found.length === refs.length ? found : null;
}

export async function listBranches(gitDir: string): Promise<{ name: string; sha: string }[]> {
  const format = '--format=%(objectname) %(refname:lstrip=2)';
  const listing = await gitText(gitDir, ['for-each-ref', format, 'refs/heads']);
  const lines = listing.split('\n').filter((line) => line !== '');
  return lines.map((line) => ({ name: line.slice(41), sha: line.slice(0, 40) }));
}
