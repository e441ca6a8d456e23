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

/**
 * Milliseconds of the page's main thread that code of the extension took while `act` ran: compiling it, running it,
 * and every call into it later (timers, observers). What is nested in another of them counts once.
 */
export async function ownTime(
  browser: Browser,
  page: Page,
  origin: string,
  act: () => Promise<void>,
): Promise<number> {
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
  const until = new Map<string, number>();
  for (const { pid, tid, ts, dur = 0, tdur = dur } of own) {
    const thread = `${pid} ${tid}`;
    if (ts < (until.get(thread) ?? 0)) continue;
    until.set(thread, ts + dur);
    micros += tdur;
  }
  return micros / 1000;
}
