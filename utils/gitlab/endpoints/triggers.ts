import * as v from 'valibot';
import { type Requester, readAnswer } from './read.ts';

const trigger = v.pipe(
  v.object({
    id: v.number(),
    description: v.nullish(v.string(), ''),
    token: v.string(),
    owner: v.nullish(v.object({ id: v.number() })),
  }),
  v.transform((entity) => ({
    id: entity.id,
    description: entity.description ?? '',
    /** A secret. In full for its owner alone; everybody else sees four characters. */
    token: entity.token,
    ownerId: entity.owner?.id ?? null,
  })),
);

export type Trigger = v.InferOutput<typeof trigger>;

/** @throws GitLabError */
export function listTriggers(gitlab: Requester, project: number): Promise<Trigger[]> {
  return readAnswer(
    gitlab,
    { method: 'GET', path: `/projects/${project}/triggers`, query: { per_page: 100 } },
    v.array(trigger),
  );
}

/** Not repeated by itself: list first. @throws GitLabError */
export function createTrigger(gitlab: Requester, project: number, description: string): Promise<Trigger> {
  return readAnswer(
    gitlab,
    { method: 'POST', path: `/projects/${project}/triggers`, body: { description } },
    trigger,
  );
}

/**
 * Starts a pipeline as a webhook would: the body becomes the file variable `TRIGGER_PAYLOAD`. The token
 * goes in the body, so that it is in no URL and no log.
 *
 * @returns the pipeline's id
 * @throws GitLabError
 */
export async function firePipeline(
  gitlab: Requester,
  project: number,
  branch: string,
  token: string,
  payload: Record<string, unknown>,
): Promise<number> {
  const pipeline = await readAnswer(
    gitlab,
    {
      method: 'POST',
      path: `/projects/${project}/ref/${encodeURIComponent(branch)}/trigger/pipeline`,
      body: { ...payload, token },
    },
    v.object({ id: v.number() }),
  );
  return pipeline.id;
}

/** @throws GitLabError */
export async function deleteTrigger(gitlab: Requester, project: number, id: number): Promise<void> {
  await gitlab.request({ method: 'DELETE', path: `/projects/${project}/triggers/${id}` });
}
