import { json, noContent } from '../server/answer.ts';
import { apiError, forbidden, notFound } from '../server/errors.ts';
import { userById } from '../world/find.ts';
import { ACCESS } from '../world/roles.ts';
import type { PipelineSchedule } from '../world/types.ts';
import { type ApiCall, type ApiRouter, now } from './call.ts';
import { userBasic } from './entities/user.ts';
import { createPipeline } from './triggers.ts';

const ALL = '/projects/:id/pipeline_schedules';
const ONE = `${ALL}/:pipeline_schedule_id`;
const CRON_FIELD = /^[\d*/,\-A-Za-z#]+$/;

/** lib/api/ci/pipeline_schedules.rb. Nothing runs by the clock here: `play` runs one now. */
export function addPipelineScheduleRoutes(router: ApiRouter): void {
  router.add('GET', ALL, (call) => {
    const project = call.project();
    call.authorize(project, 'reporter');
    const scope = call.params.oneOf('scope', ['active', 'inactive']);
    const rows = call.world.schedules.filter(
      (schedule) =>
        schedule.projectId === project.id &&
        (scope === undefined || schedule.active === (scope === 'active')),
    );
    return call.page(rows, (schedule) => entity(call, schedule));
  });

  router.add('GET', ONE, (call) => {
    const schedule = find(call);
    return json({ ...entity(call, schedule), last_pipeline: null, variables: [], inputs: [] });
  });

  router.add('POST', ALL, (call) => {
    const project = call.project();
    call.params.require('description', 'ref', 'cron');
    const user = call.authorizeWrite(project, 'developer');
    const at = now();
    const schedule: PipelineSchedule = {
      id: call.context.newId('schedule'),
      projectId: project.id,
      ownerId: user.id,
      description: call.params.requiredString('description'),
      ref: `refs/heads/${call.params.requiredString('ref').replace(/^refs\/heads\//, '')}`,
      cron: cronOf(call) ?? '',
      cronTimezone: call.params.string('cron_timezone') ?? 'UTC',
      active: call.params.boolean('active') ?? true,
      createdAt: at,
      updatedAt: at,
    };
    call.world.schedules.push(schedule);
    return json({ ...entity(call, schedule), variables: [], inputs: [] }, 201);
  });

  router.add('PUT', ONE, (call) => {
    const schedule = find(call);
    mayUpdate(call, schedule);
    schedule.description = call.params.string('description') ?? schedule.description;
    schedule.cron = cronOf(call) ?? schedule.cron;
    schedule.cronTimezone = call.params.string('cron_timezone') ?? schedule.cronTimezone;
    schedule.active = call.params.boolean('active') ?? schedule.active;
    schedule.updatedAt = now();
    return json({ ...entity(call, schedule), last_pipeline: null, variables: [], inputs: [] });
  });

  router.add('DELETE', ONE, (call) => {
    const schedule = find(call);
    mayUpdate(call, schedule);
    call.world.schedules.splice(call.world.schedules.indexOf(schedule), 1);
    return noContent();
  });

  /** Runs as who asks, with `schedule` as its source. GitLab answers before the pipeline is there. */
  router.add('POST', `${ONE}/play`, async (call) => {
    const schedule = find(call);
    const project = call.project();
    const user = call.authorizeWrite(project, 'developer');
    const { ref, description } = schedule;
    const run = createPipeline(call, project, user, ref, 'schedule', [], description);
    await call.context.track(run.then(() => undefined));
    return json({ message: '201 Created' }, 201);
  });
}

function find(call: ApiCall): PipelineSchedule {
  const project = call.project();
  call.authorize(project, 'reporter');
  const id = call.params.requiredInteger('pipeline_schedule_id');
  const found = call.world.schedules.find(
    (schedule) => schedule.projectId === project.id && schedule.id === id,
  );
  if (found === undefined) throw notFound('Pipeline Schedule');
  return found;
}

/** Its owner, and Maintainers. */
function mayUpdate(call: ApiCall, schedule: PipelineSchedule): void {
  const project = call.project();
  const user = call.authorizeWrite(project, 'developer');
  if (schedule.ownerId !== user.id && call.level(project) < ACCESS.maintainer) throw forbidden();
}

function cronOf(call: ApiCall): string | undefined {
  const cron = call.params.string('cron');
  if (cron === undefined) return undefined;
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== 5 || !fields.every((field) => CRON_FIELD.test(field)))
    throw apiError(400, { cron: ['syntax is invalid'] });
  return cron;
}

function entity(call: ApiCall, schedule: PipelineSchedule) {
  return {
    id: schedule.id,
    description: schedule.description,
    ref: schedule.ref,
    cron: schedule.cron,
    cron_timezone: schedule.cronTimezone,
    // Nothing runs by the clock here.
    next_run_at: schedule.createdAt,
    active: schedule.active,
    created_at: schedule.createdAt,
    updated_at: schedule.updatedAt,
    owner: userBasic(call.context, userById(call.world, schedule.ownerId)),
  };
}
