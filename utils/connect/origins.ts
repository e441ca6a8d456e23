/**
 * The match pattern of a GitLab's origin: what the user is asked to grant. Without the port: Firefox knows none in
 * patterns, and a pattern without one covers them all.
 */
export function originPattern(url: string): string {
  const { protocol, hostname } = new URL(url);
  return `${protocol}//${hostname}/*`;
}

/** Origins that the browser says are granted, as patterns fit for content scripts; sorted, each once. */
export function webPatterns(origins: readonly string[] = []): string[] {
  const patterns = origins
    .map((origin) => (origin === '<all_urls>' ? '*://*/*' : origin))
    .filter((origin) => /^(?:\*|https?):\/\/[^/]+\/\*$/.test(origin));
  return [...new Set(patterns)].sort();
}
