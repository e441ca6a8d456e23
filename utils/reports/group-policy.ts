import { type SessionApi, SessionError } from '../card/session-api.ts';
import { gateProjectCandidates } from '../gate/gate-project.ts';
import { POLICY_FILE } from '../gate/policy.ts';
import type { EffectivePolicy } from './effective-policy.ts';

/** `effectivePolicy`, wherever it runs. */
export type ReadPolicyFile = (
  text: string,
  project: number,
  today: string,
) => Promise<EffectivePolicy | null>;

/** What the outermost readable policy of the groups above would ask of a project; null: none can be read, or it says nothing. */
export async function readGroupPolicy(
  api: SessionApi,
  read: ReadPolicyFile,
  projectPath: string,
  projectId: number,
  today: string,
  signal: AbortSignal,
): Promise<EffectivePolicy | null> {
  const files = await Promise.all(
    gateProjectCandidates(projectPath, []).map((path) =>
      api
        .text(
          `/projects/${encodeURIComponent(path)}/repository/files/${encodeURIComponent(POLICY_FILE)}/raw`,
          { ref: 'HEAD' },
          signal,
        )
        .catch((error) => {
          if (error instanceof SessionError && error.kind !== 'cancelled') return null;
          throw error;
        }),
    ),
  );
  for (const file of files) {
    const effective = file === null ? null : await read(file, projectId, today);
    if (effective) return effective;
  }
  return null;
}
