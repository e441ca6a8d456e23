import { since } from '../server/since.ts';
import type { World } from '../world/types.ts';

/** Endpoints that the product asks and that an older GitLab has not: it answers as for any path that it does not know. */
const SINCE: Record<string, string> = {
  'GET /metadata': '15.2',
  'GET /personal_access_tokens/self': '15.5',
  'GET /personal_access_tokens/self/associations': '17.0',
  'POST /personal_access_tokens/self/rotate': '16.10',
  'GET /projects/:id/hooks/:hook_id/events': '17.3',
  'POST /projects/:id/hooks/:hook_id/test/:trigger': '16.11',
  'PUT /projects/:id/hooks/:hook_id/url_variables/:key': '15.2',
  'DELETE /projects/:id/hooks/:hook_id/url_variables/:key': '15.2',
};

export function isNewer(world: World, method: string, pattern: string): boolean {
  const version = SINCE[`${method} ${pattern}`];
  return version !== undefined && !since(world, version);
}
