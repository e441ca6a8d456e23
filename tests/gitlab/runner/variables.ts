import { selfAndAncestors } from '../world/find.ts';
import type { Project, Variable, World } from '../world/types.ts';

/** A variable as a job gets it. */
export interface JobVariable {
  key: string;
  value: string;
  /** The environment holds a path, the file holds the value. */
  file: boolean;
  /** Hidden in the log. */
  masked: boolean;
  /** References to other variables in the value stay as they are. */
  raw: boolean;
}

/**
 * Variables of the groups and the project, weakest first: outer groups, inner groups, the project. Protected
 * ones only where the reference is protected; those of an environment only for a job that names it
 * (lib/gitlab/ci/variables/builder.rb). Of one key the closest scope comes last.
 *
 * @param environment of the job; null: it names none, or there is no job yet.
 */
export function settingsVariables(
  world: World,
  project: Project,
  isProtectedRef: boolean,
  environment: string | null = null,
): JobVariable[] {
  const sources: Variable['source'][] = [
    ...selfAndAncestors(world, project.namespaceId)
      .reverse()
      .map((group) => ({ type: 'group' as const, id: group.id })),
    { type: 'project', id: project.id },
  ];
  return sources.flatMap(({ type, id }) =>
    world.variables
      .filter((variable) => variable.source.type === type && variable.source.id === id)
      .filter((variable) => isProtectedRef || !variable.protected)
      .filter((variable) => matchesScope(variable.environmentScope, environment))
      .sort((a, b) => closeness(a.environmentScope) - closeness(b.environmentScope))
      .map(({ key, value, variableType, masked, raw }) => ({
        key,
        value,
        file: variableType === 'file',
        masked,
        raw,
      })),
  );
}

/** `*` stands for any text, and alone for jobs without an environment too. */
function matchesScope(scope: string, environment: string | null): boolean {
  if (scope === '*') return true;
  if (environment === null) return false;
  const pattern = scope.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${pattern.join('.*')}$`).test(environment);
}

/** The longer a scope without its wildcards, the closer. */
function closeness(scope: string): number {
  return scope.replaceAll('*', '').length + (scope.includes('*') ? 0 : 1000);
}

export function plainVariables(values: Record<string, string>): JobVariable[] {
  return Object.entries(values).map(([key, value]) => ({
    key,
    value,
    file: false,
    masked: false,
    raw: false,
  }));
}

/** Later ones replace earlier ones of the same name. */
export function mergeVariables(lists: readonly JobVariable[][]): Map<string, JobVariable> {
  const merged = new Map<string, JobVariable>();
  for (const variable of lists.flat()) merged.set(variable.key, variable);
  return merged;
}

/**
 * Expands `$NAME` and `${NAME}` in values that may be expanded; `$$` gives `$`, unknown names give nothing.
 * Values that refer to each other in a circle end as they are.
 */
export function expandVariables(variables: Map<string, JobVariable>): Map<string, string> {
  const done = new Map<string, string>();
  const expandOne = (key: string, path: readonly string[]): string => {
    const known = done.get(key);
    if (known !== undefined) return known;
    const variable = variables.get(key);
    if (variable === undefined) return '';
    if (variable.raw || variable.file || path.includes(key)) return variable.value;
    const value = expandText(variable.value, (name) => expandOne(name, [...path, key]));
    if (path.length === 0) done.set(key, value);
    return value;
  };
  for (const key of variables.keys()) done.set(key, expandOne(key, []));
  return done;
}

export function expandText(text: string, lookup: (name: string) => string): string {
  return text.replace(/\$\$|\$\{(\w+)\}|\$([a-zA-Z_]\w*)/g, (whole, braced?: string, bare?: string) => {
    const name = braced ?? bare;
    return name === undefined ? (whole === '$$' ? '$' : whole) : lookup(name);
  });
}
