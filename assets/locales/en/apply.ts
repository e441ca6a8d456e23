/** What the worker says of repositories, plans and jobs: states, preflight, steps, results. */
export const apply = {
  'apply.unchanged': 'Nothing to change',
} as const;
