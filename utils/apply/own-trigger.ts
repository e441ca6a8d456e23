import { Failure } from '../failure.ts';
import { orNull, type Requester } from '../gitlab/endpoints/read.ts';
import { createTrigger, deleteTrigger, listTriggers, type Trigger } from '../gitlab/endpoints/triggers.ts';
import { text } from '../texts/text.ts';
import { TRIGGER_DESCRIPTION } from './gate-project.ts';
import { isUncertain } from './refused.ts';

/**
 * The user's own trigger of the gate project, made where there is none. GitLab shows a trigger's token to its
 * owner alone, so it is read again each time and never kept, and each admin has a trigger of their own.
 *
 * @throws GitLabError
 */
export async function ownTrigger(
  gitlab: Requester,
  project: number,
  userId: number,
): Promise<{ trigger: Trigger; made: boolean }> {
  const [found] = await listOwn(gitlab, project, userId);
  if (found) return { trigger: found, made: false };
  let lost: unknown = null;
  try {
    await createTrigger(gitlab, project, TRIGGER_DESCRIPTION);
  } catch (error) {
    if (!isUncertain(error)) throw error;
    lost = error;
  }
  // Read again: an answer may be lost, and a browser, or this user in another one, may have made two.
  const [first, ...copies] = await listOwn(gitlab, project, userId);
  if (!first) throw lost ?? new Failure(NOT_KEPT);
  for (const { id } of copies) await orNull(deleteTrigger(gitlab, project, id));
  return { trigger: first, made: true };
}

const NOT_KEPT = {
  kind: 'trigger_not_kept',
  what: text('errors.trigger_not_kept.what'),
  next: text('errors.trigger_not_kept.next'),
};

/** Oldest first. */
async function listOwn(gitlab: Requester, project: number, userId: number): Promise<Trigger[]> {
  const own = (await listTriggers(gitlab, project)).filter(
    (trigger) => trigger.ownerId === userId && trigger.description === TRIGGER_DESCRIPTION,
  );
  return own.sort((a, b) => a.id - b.id);
}
