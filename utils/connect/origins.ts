/** Origins that the browser says are granted, as patterns fit for content scripts; sorted, each once. */
export function webPatterns(origins: readonly string[] = []): string[] {
  const patterns = origins
    .map((origin) => (origin === '<all_urls>' ? '*://*/*' : origin))
    .filter((origin) => /^(?:\*|https?):\/\/[^/]+\/\*$/.test(origin));
  return [...new Set(patterns)].sort();
}
