import type { Requester } from '../gitlab/endpoints/read.ts';
import { createTrigger, listTriggers, type Trigger } from '../gitlab/endpoints/triggers.ts';
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
  const found = await findOwn(gitlab, project, userId);
  if (found) return { trigger: found, made: false };
  try {
    return { trigger: await createTrigger(gitlab, project, TRIGGER_DESCRIPTION), made: true };
  } catch (error) {
    const late = isUncertain(error) ? await findOwn(gitlab, project, userId) : null;
    if (!late) throw error;
    return { trigger: late, made: true };
  }
}

async function findOwn(gitlab: Requester, project: number, userId: number): Promise<Trigger | null> {
  const own = (await listTriggers(gitlab, project)).filter(
    (trigger) => trigger.ownerId === userId && trigger.description === TRIGGER_DESCRIPTION,
  );
  return own.sort((a, b) => a.id - b.id)[0] ?? null;
}
