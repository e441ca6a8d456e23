import { ownTrigger } from '../own-trigger.ts';
import { whereRefused } from '../refused.ts';
import type { Run } from '../run.ts';

/** Finds or makes this admin's trigger of the gate project. */
export async function ensureTrigger(run: Run): Promise<string> {
  const { client, connection } = await run.session();
  const { made } = await whereRefused(
    ownTrigger(client, run.record.setup.project!.id, connection.user.id),
    (reason) => ({
      kind: 'may_not_trigger',
      what: `GitLab did not let you make a pipeline trigger in the gate project: ${reason}.`,
      next: 'Ask for the Maintainer role in the gate project.',
    }),
  );
  return made ? 'Made a trigger of yours.' : 'Found your trigger.';
}
