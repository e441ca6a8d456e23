import * as v from 'valibot';
import { GitLabError } from '../errors.ts';
import type { GitLabAnswer, GitLabRequest } from '../transport.ts';

/** What an endpoint needs of a client: any object that sends requests to one GitLab as one token. */
export interface Requester {
  request<T = unknown>(request: GitLabRequest): Promise<GitLabAnswer<T>>;
}

/** A project or group in a path: the id, or the full path as GitLab wants it encoded. */
export function idOrPath(id: number | string): string {
  return encodeURIComponent(String(id));
}

/**
 * Sends a request and reads the answer into the small shape that the caller needs; everything else of the
 * entity (`runners_token` for one) is dropped here.
 *
 * @throws GitLabError, also where the answer has not the expected shape (a proxy's page, another API)
 */
export async function readAnswer<S extends v.GenericSchema>(
  gitlab: Requester,
  request: GitLabRequest,
  schema: S,
): Promise<v.InferOutput<S>> {
  const { body, status } = await gitlab.request(request);
  return parseAnswer(schema, body, request, status);
}

/** @throws GitLabError where `body` does not fit. */
export function parseAnswer<S extends v.GenericSchema>(
  schema: S,
  body: unknown,
  request: Pick<GitLabRequest, 'method' | 'path'>,
  status = 200,
): v.InferOutput<S> {
  const read = v.safeParse(schema, body);
  if (read.success) return read.output;
  const where = v.getDotPath(read.issues[0]) ?? 'the answer';
  throw new GitLabError({
    kind: 'server',
    status,
    method: request.method,
    path: request.path,
    message: `GitLab answered in an unexpected form (${where})`,
    uncertain: request.method !== 'GET' && request.method !== 'HEAD',
  });
}

/** The value, or null where GitLab answers 404: not there, or not to be seen by this token. */
export async function orNull<T>(promise: Promise<T>): Promise<T | null> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof GitLabError && error.kind === 'not_found') return null;
    throw error;
  }
}
