import { readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { bytes, json } from '../server/answer.ts';
import { badRequest, forbidden, notFound } from '../server/errors.ts';
import { zipFolder } from '../server/zip.ts';
import { ACCESS } from '../world/roles.ts';
import type { Job, Project } from '../world/types.ts';
import type { ApiCall, ApiRouter } from './call.ts';
import { jobScope } from './ci-statuses.ts';
import { jobEntity } from './entities/pipeline.ts';
import { pipelineProject } from './pipelines.ts';

const ONE = '/projects/:id/jobs/:job_id';

export function addJobRoutes(router: ApiRouter): void {
  router.add('GET', '/projects/:id/jobs', (call) => {
    call.requireUser();
    const project = pipelineProject(call);
    const scope = jobScope(call);
    const found = call.world.jobs.filter(
      (job) =>
        job.projectId === project.id &&
        job.kind === 'build' &&
        (scope === undefined || scope.includes(job.status)),
    );
    return call.pageAsync(found.reverse(), (job) => jobEntity(call.context, job), { counted: false });
  });

  // Before `:job_id`: these begin with a word where a job's number would stand.
  router.add('GET', '/projects/:id/jobs/artifacts/:ref_name/download', async (call) => {
    const job = latestSuccessful(call);
    return archive(job);
  });
  router.add('GET', '/projects/:id/jobs/artifacts/:ref_name/raw/*artifact_path', (call) =>
    artifactFile(latestSuccessful(call), call.params.requiredString('artifact_path')),
  );

  router.add('GET', ONE, async (call) => json(await jobEntity(call.context, signedIn(call))));

  router.add('GET', `${ONE}/trace`, (call) => bytes(signedIn(call).trace, 'text/plain; charset=utf-8'));

  router.add('GET', `${ONE}/artifacts`, (call) => archive(readable(call, one(call))));

  router.add('GET', `${ONE}/artifacts/*artifact_path`, (call) =>
    artifactFile(readable(call, one(call)), call.params.requiredString('artifact_path')),
  );

  router.add('POST', `${ONE}/cancel`, async (call) => {
    const job = one(call);
    call.authorizeWrite(call.project(), 'developer');
    call.context.runner.cancelJob(job.id);
    return json(await jobEntity(call.context, job), 201);
  });

  router.add('POST', `${ONE}/retry`, async (call) => {
    const job = one(call);
    call.authorizeWrite(call.project(), 'developer');
    const again = call.context.runner.retryJob(job.id);
    if (again === null) throw forbidden('Job is not retryable');
    return json(await jobEntity(call.context, again), 201);
  });

  router.add('POST', `${ONE}/play`, async (call) => {
    const job = one(call);
    call.authorizeWrite(call.project(), 'developer');
    if (!call.context.runner.playJob(job.id)) throw badRequest('Unplayable Job');
    return json(await jobEntity(call.context, job));
  });
}

/** lib/api/ci/jobs.rb asks for an account even where everybody sees the pipelines; the artifacts' routes do not. */
function signedIn(call: ApiCall): Job {
  call.requireUser();
  return one(call);
}

function one(call: ApiCall): Job {
  const project = pipelineProject(call);
  return jobOf(call, project, call.params.requiredInteger('job_id'));
}

function jobOf(call: ApiCall, project: Project, id: number): Job {
  const job = call.world.jobs.find(
    (candidate) => candidate.projectId === project.id && candidate.id === id && candidate.kind === 'build',
  );
  if (job === undefined) throw notFound();
  return job;
}

/** `read_job_artifacts`: Reporter and above in a private project. */
function readable(call: ApiCall, job: Job): Job {
  const project = call.project();
  if (project.visibility === 'private' && call.level(project) < ACCESS.reporter) throw forbidden();
  return job;
}

function latestSuccessful(call: ApiCall): Job {
  const project = pipelineProject(call);
  const name = call.params.requiredString('job');
  const ref = call.params.requiredString('ref_name');
  const pipeline = call.world.pipelines
    .filter(
      (candidate) =>
        candidate.projectId === project.id && candidate.ref === ref && candidate.status === 'success',
    )
    .at(-1);
  const job = call.world.jobs
    .filter((candidate) => candidate.pipelineId === pipeline?.id && candidate.name === name)
    .at(-1);
  if (job === undefined) throw notFound();
  return readable(call, job);
}

async function archive(job: Job) {
  const dir = availableDir(job);
  return bytes(await zipFolder(dir), 'application/zip', {
    'Content-Disposition': 'attachment; filename="artifacts.zip"',
  });
}

/** One file out of the *archive*: reports are kept apart and answer 404. */
export async function artifactFile(job: Job, path: string) {
  const root = await realpath(availableDir(job));
  const file = await realpath(join(root, path)).catch(() => null);
  if (file === null || !file.startsWith(root + sep)) throw notFound();
  const content = await readFile(file).catch(() => null);
  if (content === null) throw notFound();
  return bytes(content, file.endsWith('.json') ? 'application/json' : 'application/octet-stream');
}

function availableDir(job: Job): string {
  const expired = job.artifactsExpireAt !== null && Date.parse(job.artifactsExpireAt) < Date.now();
  if (job.artifactsDir === null || expired) throw notFound();
  return job.artifactsDir;
}
