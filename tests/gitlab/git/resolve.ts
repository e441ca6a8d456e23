import { gitText } from './git.ts';
import { lookUp, OBJECT_FORMAT } from './look-up.ts';

export const ZERO_SHA = '0'.repeat(40);

const SHORT_SHA = /^[0-9a-f]{4,39}$/i;
const SHA = /^[0-9a-f]{40}$/i;
/** Git's revision operators (`main~1`, `a..b`): such a name does not exist. */
const NO_NAME = /[\s:~^\\?*[\0]|\.\.|@\{/;

/**
 * Sha of the commit that a branch, tag, full reference, `HEAD` or (short) sha names. Branches win over tags
 * and both over short shas, as in GitLab. The name goes in by standard input, so that one which begins with
 * `-` is no option.
 */
export async function resolveCommit(gitDir: string, ref: string): Promise<string | null> {
  if (ref === '' || NO_NAME.test(ref)) return null;
  const names = [`refs/heads/${ref}`, `refs/tags/${ref}`];
  if (ref.startsWith('refs/') || ref === 'HEAD' || SHA.test(ref)) names.push(ref);
  const found = (await lookUp(gitDir, names.map(commitOf))).find((object) => object !== null);
  if (found !== undefined || !SHORT_SHA.test(ref)) return found?.id ?? null;
  // What a short sha may stand for, a process remembers from when it was asked first: this is a new one.
  const batch = ['cat-file', `--batch-check=${OBJECT_FORMAT}`];
  const line = await gitText(gitDir, batch, { input: `${commitOf(ref)}\n` });
  return /^[0-9a-f]{40}(?= commit )/.exec(line)?.[0] ?? null;
}

const commitOf = (name: string): string => `${name}^{commit}`;

/** Sha that a full reference holds, zeros when there is none. */
export async function refSha(gitDir: string, ref: string): Promise<string> {
  if (NO_NAME.test(ref)) return ZERO_SHA;
  const [found] = await lookUp(gitDir, [ref]);
  return found?.id ?? ZERO_SHA;
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
