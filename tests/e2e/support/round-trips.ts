import type { EmbeddedGitLab, SeenRequest } from '../../gitlab/embedded.ts';

/**
 * How many of these requests came one after the other: the longest chain in which each began when the one before it
 * had been answered.
 */
export function roundTrips(requests: readonly SeenRequest[]): number {
  const depths: number[] = [];
  const ordered = requests.toSorted((a, b) => a.at - b.at);
  for (const [index, request] of ordered.entries()) {
    const before = depths.filter((_, at) => {
      const other = ordered[at];
      return at < index && other !== undefined && other.at + other.ms <= request.at;
    });
    depths.push(1 + Math.max(0, ...before));
  }
  return Math.max(0, ...depths);
}

/** What the card of the merge request page that was last loaded has asked, with the page's own session. */
export function askedByCard({ requests }: EmbeddedGitLab): SeenRequest[] {
  const page = requests.findLast(
    ({ path }) => /\/-\/merge_requests\/\d+$/.test(path) && !path.startsWith('/api/'),
  );
  return requests.filter(
    ({ at, auth, path }) => at >= (page?.at ?? 0) && auth === 'session' && path.startsWith('/api/v4'),
  );
}
