import type { StatusEntity } from './entities.ts';
import type { CardReading } from './reading.ts';

/** Between the status and the note of one verdict lies a moment in which they differ. */
const SETTLE_MS = 30_000;

/** Whether GitLab counts the status as not ended: its list of such states has grown over time. */
export function isUnderWay(status: StatusEntity): boolean {
  return /^(created|waiting_for_resource|preparing|pending|running|scheduled)$/.test(status.status);
}

/** The gate's own words for a draft that the policy leaves alone. */
export function isWaitingDraft({ mergeRequest }: CardReading, status: StatusEntity): boolean {
  return (
    mergeRequest.draft === true && status.status === 'pending' && /^Draft\b/.test(status.description ?? '')
  );
}

/** The gate's own words for having failed itself. */
export function hasGivenUp(status: StatusEntity): boolean {
  return status.status === 'failed' && /^The gate could not tell\b/.test(status.description ?? '');
}

/** Whether the note may still be on its way. */
export function hasJustEnded(status: StatusEntity, now: number): boolean {
  const ended = Date.parse(status.finished_at ?? status.created_at ?? '');
  return Math.abs(now - ended) < SETTLE_MS;
}
