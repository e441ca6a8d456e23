import type { World } from './types.ts';

export function emptyWorld(): World {
  return {
    users: [],
    tokens: [],
    groups: [],
    projects: [],
    members: [],
    mergeRequests: [],
    notes: [],
    pipelines: [],
    jobs: [],
    hooks: [],
    triggers: [],
    schedules: [],
    issues: [],
    variables: [],
    version: '18.5.1-ee',
    nextId: {},
  };
}
