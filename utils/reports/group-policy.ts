import { type SessionApi, SessionError } from '../card/session-api.ts';
import { POLICY_FILE } from '../gate/policy.ts';
import type { EffectivePolicy } from './effective-policy.ts';

/** `effectivePolicy`, wherever it runs. */
export type ReadPolicyFile = (
  text: string,
  project: number,
  today: string,
) => Promise<EffectivePolicy | null>;

/**
 * What the outermost readable policy of the groups above would ask of a project; null: none can be read, or it says nothing.
 *
 * @param gateProjects where policies may be, outermost first
 * @param told the files that are known already
 */
export async function readGroupPolicy(
  api: SessionApi,
  gateProjects: readonly string[],
  told: ReadonlyMap<string, string | null>,
  effectiveOf: (file: string) => Promise<EffectivePolicy | null>,
  signal: AbortSignal,
): Promise<EffectivePolicy | null> {
  const files = await Promise.all(
    gateProjects.map((path) => (told.has(path) ? told.get(path) : readPolicyFile(api, path, signal))),
  );
  for (const file of files) {
    const effective = file ? await effectiveOf(file) : null;
    if (effective) return effective;
  }
  return null;
}

async function readPolicyFile(api: SessionApi, path: string, signal: AbortSignal): Promise<string | null> {
  const file = `/projects/${encodeURIComponent(path)}/repository/files/${encodeURIComponent(POLICY_FILE)}/raw`;
  try {
    return await api.text(file, { ref: 'HEAD' }, signal);
  } catch (error) {
    if (error instanceof SessionError && error.kind !== 'cancelled') return null;
    throw error;
  }
}
