const UNIT_SECONDS: Record<string, number> = {
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  mo: 2_592_000,
  y: 31_557_600,
};

function unitSeconds(word: string): number | undefined {
  if (/^mo/i.test(word)) return UNIT_SECONDS.mo;
  return UNIT_SECONDS[word[0]?.toLowerCase() ?? ''];
}

/**
 * Seconds of GitLab's natural-language durations: `1h 30m`, `10 minutes`, `3 hrs 4 min`, `1 week and 2 days`,
 * `42` (seconds). Null: not one.
 */
export function parseDuration(text: string): number | null {
  const trimmed = text.trim();
  if (/^\d+$/.test(trimmed)) return Number(trimmed);
  let total = 0;
  let rest = trimmed;
  while (rest !== '') {
    const match = /^(\d+(?:\.\d+)?)\s*([a-z]+)\s*(?:,|and\b)?\s*/i.exec(rest);
    const seconds = match === null ? undefined : unitSeconds(match[2]!);
    if (match === null || seconds === undefined) return null;
    total += Number(match[1]) * seconds;
    rest = rest.slice(match[0].length);
  }
  return trimmed === '' ? null : total;
}
