const READ = ['api', 'read_api'];

/** Classic scopes that let a request through, in the order GitLab names them in its refusal. */
export function acceptedScopes(method: string, path: string): string[] | 'any' {
  const reading = method === 'GET' || method === 'HEAD';
  // lib/api/personal_access_tokens/self_information.rb: any token may look at and revoke itself.
  if (/^\/personal_access_tokens\/self(\/associations)?$/.test(path)) return 'any';
  if (path === '/personal_access_tokens/self/rotate') return ['api', 'self_rotate'];
  if (!reading) return ['api'];
  if (/^\/(user|users|version|metadata)(\/|$)/.test(path)) return [...READ, 'read_user'];
  if (/^\/projects\/[^/]+\/repository\/(files\/|archive)/.test(path)) return [...READ, 'read_repository'];
  return READ;
}

const RESOURCES: [RegExp, string][] = [
  [/^\/personal_access_tokens/, 'Personal Access Token'],
  [/^\/users?(\/|$)/, 'User'],
  [/^\/(version|metadata)/, 'Metadata'],
  [/\/hooks/, 'Webhook'],
  [/\/variables/, 'CI/CD Variable'],
  [/\/triggers/, 'Pipeline Trigger'],
  [/\/pipelines?/, 'Pipeline'],
  [/\/jobs/, 'Job'],
  [/\/merge_requests/, 'Merge Request'],
  [/\/statuses/, 'Commit Status'],
  [/\/repository\/commits/, 'Commit'],
  [/\/repository/, 'Code'],
  [/\/members/, 'Member'],
  [/^\/groups\/[^/]+$/, 'Group'],
];

/** What a fine-grained token lacks, in GitLab's notation: `Project: Read`. */
export function granularPermission(method: string, path: string): string {
  const resource = RESOURCES.find(([pattern]) => pattern.test(path))?.[1] ?? 'Project';
  const verbs: Record<string, string> = { GET: 'Read', HEAD: 'Read', POST: 'Create', DELETE: 'Delete' };
  return `${resource}: ${verbs[method] ?? 'Update'}`;
}
