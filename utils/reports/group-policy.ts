import { gateProjectCandidates } from '../card/gate-project.ts';
import { type SessionApi, SessionError } from '../card/session-api.ts';
import { effectiveSettings } from '../gate/effective.ts';
import { type GateSettings, POLICY_FILE, type PolicyIgnore } from '../gate/policy.ts';
import { readPolicy } from '../gate/read-policy.ts';

export interface GroupPolicy {
  settings: GateSettings;
  source: 'default' | 'exception';
  ignores: readonly PolicyIgnore[];
}

/** What the outermost readable policy of the groups above would ask of a project; null: none can be read, or it says nothing. */
export async function readGroupPolicy(
  api: SessionApi,
  projectPath: string,
  projectId: number,
  today: string,
  signal: AbortSignal,
): Promise<GroupPolicy | null> {
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
    const reading = file === null ? null : readPolicy(file);
    const effective = reading?.ok ? effectiveSettings(reading.policy, projectId, today) : null;
    if (reading?.ok && effective)
      return { settings: effective.settings, source: effective.source, ignores: reading.policy.ignores };
  }
  return null;
}
