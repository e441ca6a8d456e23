import * as v from 'valibot';
import { idOrPath, orNull, type Requester, readAnswer } from './read.ts';

const file = v.object({
  content: v.string(),
  encoding: v.optional(v.string(), 'base64'),
  last_commit_id: v.string(),
  commit_id: v.string(),
});

export interface RepositoryFile {
  text: string;
  /** Last commit that changed this file: the guard of a later update. */
  lastCommit: string;
  /** The commit that `ref` was at when it was read. */
  commit: string;
}

/**
 * One file of a repository. `ref` may be `HEAD`, the default branch's head.
 *
 * @returns null where there is no such file, ref or project, or the token may not see it
 * @throws GitLabError
 */
export async function readFile(
  gitlab: Requester,
  project: number | string,
  path: string,
  ref: string,
): Promise<RepositoryFile | null> {
  const found = await orNull(
    readAnswer(
      gitlab,
      {
        method: 'GET',
        path: `/projects/${idOrPath(project)}/repository/files/${idOrPath(path)}`,
        query: { ref },
      },
      file,
    ),
  );
  if (!found) return null;
  return {
    text: found.encoding === 'base64' ? decodeBase64(found.content) : found.content,
    lastCommit: found.last_commit_id,
    commit: found.commit_id,
  };
}

/** Base64 of UTF-8 text; broken UTF-8 becomes U+FFFD, which no reader of ours takes for content. */
function decodeBase64(content: string): string {
  const binary = atob(content.replace(/\s/g, ''));
  const bytes = new Uint8Array(binary.length);
  // A loop: the enrolment of thousands of repositories is over a megabyte, and `Uint8Array.from` takes 100 times as long.
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return new TextDecoder().decode(bytes);
}
