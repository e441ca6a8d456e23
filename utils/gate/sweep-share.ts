/** A sweep looks at this many merge requests on average: its share is even only by and large. */
const AVERAGE = 160;

/** How many sweeps it takes to look at so many merge requests at once. */
export function sweepsFor(mergeRequests: number): number {
  return Math.max(1, Math.ceil(mergeRequests / AVERAGE));
}

/**
 * Which of several sweeps looks at a merge request, counted from 0. It goes by the two ids alone, so that sweeps which
 * list the merge requests at different times agree; ids that follow a pattern are spread all the same.
 */
export function shareOf(project: number, mergeRequest: number, of: number): number {
  let hash = 0x811c9dc5;
  for (const letter of `${project}!${mergeRequest}`) {
    hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % of;
}
