import { CiFileError } from './ci-error.ts';
import { isMap, strings, text, variableMap, type Yaml } from './ci-yaml.ts';
import { parseDuration } from './duration.ts';
import type { ArtifactsPlan, CachePlan, JobPlan, Need, RetryPlan, TriggerPlan } from './job-plan.ts';
import { instances } from './parallel.ts';
import type { RuleFacts, RuleResult } from './rules.ts';
import { matchRules } from './rules.ts';
import { plainVariables } from './variables.ts';

const GLOBAL_KEYWORDS = new Set([
  'stages',
  'variables',
  'workflow',
  'default',
  'include',
  'image',
  'services',
  'cache',
  'before_script',
  'after_script',
  'spec',
  'pages:deploy',
]);

/** 30 days, GitLab's default of `artifacts:expire_in`. */
const DEFAULT_EXPIRY = 30 * 86_400;

export function visibleJobs(file: Yaml): [string, Yaml][] {
  return Object.entries(file).filter(
    (entry): entry is [string, Yaml] =>
      !GLOBAL_KEYWORDS.has(entry[0]) && !entry[0].startsWith('.') && isMap(entry[1]),
  );
}

/** Jobs of an expanded file that are in this pipeline, stage by stage. Throws `CiFileError`. */
export function planJobs(file: Yaml, facts: RuleFacts, defaultTimeout: number | null): JobPlan[] {
  const globals = variableMap(file.variables);
  const stages = strings(file.stages);
  const jobs = visibleJobs(file);
  if (jobs.length === 0) throw new CiFileError('jobs config should contain at least one visible job');

  const plans = jobs.flatMap(([name, job]) => {
    const rule = matchRules(job, globals.values, facts);
    if (rule === null) return [];
    const stage = text(job.stage) ?? 'test';
    const stageIndex = stages.indexOf(stage);
    if (stageIndex < 0) {
      throw new CiFileError(
        `${name} job: chosen stage ${stage} does not exist; available stages are ${stages.join(', ')}`,
      );
    }
    return instances(name, job).map((instance): JobPlan => {
      const own = variableMap(job.variables);
      const values = { ...globals.values, ...own.values, ...rule.variables, ...instance.variables };
      const raw = (key: string): boolean =>
        own.raw.has(key) || (globals.raw.has(key) && !(key in own.values));
      return {
        name: instance.name,
        stage,
        stageIndex,
        when: planWhen(rule.when),
        ...planAllowFailure(job, rule),
        needs: planNeeds(rule.needs ?? job.needs),
        dependencies: job.dependencies === undefined ? null : strings(job.dependencies),
        variables: plainVariables(values).map((variable) => ({ ...variable, raw: raw(variable.key) })),
        beforeScript: strings(job.before_script),
        script: strings(job.script),
        afterScript: strings(job.after_script),
        timeoutSeconds: parseDuration(text(job.timeout) ?? '') ?? defaultTimeout,
        artifacts: planArtifacts(job.artifacts),
        retry: planRetry(job.retry),
        trigger: planTrigger(name, job.trigger),
        image: isMap(job.image) ? text(job.image.name) : text(job.image),
        environment: isMap(job.environment) ? text(job.environment.name) : text(job.environment),
        cache: planCache(name, job.cache),
      };
    });
  });
  checkNeeds(plans, jobs);
  return plans.sort((a, b) => a.stageIndex - b.stageIndex);
}

function planWhen(when: string): JobPlan['when'] {
  if (when === 'on_failure' || when === 'always' || when === 'manual') return when;
  return 'on_success';
}

function planAllowFailure(job: Yaml, rule: RuleResult): Pick<JobPlan, 'allowFailure' | 'allowedExitCodes'> {
  const value = rule.allowFailure ?? job.allow_failure;
  if (isMap(value)) return { allowFailure: false, allowedExitCodes: strings(value.exit_codes).map(Number) };
  // A manual job is optional, unless rules made it one.
  const optional = rule.when === 'manual' && job.rules === undefined;
  return { allowFailure: value === undefined ? optional : value === true, allowedExitCodes: [] };
}

function planNeeds(value: unknown): Need[] | null {
  if (value === undefined || value === null) return null;
  return [value].flat().map((entry) => {
    if (!isMap(entry)) return { job: String(entry), artifacts: true, optional: false, pipeline: null };
    return {
      job: String(entry.job ?? ''),
      artifacts: entry.artifacts !== false,
      optional: entry.optional === true,
      pipeline: entry.pipeline === undefined ? null : String(entry.pipeline),
    };
  });
}

function planArtifacts(value: unknown): ArtifactsPlan | null {
  if (!isMap(value)) return null;
  const reports: Record<string, string[]> = {};
  for (const [type, paths] of Object.entries(isMap(value.reports) ? value.reports : {})) {
    reports[type] = strings(isMap(paths) ? paths.path : paths);
  }
  const when = text(value.when);
  const expire = text(value.expire_in);
  return {
    paths: strings(value.paths),
    exclude: strings(value.exclude),
    reports,
    when: when === 'always' || when === 'on_failure' ? when : 'on_success',
    expireIn: expire === 'never' ? null : (parseDuration(expire ?? '') ?? DEFAULT_EXPIRY),
  };
}

function planCache(name: string, value: unknown): CachePlan | null {
  const [cache, ...others] = [value ?? []].flat();
  if (others.length > 0) throw new CiFileError(`jobs:${name}:cache: this instance takes one cache a job`);
  if (!isMap(cache)) return null;
  const policy = text(cache.policy) ?? 'pull-push';
  return {
    key: text(cache.key) ?? 'default',
    paths: strings(cache.paths),
    pull: policy !== 'push',
    push: policy !== 'pull',
  };
}

function planRetry(value: unknown): RetryPlan {
  if (!isMap(value)) return { max: Number(value ?? 0), when: ['always'] };
  const when = strings(value.when);
  return { max: Number(value.max ?? 0), when: when.length === 0 ? ['always'] : when };
}

function planTrigger(name: string, value: unknown): TriggerPlan | null {
  if (value === undefined) return null;
  const map: Yaml = isMap(value) ? value : { project: value };
  const [include, ...others] = [map.include ?? []].flat();
  if (others.length > 0 || include === undefined) {
    throw new CiFileError(`jobs:${name}:trigger: this instance takes exactly one file under include`);
  }
  const forward: Yaml = isMap(map.forward) ? map.forward : {};
  return {
    include: childSource(name, include),
    depend: map.strategy === 'depend' || map.strategy === 'mirror',
    forwardPipelineVariables: forward.pipeline_variables === true,
    forwardYamlVariables: forward.yaml_variables !== false,
  };
}

function childSource(name: string, include: unknown): TriggerPlan['include'] {
  if (typeof include === 'string') return { local: include };
  if (isMap(include) && typeof include.local === 'string') return { local: include.local };
  if (isMap(include) && typeof include.artifact === 'string' && typeof include.job === 'string') {
    return { artifact: include.artifact, job: include.job };
  }
  throw new CiFileError(`jobs:${name}:trigger:include config should be a local file or an artifact of a job`);
}

/** Every need must be in the pipeline, or optional; with GitLab's sentences. */
function checkNeeds(plans: JobPlan[], jobs: [string, Yaml][]): void {
  const present = new Set(plans.map((plan) => baseName(plan.name)));
  const known = new Set(jobs.map(([name]) => name));
  for (const plan of plans) {
    for (const need of plan.needs ?? []) {
      if (need.pipeline !== null || need.optional || present.has(baseName(need.job))) continue;
      const sentence = `'${plan.name}' job needs '${need.job}' job, but '${need.job}' does not exist in the pipeline`;
      if (!known.has(baseName(need.job))) throw new CiFileError(sentence);
      throw new CiFileError(
        `${sentence}. This might be because of the only, except, or rules keywords. To need a job that ` +
          'sometimes does not exist in the pipeline, use needs:optional.',
      );
    }
  }
}

/** A need of a parallel job means all its instances. */
export function baseName(name: string): string {
  return name.replace(/ \d+\/\d+$|: \[.*\]$/, '');
}
