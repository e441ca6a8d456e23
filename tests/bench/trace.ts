import type { Browser, Page } from '@playwright/test';

interface TraceEvent {
  name: string;
  ph: string;
  ts: number;
  dur?: number;
  /** Of the thread's own time: what else the machine does meanwhile is not in it. */
  tdur?: number;
  pid: number;
  tid: number;
  args?: { data?: { url?: string } };
}

/** Milliseconds of the page's main thread. */
export interface OwnTime {
  all: number;
  /** The longest that the page was held up at once. */
  longest: number;
  /** Addresses of the scripts that ran. */
  scripts: string[];
}

/**
 * What code of the extension took of the page's main thread while `act` ran: compiling it, running it, and every call
 * into it later (timers, observers). What is nested in another of them counts once.
 */
export async function ownTime(
  browser: Browser,
  page: Page,
  origin: string,
  act: () => Promise<void>,
): Promise<OwnTime> {
  await browser.startTracing(page, {
    categories: ['devtools.timeline'],
  });
  await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: TraceEvent[];
  };
  const own = traceEvents
    .filter(
      (event) => event.ph === 'X' && event.dur !== undefined && event.args?.data?.url?.startsWith(origin),
    )
    .sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  let micros = 0;
  let longest = 0;
  const until = new Map<string, number>();
  for (const { pid, tid, ts, dur = 0, tdur = dur } of own) {
    const thread = `${pid} ${tid}`;
    if (ts < (until.get(thread) ?? 0)) continue;
    until.set(thread, ts + dur);
    micros += tdur;
    longest = Math.max(longest, tdur);
  }
  const scripts = [...new Set(own.map(({ args }) => args?.data?.url ?? ''))];
  return { all: micros / 1000, longest: longest / 1000, scripts };
}
