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
    variables: [],
    version: '18.5.1-ee',
    nextId: {},
  };
}
