import { json } from '../server/answer.ts';
import { notFound } from '../server/errors.ts';
import type { ApiRouter } from './call.ts';

/** One runner of the instance, for everybody; none where it was switched off. */
const SHARED = {
  id: 1,
  description: 'embedded',
  ip_address: null,
  active: true,
  paused: false,
  is_shared: true,
  runner_type: 'instance_type',
  name: 'gitlab-runner',
  online: true,
  status: 'online',
};

const DETAILS = {
  tag_list: [],
  run_untagged: true,
  locked: false,
  maximum_timeout: null,
  access_level: 'not_protected',
  version: '18.5.0',
  revision: 'bda84871',
  platform: 'linux',
  architecture: 'amd64',
  contacted_at: null,
  maintenance_note: null,
  projects: [],
  groups: [],
};

export function addRunnerRoutes(router: ApiRouter): void {
  router.add('GET', '/projects/:id/runners', (call) => {
    call.authorize(call.project(), 'maintainer');
    return call.page(call.context.runnerEnabled ? [SHARED] : [], (runner) => runner);
  });

  // One of the instance may be seen by everybody who is signed in.
  router.add('GET', '/runners/:id', (call) => {
    call.requireUser();
    if (!call.context.runnerEnabled || call.params.requiredInteger('id') !== SHARED.id)
      throw notFound('Runner');
    return json({ ...SHARED, ...DETAILS });
  });
}
