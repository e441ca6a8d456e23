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
 * ones only where the reference is protected; those of a named environment go to no job here.
 */
export function settingsVariables(world: World, project: Project, isProtectedRef: boolean): JobVariable[] {
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
      .filter((variable) => variable.environmentScope === '*')
      .map(({ key, value, variableType, masked, raw }) => ({
        key,
        value,
        file: variableType === 'file',
        masked,
        raw,
      })),
  );
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
