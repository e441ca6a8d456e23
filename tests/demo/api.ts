/** Calls the embedded GitLab's REST API as a person with a token would, for the tour's own checks. */
export async function api<T>(
  gitlabUrl: string,
  token: string,
  path: string,
  init: { method?: string; body?: unknown; expect?: number } = {},
): Promise<T> {
  const response = await fetch(`${gitlabUrl}/api/v4${path}`, {
    method: init.method ?? 'GET',
    headers: { 'private-token': token, 'content-type': 'application/json' },
    ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
  });
  const text = await response.text();
  const wanted = init.expect ?? (init.method === 'POST' ? 201 : 200);
  if (response.status !== wanted) {
    throw new Error(
      `${init.method ?? 'GET'} ${path} answered ${response.status} instead of ${wanted}: ${text.slice(0, 300)}`,
    );
  }
  return (text ? JSON.parse(text) : null) as T;
}

/** A project's full path as GitLab's API takes it. */
export const id = (fullPath: string): string => encodeURIComponent(fullPath);
