/** Where the set-up puts the gate project, below the group that it gates. */
const DEFAULT_NAME = 'mr-gate';

/** The groups above a project, outermost first: `acme/shop/checkout` → `acme`, `acme/shop`. */
export function groupsAbove(projectPath: string): string[] {
  const names = projectPath.split('/').slice(0, -1);
  return names.map((_, at) => names.slice(0, at + 1).join('/'));
}

/**
 * Whether `candidate`, named by a note that anyone may have written, can be the gate project of
 * `projectPath`: it must lie directly in one of the groups above. Whoever can create a project there was
 * trusted by that group with doing so.
 */
export function mayGate(candidate: string, projectPath: string): boolean {
  if (!/^[\w.-]{1,255}(\/[\w.-]{1,255}){1,20}$/.test(candidate)) return false;
  return groupsAbove(projectPath).includes(candidate.slice(0, candidate.lastIndexOf('/')));
}

/** Gate projects worth asking: the default place in every group above, then those that notes name. */
export function gateProjectCandidates(projectPath: string, named: readonly string[]): string[] {
  const usual = groupsAbove(projectPath).map((group) => `${group}/${DEFAULT_NAME}`);
  const others = named.filter((path) => mayGate(path, projectPath)).slice(0, 3);
  return [...new Set([...usual, ...others])];
}
