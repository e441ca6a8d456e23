import process from 'node:process';
import { readScannerSettings } from './scanner-settings.ts';

/** What the job is told by GitLab, read once. The token is in here: never print it. */
export interface Environment {
  /** Origin plus relative URL root, no trailing slash. */
  baseUrl: string;
  token: string;
  /** The gate project. */
  projectId: number;
  projectPath: string;
  projectUrl: string;
  /** Commit of the gate project that this pipeline runs: its policy decides. */
  commit: string;
  /** Its default branch, where the policy is. */
  branch: string;
  /** The branch that this pipeline runs on: the default branch, or a lane. */
  ref: string;
  pipelineUrl: string;
  pipelineId: string;
  /** `schedule`, `trigger`, `parent_pipeline` …: what made GitLab start this pipeline. */
  source: string;
  /** Of the pipeline schedule; '' where there is none, and before GitLab 17.8. */
  scheduleDescription: string;
  /** Of this job: jobs after it name it to get its files. */
  jobName: string;
  payloadFile: string | undefined;
  /** What a sweep's job is about. */
  swept: { project: string | undefined; mergeRequest: string | undefined };
  /** Hosts that images of the scanned repositories may come from. */
  registries: ReadonlySet<string>;
  /** Folder of the checked-out gate project. */
  folder: string;
}

/** @throws Error naming the variable that is missing. */
export function readEnvironment(env: Record<string, string | undefined> = process.env): Environment {
  const api = required(env, 'CI_API_V4_URL');
  const baseUrl = api.replace(/\/api\/v4\/?$/, '');
  if (baseUrl === api || !/^https?:\/\//.test(baseUrl))
    throw new Error('CI_API_V4_URL is not an API address');
  const projectPath = required(env, 'CI_PROJECT_PATH');
  return {
    baseUrl,
    token: readToken(env),
    projectId: Number(required(env, 'CI_PROJECT_ID')),
    projectPath,
    projectUrl: `${baseUrl}/${projectPath}`,
    commit: required(env, 'CI_COMMIT_SHA'),
    branch: env.CI_DEFAULT_BRANCH ?? 'main',
    ref: env.CI_COMMIT_BRANCH ?? env.CI_DEFAULT_BRANCH ?? 'main',
    pipelineUrl: env.CI_PIPELINE_URL ?? `${baseUrl}/${projectPath}/-/pipelines/${env.CI_PIPELINE_ID ?? ''}`,
    pipelineId: env.CI_PIPELINE_ID ?? '',
    source: env.CI_PIPELINE_SOURCE ?? '',
    scheduleDescription: env.CI_PIPELINE_SCHEDULE_DESCRIPTION ?? '',
    jobName: env.CI_JOB_NAME ?? 'prepare',
    payloadFile: env.TRIGGER_PAYLOAD,
    swept: { project: env.MR_GATE_PROJECT, mergeRequest: env.MR_GATE_MERGE_REQUEST },
    registries: readScannerSettings(env).registries,
    folder: process.cwd(),
  };
}

function readToken(env: Record<string, string | undefined>): string {
  const token = env.MR_GATE_TOKEN?.trim();
  if (!token) {
    throw new Error(
      'MR_GATE_TOKEN is not set. It is a protected CI/CD variable of this project: the branch must be protected too.',
    );
  }
  // Goes into a request header: a line break in it would end the header.
  if (!/^[\w.=-]{10,500}$/.test(token)) throw new Error('MR_GATE_TOKEN does not look like a token');
  return token;
}

function required(env: Record<string, string | undefined>, name: string): string {
  const value = env[name];
  if (!value) throw new Error(`${name} is not set: this runs in a GitLab pipeline`);
  return value;
}
