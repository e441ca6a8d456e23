import { useEffect, useRef, useState } from 'preact/hooks';
import type { JobSnapshot } from '../../utils/apply/job-types.ts';
import { isActive, jobStatus, jobTitle } from './job-words.ts';
import { usePanel } from './panel-context.ts';

/** A job says something with every repository, which nobody could listen to. */
const EVERY_MS = 15_000;

/**
 * Tells screen readers how the group's job gets on, whether or not it is what the panel shows: that it begins, waits or
 * ends at once, what it has done in between now and then. In the document before there is anything to say.
 */
export function JobAnnouncer() {
  const job = usePanel((state) => state.job);
  const [said, say] = useState<readonly string[]>([]);
  const last = useRef<{ job: JobSnapshot; at: number } | null>(null);
  useEffect(() => {
    if (!job) return;
    const before = last.current?.job.id === job.id ? last.current : null;
    const turn = before?.job.state !== job.state;
    const at = Date.now();
    if (!turn && before && at - before.at < EVERY_MS) return;
    last.current = { job, at };
    // One that had ended before the panel was opened is no news.
    if (before || isActive(job)) say([jobTitle(job), jobStatus(job)]);
  }, [job]);
  return (
    <div class="mrg-visually-hidden" role="status" data-testid="job-announcer">
      {said.map((line, at) => (
        <p key={at}>{line}</p>
      ))}
    </div>
  );
}
