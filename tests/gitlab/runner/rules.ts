import { matchesGlob } from 'node:path';
import { CiFileError } from './ci-error.ts';
import type { Probe } from './ci-local.ts';
import { isMap, strings, text, variableMap, type Yaml } from './ci-yaml.ts';

/** What rules can ask about an event. */
export interface RuleFacts {
  /** Of each expression that `collectProbes` named, by `probeKey`. */
  holds: Map<string, boolean>;
  source: string;
  isMergeRequest: boolean;
  branch: string | null;
  tag: string | null;
  /** Files that the event changed; null: unknown, `changes` holds, as GitLab has it for triggers. */
  changedPaths: string[] | null;
  /** All files of the commit. */
  paths: string[];
}

export interface RuleResult {
  when: string;
  /** null: the rule says nothing. */
  allowFailure: unknown;
  variables: Record<string, string>;
  needs: unknown;
}

export function probeKey(probe: Probe): string {
  return JSON.stringify([probe.expression, probe.variables]);
}

/**
 * GitLab's tokens of an expression. What else there may be is refused here: gitlab-ci-local would evaluate it as
 * JavaScript.
 */
const EXPRESSION =
  /^(?:\s+|\$\w+|\$\{\w+\}|"[^"]*"|'[^']*'|\/(?:\\.|[^/\\\n])+\/[a-zA-Z]*|==|!=|=~|!~|&&|\|\||[()]|null\b)+$/;

/** Throws `CiFileError` for a section (`jobs:name`, `workflow`) with an expression that GitLab could not read. */
export function checkExpressions(name: string, section: Yaml): void {
  if (!expressionsOf(section).every((expression) => EXPRESSION.test(expression))) {
    throw new CiFileError(`${name}:rules:rule if invalid expression syntax`);
  }
}

function expressionsOf(section: Yaml): string[] {
  const ofRules = ruleList(section).flatMap((rule) => strings(rule.if));
  const ofRefs = [section.only, section.except].flatMap((refs) =>
    isMap(refs) ? strings(refs.variables) : [],
  );
  return [...ofRules, ...ofRefs];
}

/** All expressions of a section, to be evaluated at once. */
export function collectProbes(section: Yaml, globals: Record<string, string>): Probe[] {
  const variables = { ...globals, ...variableMap(section.variables).values };
  return expressionsOf(section).map((expression) => ({ expression, variables }));
}

/** The first rule that holds; null: the job is not in the pipeline. */
export function matchRules(job: Yaml, globals: Record<string, string>, facts: RuleFacts): RuleResult | null {
  const plain = {
    when: text(job.when) ?? 'on_success',
    allowFailure: null,
    variables: {},
    needs: undefined,
  };
  const variables = { ...globals, ...variableMap(job.variables).values };
  if (job.rules === undefined) {
    return allowedByRefs(job, variables, facts) && plain.when !== 'never' ? plain : null;
  }
  for (const rule of ruleList(job)) {
    if (!ruleHolds(rule, variables, facts)) continue;
    const when = text(rule.when) ?? plain.when;
    if (when === 'never') return null;
    return {
      when,
      allowFailure: rule.allow_failure ?? null,
      variables: variableMap(rule.variables).values,
      needs: rule.needs,
    };
  }
  return null;
}

function ruleList(job: Yaml): Yaml[] {
  const rules = job.rules;
  return Array.isArray(rules) ? rules.flat(9).filter(isMap) : [];
}

function ruleHolds(rule: Yaml, variables: Record<string, string>, facts: RuleFacts): boolean {
  const expressions = strings(rule.if);
  if (!expressions.every((expression) => facts.holds.get(probeKey({ expression, variables })) === true)) {
    return false;
  }
  return (
    (rule.changes === undefined || changed(rule.changes, facts)) &&
    (rule.exists === undefined || anyMatches(globs(rule.exists), facts.paths))
  );
}

function changed(value: unknown, facts: RuleFacts): boolean {
  return facts.changedPaths === null || anyMatches(globs(value), facts.changedPaths);
}

function globs(value: unknown): string[] {
  return strings(isMap(value) ? value.paths : value);
}

function anyMatches(patterns: string[], paths: string[]): boolean {
  return paths.some((path) => patterns.some((pattern) => matchesGlob(path, pattern)));
}

/** `only` and `except`. A job without them (and without rules) is for branches and tags, not for merge requests. */
function allowedByRefs(job: Yaml, variables: Record<string, string>, facts: RuleFacts): boolean {
  const only = job.only ?? ['branches', 'tags'];
  const except = job.except;
  return refsHold(only, variables, facts) && (except === undefined || !refsHold(except, variables, facts));
}

function refsHold(value: unknown, variables: Record<string, string>, facts: RuleFacts): boolean {
  const map: Yaml = isMap(value) ? value : { refs: value };
  const refs = map.refs;
  const expressions = strings(map.variables);
  return (
    (refs === undefined || strings(refs).some((pattern) => refHolds(pattern, facts))) &&
    (map.changes === undefined || changed(map.changes, facts)) &&
    (expressions.length === 0 ||
      expressions.some((expression) => facts.holds.get(probeKey({ expression, variables })) === true))
  );
}

const SOURCES: Record<string, string> = {
  merge_requests: 'merge_request_event',
  pushes: 'push',
  triggers: 'trigger',
  schedules: 'schedule',
  web: 'web',
  api: 'api',
  external: 'external',
};

function refHolds(pattern: string, facts: RuleFacts): boolean {
  if (pattern === 'branches') return facts.branch !== null && !facts.isMergeRequest;
  if (pattern === 'tags') return facts.tag !== null;
  const source = SOURCES[pattern];
  if (source !== undefined) return facts.source === source;
  if (facts.isMergeRequest) return false;
  const ref = facts.branch ?? facts.tag ?? '';
  const regex = /^\/(.*)\/(i?)$/.exec(pattern);
  return regex === null ? ref === pattern : new RegExp(regex[1]!, regex[2]).test(ref);
}
