import * as v from 'valibot';
import { orNull, type Requester, readAnswer } from './read.ts';

const variable = v.object({
  key: v.string(),
  protected: v.optional(v.boolean(), false),
  masked: v.optional(v.boolean(), false),
  hidden: v.optional(v.boolean(), false),
  /** Since 16.2. */
  description: v.nullish(v.string(), null),
});

/** What is to be known of a variable. Its value is dropped on reading. */
export type Variable = v.InferOutput<typeof variable>;

/** null: no such variable. @throws GitLabError */
export function showVariable(gitlab: Requester, project: number, key: string): Promise<Variable | null> {
  return orNull(
    readAnswer(gitlab, { method: 'GET', path: `/projects/${project}/variables/${key}` }, variable),
  );
}

export interface VariableSettings {
  key: string;
  value: string;
  description: string;
  /** Since 17.4, on creation alone: nobody can read the value again. Older: masked in job logs. */
  hidden: boolean;
  /** Only jobs of this environment get it. */
  environment: string;
}

/** Creates a masked, protected variable: only jobs on protected branches get it. @throws GitLabError */
export function createVariable(
  gitlab: Requester,
  project: number,
  settings: VariableSettings,
): Promise<Variable> {
  return readAnswer(
    gitlab,
    {
      method: 'POST',
      path: `/projects/${project}/variables`,
      body: {
        key: settings.key,
        value: settings.value,
        description: settings.description,
        variable_type: 'env_var',
        environment_scope: settings.environment,
        protected: true,
        raw: true,
        // A GitLab that does not know the one ignores it without a word: so always the other too.
        masked: true,
        ...(settings.hidden && { masked_and_hidden: true }),
      },
    },
    variable,
  );
}

/** Changes a variable, if only to masked and protected. @throws GitLabError */
export function changeVariable(
  gitlab: Requester,
  project: number,
  key: string,
  change: { value?: string; description?: string } = {},
): Promise<Variable> {
  return readAnswer(
    gitlab,
    {
      method: 'PUT',
      path: `/projects/${project}/variables/${key}`,
      body: { ...change, protected: true, masked: true },
    },
    variable,
  );
}

/** @throws GitLabError */
export async function deleteVariable(gitlab: Requester, project: number, key: string): Promise<void> {
  await gitlab.request({ method: 'DELETE', path: `/projects/${project}/variables/${key}` });
}
