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

export function addRunnerRoutes(router: ApiRouter): void {
  router.add('GET', '/projects/:id/runners', (call) => {
    call.authorize(call.project(), 'maintainer');
    return call.page(call.context.runnerEnabled ? [SHARED] : [], (runner) => runner);
  });
}
