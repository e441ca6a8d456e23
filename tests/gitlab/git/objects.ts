import type { RepoCommit } from '../server/context.ts';
import { readObject } from './look-up.ts';
import { Memo } from './memo.ts';

/** What a tree has by a name. */
export interface Entry {
  mode: string;
  type: 'blob' | 'tree' | 'commit';
  id: string;
}

export interface Commit {
  tree: string;
  /** As `git log` tells of it. */
  told: RepoCommit;
}

/** What has an id never changes. By repository, since one may lack what another has. */
const trees = new Memo<ReadonlyMap<string, Entry> | null>(2_000);
const commits = new Memo<Commit | null>(2_000);

/** What stands in a folder, in git's order; null: there is no such tree. */
export function treeById(gitDir: string, id: string): Promise<ReadonlyMap<string, Entry> | null> {
  return trees.once(`${gitDir} ${id}`, async () => {
    const object = await readObject(gitDir, id);
    return object?.type === 'tree' ? parseTreeObject(object.content) : null;
  });
}

/** `<mode> <name>\0<twenty bytes>` for each. */
function parseTreeObject(content: Buffer): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(' ', at);
    const zero = content.indexOf(0, space);
    const mode = content.toString('latin1', at, space).padStart(6, '0');
    const type = mode === '040000' ? 'tree' : mode === '160000' ? 'commit' : 'blob';
    at = zero + 21;
    entries.set(content.toString('utf8', space + 1, zero), {
      mode,
      type,
      id: content.toString('hex', zero + 1, at),
    });
  }
  return entries;
}

/** What stands at a path of a commit, '' being its root; null: nothing. */
export async function entryAt(gitDir: string, commit: string, path: string): Promise<Entry | null> {
  const found = await commitById(gitDir, commit);
  if (found === null) return null;
  let entry: Entry | undefined = { mode: '040000', type: 'tree', id: found.tree };
  for (const name of path === '' ? [] : path.split('/')) {
    if (entry?.type !== 'tree') return null;
    entry = (await treeById(gitDir, entry.id))?.get(name);
  }
  return entry ?? null;
}

/** null: there is no such commit. */
export function commitById(gitDir: string, sha: string): Promise<Commit | null> {
  return commits.once(`${gitDir} ${sha}`, async () => {
    const object = await readObject(gitDir, sha);
    return object?.type === 'commit' ? parseCommitObject(sha, object.content) : null;
  });
}

function parseCommitObject(id: string, content: Buffer): Commit {
  const encoding = /^encoding (.+)$/m.exec(content.toString('latin1', 0, content.indexOf('\n\n')))?.[1];
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(content);
  const end = text.indexOf('\n\n');
  const message = text.slice(end + 2);
  // A signature goes on over lines that begin with a space.
  const fields = text.slice(0, end).split(/\n(?! )/);
  const values = (name: string): string[] =>
    fields.filter((field) => field.startsWith(`${name} `)).map((field) => field.slice(name.length + 1));
  const author = signature(values('author')[0] ?? '');
  const committer = signature(values('committer')[0] ?? '');
  const told: RepoCommit = {
    id,
    parentIds: values('parent'),
    title: message.trimStart().split('\n', 1)[0] ?? '',
    message,
    author: author.person,
    committer: committer.person,
    authoredDate: author.date,
    committedDate: committer.date,
  };
  return { tree: values('tree')[0] ?? '', told };
}

/** `Anna <anna@example.com> 1790000000 +0200` */
function signature(text: string) {
  const [, name = '', email = '', seconds = '0', sign = '+', hours = '00', minutes = '00'] =
    /^(.*?) ?<(.*)> (\d+) ([+-])(\d\d)(\d\d)$/s.exec(text) ?? [];
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60 : 60);
  const local = new Date((Number(seconds) + offset) * 1000).toISOString().slice(0, 19);
  // As GitLab writes it: with milliseconds and offset.
  return { person: { name, email }, date: `${local}.000${sign}${hours}:${minutes}` };
}
