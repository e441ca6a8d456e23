/** Host and relative root, as people name a GitLab. */
export function hostOf(baseUrl: string): string {
  const { host, pathname } = new URL(baseUrl);
  return host + pathname.replace(/\/$/, '');
}
