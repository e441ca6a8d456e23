import { object, whole } from '../gate/shape.ts';
import { type SessionApi, SessionError } from './session-api.ts';

const somebody = object({ id: whole() });

/**
 * Why a merge request cannot be read. GitLab answers 404, not 401, for a private project to somebody who is signed
 * out (lib/api/helpers.rb, `find_project!`): only `/user` tells the two apart.
 */
export async function whyNotFound(api: SessionApi, error: unknown, signal: AbortSignal): Promise<unknown> {
  if (!(error instanceof SessionError) || error.kind !== 'not_found') return error;
  try {
    await api.json('/user', {}, somebody, signal);
    return error;
  } catch (second) {
    return second instanceof SessionError && second.kind === 'signed_out' ? second : error;
  }
}
