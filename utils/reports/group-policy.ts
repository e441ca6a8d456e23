import { isSessionError, type SessionApi } from '../card/session-api.ts';
import { POLICY_FILE } from '../gate/policy.ts';

/**
 * The policy files of the groups above that this session may read.
 *
 * @param gateProjects where they may be, outermost first
 * @param told the files that are known already
 */
export async function readPolicies(
  api: SessionApi,
  gateProjects: readonly string[],
  told: ReadonlyMap<string, string | null>,
  signal: AbortSignal,
): Promise<string[]> {
  const files = await Promise.all(
    gateProjects.map((path) => (told.has(path) ? told.get(path) : readPolicyFile(api, path, signal))),
  );
  return files.flatMap((file) => file ?? []);
}

async function readPolicyFile(api: SessionApi, path: string, signal: AbortSignal): Promise<string | null> {
  const file = `/projects/${encodeURIComponent(path)}/repository/files/${encodeURIComponent(POLICY_FILE)}/raw`;
  try {
    return await api.text(file, { ref: 'HEAD' }, signal);
  } catch (error) {
    if (isSessionError(error) && error.kind !== 'cancelled') return null;
    throw error;
  }
}
