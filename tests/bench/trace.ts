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
  id?: string;
  args?: { name?: string; data?: ProfileData & { url?: string } };
}

/** Of `Profile` and `ProfileChunk`: the sampled stacks, a node's parent being who called it. */
interface ProfileData {
  startTime?: number;
  cpuProfile?: {
    nodes?: { id: number; parent?: number; callFrame: { url?: string } }[];
    samples?: number[];
  };
  timeDeltas?: number[];
}

type Span = Required<Pick<TraceEvent, 'ts' | 'dur' | 'tdur'>>;

/** Milliseconds of the page's main thread, in its own time. */
export interface MainThread {
  /** Of all its tasks, the page's and ours: style, layout and painting too. */
  all: number;
  /** How many of its tasks were longer than a frame. */
  overFrame: number;
  /** Of the tasks in which the extension's code ran: that code's part, and the most that one task had of it. */
  own: number;
  longestOwn: number;
  /** Addresses of the extension's scripts that ran. */
  scripts: string[];
}

/** A frame at 60 a second, as the budgets have it. */
export const FRAME_MS = 16;

/**
 * What the page's main thread did while `act` ran. The extension's code is what a trace event names its address for
 * (compiling, running, timers, observers). Code after an `await` runs with nothing but its turn of microtasks in the
 * trace: those turns count in which the profiler, looking every millisecond, saw one of our functions. That leaves out
 * what is shorter, which `all` has: compare it with a run without the extension.
 */
export async function traceMainThread(
  browser: Browser,
  page: Page,
  origin: string,
  act: () => Promise<void>,
): Promise<MainThread> {
  const categories = ['devtools.timeline', 'v8', 'toplevel', 'disabled-by-default-v8.cpu_profiler'];
  const traceEvents = await traced(browser, page, categories, act);
  const events = ofMainThread(traceEvents);
  const tasks = tasksOf(events);
  const named = events.filter(({ args }) => args?.data?.url?.startsWith(origin));
  const samples = ownSamples(traceEvents, events[0]!, origin);
  const turns = events
    .filter(({ name }) => name === 'RunMicrotasks' || name === 'v8.callFunction')
    .filter((turn) => samples.some((at) => within(turn, at)));
  const own = outermost([...named, ...turns]);
  const parts = tasks.map((task) => sum(own.filter(({ ts }) => within(task, ts))));
  return {
    all: sum(tasks),
    overFrame: tasks.filter(({ tdur }) => tdur / 1000 > FRAME_MS).length,
    own: parts.reduce((total, part) => total + part, 0),
    longestOwn: Math.max(...parts),
    scripts: [...new Set(named.map(({ args }) => args?.data?.url ?? ''))],
  };
}

/** Milliseconds of the longest of the main thread's tasks while `act` ran, in the thread's own time. */
export async function longestTask(browser: Browser, page: Page, act: () => Promise<void>): Promise<number> {
  const events = await traced(browser, page, ['toplevel'], act);
  return Math.max(...tasksOf(ofMainThread(events)).map(({ tdur }) => tdur)) / 1000;
}

async function traced(
  browser: Browser,
  page: Page,
  categories: string[],
  act: () => Promise<void>,
): Promise<TraceEvent[]> {
  await browser.startTracing(page, { categories });
  await act();
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  return trace.traceEvents;
}

function tasksOf(events: readonly TraceEvent[]): Span[] {
  const tasks = outermost(events.filter(({ name }) => name === 'ThreadControllerImpl::RunTask'));
  if (tasks.length === 0) throw new Error('The trace has no tasks: this Chromium names them differently');
  return tasks;
}

function within({ ts, dur = 0 }: Pick<TraceEvent, 'ts' | 'dur'>, at: number): boolean {
  return ts <= at && at < ts + dur;
}

function sum(spans: readonly Span[]): number {
  return spans.reduce((total, { tdur }) => total + tdur, 0) / 1000;
}

/** Of the main thread that had most to do: the page's. Others' pages are idle meanwhile. */
function ofMainThread(events: readonly TraceEvent[]): TraceEvent[] {
  const mains = events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain');
  const each = mains.map((main) =>
    events.filter(({ ph, pid, tid }) => ph === 'X' && pid === main.pid && tid === main.tid),
  );
  const [busiest] = each.sort((a, b) => sum(outermost(b)) - sum(outermost(a)));
  if (!busiest?.length) throw new Error('The trace has no main thread');
  return busiest;
}

/** Those that are in no other of them. */
function outermost(events: readonly TraceEvent[]): Span[] {
  const spans: Span[] = [];
  let until = 0;
  for (const { ts, dur = 0, tdur = dur } of events.toSorted(
    (a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0),
  )) {
    if (ts < until) continue;
    until = ts + dur;
    spans.push({ ts, dur, tdur });
  }
  return spans;
}

/** When the profiler saw a function of the extension's on the stack. */
function ownSamples(events: readonly TraceEvent[], thread: TraceEvent, origin: string): number[] {
  const seen: number[] = [];
  const profiles = events.filter(({ name, pid, tid }) => {
    return name === 'Profile' && pid === thread.pid && tid === thread.tid;
  });
  for (const { id, pid, args } of profiles) {
    let at = args?.data?.startTime ?? 0;
    const own = new Set<number>();
    for (const chunk of events.filter((e) => e.name === 'ProfileChunk' && e.pid === pid && e.id === id)) {
      const { cpuProfile, timeDeltas = [] } = chunk.args?.data ?? {};
      for (const node of cpuProfile?.nodes ?? [])
        if (node.callFrame.url?.startsWith(origin) || own.has(node.parent ?? -1)) own.add(node.id);
      cpuProfile?.samples?.forEach((sample, index) => {
        at += timeDeltas[index] ?? 0;
        if (own.has(sample)) seen.push(at);
      });
    }
  }
  return seen;
}
