import { randomBytes } from 'node:crypto';
import { mkdir, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { projectById } from '../world/find.ts';
import type { Job, Pipeline } from '../world/types.ts';
import { findFiles, keepFiles, unpack } from './artifacts.ts';
import type { RunnerContext } from './context.ts';
import { JobLog } from './job-log.ts';
import type { ArtifactsPlan, JobPlan } from './job-plan.ts';
import { isProtectedRef, jobVariables, pipelineVariables } from './predefined.ts';
import { composeScript, runScript } from './shell.ts';
import {
  expandText,
  expandVariables,
  type JobVariable,
  mergeVariables,
  plainVariables,
  settingsVariables,
} from './variables.ts';

const DEFAULT_TIMEOUT_SECONDS = 3600;
/** `ci_default_git_depth` of new projects. */
const DEFAULT_DEPTH = 20;
const AFTER_SCRIPT_TIMEOUT_MS = 5 * 60_000;

export interface Outcome {
  status: 'success' | 'failed' | 'canceled';
  failureReason: string | null;
  /** The script's exit code where it ran to an end. */
  exitCode: number | null;
}

/** All variables of a job before expansion, strongest last, and which to hide in its log. */
export function variablesFor(
  context: RunnerContext,
  pipeline: Pipeline,
  plan: JobPlan,
  predefined: Record<string, string>,
): Map<string, JobVariable> {
  const project = projectById(context.world, pipeline.projectId);
  const ofPipeline = pipeline.variables.map(({ key, value, file }) => ({
    key,
    value,
    file,
    masked: false,
    raw: false,
  }));
  const given = plainVariables(predefined);
  const environment = environmentName(plan, [...given, ...plan.variables, ...ofPipeline]);
  return mergeVariables([
    given.map((variable) => ({ ...variable, raw: true })),
    plan.variables,
    settingsVariables(context.world, project, isProtectedRef(project, pipeline), environment),
    ofPipeline,
    environment === null ? [] : plainVariables({ CI_ENVIRONMENT_NAME: environment }),
  ]);
}

/** GitLab works the name out before it knows which variables of the settings hold in it. */
function environmentName(plan: JobPlan, variables: readonly JobVariable[]): string | null {
  if (plan.environment === null) return null;
  const values = new Map(variables.map(({ key, value }) => [key, value]));
  return expandText(plan.environment, (name) => values.get(name) ?? '');
}

/** Runs one job from clone to artifacts, as GitLab Runner's shell executor does. */
export async function executeJob(
  context: RunnerContext,
  pipeline: Pipeline,
  job: Job,
  plan: JobPlan,
  /** Finished jobs whose archives this one gets. */
  suppliers: readonly Job[],
  cancel: AbortSignal,
): Promise<Outcome> {
  const project = projectById(context.world, pipeline.projectId);
  const commit = await context.store.getCommit(project.id, pipeline.sha);
  const buildsDir = join(context.dataDir, 'builds', String(job.id));
  const projectDir = join(buildsDir, project.fullPath);
  const filesDir = join(buildsDir, 'files');
  const token = `glcbt-64_${randomBytes(15).toString('base64url')}`;
  if (commit === null) return { status: 'failed', failureReason: 'runner_system_failure', exitCode: null };

  context.jobTokens.set(token, job.id);
  const timeoutSeconds = plan.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS;
  const timeout = AbortSignal.timeout(timeoutSeconds * 1000);
  try {
    const variables = variablesFor(context, pipeline, plan, {
      ...pipelineVariables(context.world, context.baseUrl, pipeline, commit),
      ...jobVariables(project, context.baseUrl, job, { token, projectDir, buildsDir, image: plan.image }),
    });
    const secrets = [...variables.values()].filter(({ masked }) => masked).map(({ value }) => value);
    const log = new JobLog(job, [...secrets, token]);
    log.info('Running with the embedded runner, shell executor');
    if (plan.image !== null) log.warning(`image ${plan.image} is not used by a shell executor`);

    await mkdir(projectDir, { recursive: true });
    await mkdir(filesDir, { recursive: true });
    log.heading('Getting source from Git repository');
    if (variables.get('GIT_STRATEGY')?.value === 'none') log.info('Skipping Git repository setup');
    else {
      const depth = Number(variables.get('GIT_DEPTH')?.value ?? DEFAULT_DEPTH);
      await context.store.checkout(project.id, pipeline.sha, projectDir, depth > 0 ? depth : undefined);
      log.info(`Checking out ${pipeline.sha.slice(0, 8)} as detached HEAD (ref is ${pipeline.ref})...`);
    }

    const { cache } = plan;
    const cacheKey = cache === null ? '' : expandText(cache.key, (name) => variables.get(name)?.value ?? '');
    const kept = join(context.dataDir, 'cache', String(project.id), encodeURIComponent(cacheKey));
    if (cache?.pull === true) {
      log.info(
        (await unpack(await realpath(kept).catch(() => kept), projectDir))
          ? `Restored cache ${cacheKey}`
          : `No cache ${cacheKey} yet`,
      );
    }

    for (const { name, id, artifactsDir } of suppliers) {
      if (artifactsDir === null) continue;
      log.info(`Downloading artifacts for ${name} (${id})...`);
      await unpack(artifactsDir, projectDir);
    }

    const env = await environment(variables, filesDir, buildsDir);
    const run = async (commands: string[], name: string, signal: AbortSignal): Promise<number> => {
      const file = join(filesDir, `${name}.sh`);
      await writeFile(file, composeScript(commands));
      return runScript({ file, cwd: projectDir, env, signal, onOutput: log.output });
    };

    log.heading('Executing "step_script" stage of the job script');
    const exitCode = await run(
      [...plan.beforeScript, ...plan.script],
      'step_script',
      AbortSignal.any([cancel, timeout]),
    );
    if (cancel.aborted) {
      log.error('Job failed: canceled');
      return { status: 'canceled', failureReason: null, exitCode: null };
    }
    const late = timeout.aborted;
    const good = exitCode === 0 && !late;
    if (plan.afterScript.length > 0) {
      log.heading('Running after_script');
      env.CI_JOB_STATUS = good ? 'success' : 'failed';
      const limit = AbortSignal.any([cancel, AbortSignal.timeout(AFTER_SCRIPT_TIMEOUT_MS)]);
      const code = await run(plan.afterScript, 'after_script', limit);
      if (code !== 0)
        log.warning(`after_script failed, but job will continue unaffected: exit status ${code}`);
    }
    // As with `cache:when`, of which this knows the default alone.
    if (cache?.push === true && good) {
      const files = (await Promise.all(cache.paths.map((path) => findFiles(projectDir, [path])))).flat();
      if (files.length > 0) await keep(projectDir, files, kept, job.id);
    }
    if (plan.artifacts !== null) {
      const lookup = (name: string): string => env[name] ?? '';
      await upload(context.dataDir, job, projectDir, plan.artifacts, good, log, lookup);
    }
    if (late) {
      log.error(`Job failed: execution took longer than ${timeoutSeconds}s seconds`);
      return { status: 'failed', failureReason: 'job_execution_timeout', exitCode: null };
    }
    if (!good) {
      log.error(`Job failed: exit status ${exitCode}`);
      return { status: 'failed', failureReason: 'script_failure', exitCode };
    }
    log.info('Job succeeded');
    return { status: 'success', failureReason: null, exitCode };
  } finally {
    context.jobTokens.delete(token);
    await rm(buildsDir, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Puts a cache in the place of the one before at once, as an archive is: another job may be taking that. */
async function keep(folder: string, files: string[], kept: string, jobId: number): Promise<void> {
  const next = `${kept}.${jobId}`;
  await keepFiles(folder, files, next);
  await symlink(next, `${next}.link`);
  await rename(`${next}.link`, kept);
}

/** The job's process environment: nothing of ours but the way to git and node. */
async function environment(
  variables: Map<string, JobVariable>,
  filesDir: string,
  home: string,
): Promise<Record<string, string>> {
  const env: Record<string, string> = {
    PATH: `${dirname(process.execPath)}:${process.env.PATH ?? '/usr/bin:/bin'}`,
    HOME: home,
    LANG: 'C.UTF-8',
    GIT_CONFIG_NOSYSTEM: '1',
    CI_JOB_STATUS: 'running',
  };
  for (const [key, value] of expandVariables(variables)) {
    if (variables.get(key)?.file === true) {
      const path = join(filesDir, basename(key));
      await writeFile(path, value, { mode: 0o600 });
      env[key] = path;
    } else if (!value.includes('\0')) env[key] = value;
  }
  return env;
}

async function upload(
  dataDir: string,
  job: Job,
  projectDir: string,
  plan: ArtifactsPlan,
  good: boolean,
  log: JobLog,
  lookup: (name: string) => string,
): Promise<void> {
  const expand = (patterns: string[]): string[] => patterns.map((pattern) => expandText(pattern, lookup));
  const root = join(dataDir, 'artifacts', String(job.id));
  const wanted = plan.when === 'always' || (plan.when === 'on_success') === good;
  if (plan.paths.length > 0 && wanted) {
    log.heading(`Uploading artifacts for ${good ? 'successful' : 'failed'} job`);
    const files: string[] = [];
    for (const pattern of expand(plan.paths)) {
      const matches = await findFiles(projectDir, [pattern], expand(plan.exclude));
      log.output(
        matches.length === 0
          ? `WARNING: ${pattern}: no matching files. Ensure that the artifact path is relative to the working directory (${projectDir})\n`
          : `${pattern}: found ${matches.length} matching artifact files and directories\n`,
      );
      files.push(...matches);
    }
    if (files.length === 0) log.error('No files to upload');
    else {
      job.artifactsDir = join(root, 'archive');
      await keepFiles(projectDir, files, job.artifactsDir);
      const expiry = plan.expireIn;
      job.artifactsExpireAt = expiry === null ? null : new Date(Date.now() + expiry * 1000).toISOString();
    }
  }
  // Reports go up whatever became of the job, each type by itself and not in the archive.
  for (const [type, patterns] of Object.entries(plan.reports)) {
    const [file] = await findFiles(projectDir, expand(patterns));
    if (file === undefined) {
      log.warning(`${patterns.join(', ')}: no matching files`);
      continue;
    }
    const target = join(root, 'reports', type);
    await keepFiles(projectDir, [file], target);
    job.reports[type] = join(target, file);
  }
}
