import { text } from '../../texts/text.ts';
import type { Text } from '../../texts/types.ts';
import { ownTrigger } from '../own-trigger.ts';
import { whereRefused } from '../refused.ts';
import type { Run } from '../run.ts';

/** Finds or makes this admin's trigger of the gate project. */
export async function ensureTrigger(run: Run): Promise<Text> {
  const { client, connection } = await run.session();
  const { made } = await whereRefused(
    ownTrigger(client, run.record.setup.project!.id, connection.user.id),
    (reason) => ({
      kind: 'may_not_trigger',
      what: text('apply.error.may_not_trigger', { reason }),
      next: text('apply.error.ask_maintainer'),
    }),
  );
  return made ? text('apply.done.trigger_made') : text('apply.done.trigger_found');
}
