import type { ApplyDeps } from '../../utils/apply/deps.ts';
import type { Connection } from '../../utils/connection.ts';
import { createClient } from '../../utils/gitlab/client.ts';
import { createTransport, type Transport } from '../../utils/gitlab/transport.ts';
import type { EmbeddedGitLab } from '../gitlab/embedded.ts';

interface WorkerOf {
  username: string;
  token: string;
  /** What is committed as the gate program. */
  program: string;
  /** What outlives the worker; new where it is left out. */
  stored?: Map<string, unknown>;
  transport?: Transport;
}

/** What the extension's worker hands the apply service, without a browser: a person's connection to this GitLab. */
export function workerDeps(gitlab: EmbeddedGitLab, worker: WorkerOf): ApplyDeps {
  const { username, token, program, stored = new Map<string, unknown>() } = worker;
  const user = gitlab.world.users.find((candidate) => candidate.username === username);
  if (!user) throw new Error(`This GitLab has no user ${username}`);
  const connection: Connection = {
    baseUrl: gitlab.url,
    user: { id: user.id, username, name: user.name, kind: 'person' },
    scopes: ['api'],
    access: 'full',
    expiresAt: null,
    version: gitlab.world.version,
    checkedAt: new Date().toISOString(),
  };
  const transport = worker.transport ?? createTransport({ baseUrl: gitlab.url, token });
  return {
    client: async () => createClient(transport),
    connection: async () => connection,
    takeGateToken: async () => null,
    storage: {
      get: async (key) => structuredClone(stored.get(key)),
      set: async (key, value) => void stored.set(key, structuredClone(value)),
      remove: async (key) => void stored.delete(key),
      keys: async () => [...stored.keys()],
    },
    setAlarm: () => {},
    now: Date.now,
    uuid: () => crypto.randomUUID(),
    gateProgram: async () => program,
  };
}
