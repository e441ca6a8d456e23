import * as v from 'valibot';
import { type Requester, readAnswer } from './read.ts';

const runner = v.pipe(
  v.object({
    id: v.number(),
    paused: v.optional(v.boolean()),
    active: v.optional(v.boolean(), true),
    online: v.nullish(v.boolean()),
    status: v.nullish(v.string()),
  }),
  v.transform((entity) => ({
    id: entity.id,
    /** Older GitLabs say `active`. */
    paused: entity.paused ?? !entity.active,
    /** It has asked for jobs within the last two hours. */
    online: entity.status ? entity.status === 'online' : (entity.online ?? true),
  })),
);

export type Runner = v.InferOutput<typeof runner>;

/** Runners that may take a project's jobs: its own, its groups', and the instance's. For Maintainers. @throws GitLabError */
export function listRunners(gitlab: Requester, project: number): Promise<Runner[]> {
  return readAnswer(
    gitlab,
    { method: 'GET', path: `/projects/${project}/runners`, query: { per_page: 100 } },
    v.array(runner),
  );
}

/** Whether a runner takes jobs without tags, which its listing does not tell. @throws GitLabError where it may not be seen */
export async function takesUntagged(gitlab: Requester, runner: number): Promise<boolean> {
  const details = v.object({ run_untagged: v.optional(v.boolean(), true) });
  return (await readAnswer(gitlab, { method: 'GET', path: `/runners/${runner}` }, details)).run_untagged;
}
