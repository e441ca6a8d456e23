import type { RepoCommit } from '../server/context.ts';
import { git } from './git.ts';

const FIELDS = ['%H', '%P', '%an', '%ae', '%aI', '%cn', '%ce', '%cI', '%B'];
/** Record and field separators that no commit message may hold (git refuses NUL in one). */
const FORMAT = `--format=tformat:${FIELDS.join('%x1f')}%x00`;

/** ISO 8601 with milliseconds and offset, as GitLab writes commit dates. */
function gitLabDate(iso: string): string {
  const zone = iso.replace(/^.{19}/, '');
  return `${iso.slice(0, 19)}.000${zone === 'Z' ? '+00:00' : zone}`;
}

function parse(record: string): RepoCommit {
  const [id, parents, authorName, authorEmail, authored, committerName, committerEmail, committed, ...rest] =
    record.split('\x1f') as [string, string, string, string, string, string, string, string, ...string[]];
  const message = rest.join('\x1f');
  return {
    id,
    parentIds: parents === '' ? [] : parents.split(' '),
    title: message.trimStart().split('\n', 1)[0] ?? '',
    message,
    author: { name: authorName, email: authorEmail },
    committer: { name: committerName, email: committerEmail },
    authoredDate: gitLabDate(authored),
    committedDate: gitLabDate(committed),
  };
}

export interface LogOptions {
  path?: string;
  limit?: number;
  skip?: number;
  since?: string;
  until?: string;
}

/** Commits of a revision or range (`sha`, `a..b`; trusted: shas), newest first. */
export async function log(gitDir: string, revision: string, options: LogOptions = {}): Promise<RepoCommit[]> {
  const args = ['log', FORMAT];
  if (options.limit !== undefined) args.push(`--max-count=${options.limit}`);
  if (options.skip !== undefined) args.push(`--skip=${options.skip}`);
  if (options.since !== undefined) args.push(`--since=${options.since}`);
  if (options.until !== undefined) args.push(`--until=${options.until}`);
  args.push('--end-of-options', revision);
  if (options.path !== undefined && options.path !== '') args.push('--', `:(literal)${options.path}`);
  const { stdout } = await git(gitDir, args);
  return stdout
    .toString()
    .split('\0')
    .map((record) => record.replace(/^\n/, ''))
    .filter((record) => record !== '')
    .map(parse);
}
