/** As GitLab names its parameters; a value that stands alone is none of them. */
const NAME = /^[a-z_]{1,40}(?:\[[a-z_]{0,40}\])*$/;

/** `/projects?search=secret&page=2` → `/projects?search&page`: what was asked for, and nothing of what was filled in. */
export function withoutValues(pathAndQuery: string): string {
  const [path = '', query = ''] = pathAndQuery.split('#', 1)[0]?.split('?', 2) ?? [];
  const names = [...new Set(new URLSearchParams(query).keys())].filter((name) => NAME.test(name));
  return names.length > 0 ? `${path}?${names.join('&')}` : path;
}
