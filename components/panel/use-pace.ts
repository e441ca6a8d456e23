import { useEffect, useRef, useState } from 'preact/hooks';
import type { JobSnapshot } from '../../utils/apply/job-types.ts';
import { countResults } from './job-words.ts';

/** Too little to tell a pace from. */
const LEAST_SETTLED = 3;
const LEAST_MS = 3000;

interface Mark {
  job: string;
  at: number;
  settled: number;
}

/**
 * Seconds that the rest of a running job will take, at the pace seen since this panel has followed it; null: not
 * known. What was done before, and any pause, says nothing about the pace now.
 */
export function useTimeLeft(job: JobSnapshot, now: () => number = Date.now): number | null {
  const mark = useRef<Mark | null>(null);
  const counts = countResults(job.repos);
  const settled = counts.done + counts.failed;
  if (job.state !== 'running') mark.current = null;
  else if (mark.current?.job !== job.id) mark.current = { job: job.id, at: now(), settled };
  const since = mark.current;
  if (!since) return null;
  const done = settled - since.settled;
  const took = now() - since.at;
  if (done < LEAST_SETTLED || took < LEAST_MS || counts.queued === 0) return null;
  return ((took / done) * counts.queued) / 1000;
}

/** Seconds until an ISO time, counted down; null: none, or it is over. */
export function useCountdown(until: string | undefined): number | null {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    if (!until) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [until]);
  if (!until) return null;
  const left = Math.ceil((Date.parse(until) - now) / 1000);
  return left > 0 ? left : null;
}
