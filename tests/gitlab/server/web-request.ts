import type { User } from '../world/types.ts';
import type { ServerContext } from './context.ts';
import type { Session } from './sessions.ts';

/** A request to the web, with its session. */
export interface WebRequest {
  context: ServerContext;
  method: string;
  url: URL;
  /** Below the root, decoded. */
  path: string;
  headers: Record<string, string | undefined>;
  body: Record<string, unknown>;
  session: Session;
  user: User | null;
}
