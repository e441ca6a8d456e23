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
export interface Tasks {
  /** Of all tasks, the page's and ours: style, layout and painting too. */
  all: number;
  /** How many of them were longer than a frame. */
  overFrame: number;
}

/** The extension's code in them. */
export interface OwnCode {
  own: number;
  /** The most that one task had of it. */
  longestOwn: number;
  /** Addresses of the extension's scripts that ran. */
  scripts: string[];
}

/** A frame at 60 a second, as the budgets have it. */
export const FRAME_MS = 16;

/** What a trace has to hold for the main thread's tasks: little enough that tracing itself hardly takes time. */
const TASKS = ['toplevel'];
const CODE = ['devtools.timeline', 'v8', 'disabled-by-default-v8.cpu_profiler'];

/**
 * The main thread's tasks while `act` ran, whoever's they were. Without the profiler, whose start alone takes as long as
 * many of them.
 */
export async function traceTasks(browser: Browser, page: Page, act: () => Promise<void>): Promise<Tasks> {
  const tasks = tasksOf(ofMainThread(await trace(browser, page, TASKS, act)));
  return {
    all: sum(tasks),
    overFrame: tasks.filter(({ tdur }) => tdur / 1000 > FRAME_MS).length,
  };
}

/** What the tracing itself asks of a thread: to hand over what was gathered, which takes longer than any frame. */
const HANDING_OVER = 'Receive mojo message';

/** Milliseconds of the longest of the page's tasks while `act` ran, in the main thread's own time. */
export async function longestTask(browser: Browser, page: Page, act: () => Promise<void>): Promise<number> {
  const events = ofMainThread(await trace(browser, page, [...TASKS, 'devtools.timeline'], act));
  const pages = events.filter(({ name }) => name !== TASK && name !== HANDING_OVER && !TURNS.includes(name));
  const tasks = tasksOf(events).filter((task) => pages.some(({ ts }) => within(task, ts)));
  if (tasks.length === 0) throw new Error('The trace has no task of the page');
  return Math.max(...tasks.map(({ tdur }) => tdur)) / 1000;
}

/**
 * What the extension's code did on the page's main thread while `act` ran: what a trace event names its address for
 * (compiling, running, timers, observers), with all that the browser does within it. Code after an `await` runs with
 * nothing but its turn of microtasks in the trace, and others' code with it: of such a turn counts the share in which
 * the profiler, looking every millisecond, saw one of our functions. That leaves out what is shorter, which a run
 * without the extension tells.
 */
export async function traceMainThread(
  browser: Browser,
  page: Page,
  origin: string,
  act: () => Promise<void>,
): Promise<OwnCode> {
  const traceEvents = await trace(browser, page, [...TASKS, ...CODE], act);
  const events = ofMainThread(traceEvents);
  const tasks = tasksOf(events);
  const named = events.filter(({ args }) => args?.data?.url?.startsWith(origin));
  const samples = samplesOf(traceEvents, events[0]!, origin);
  const turns = outermost(events.filter(({ name }) => TURNS.includes(name))).map((turn): Span => {
    const seen = samples.filter(({ at }) => within(turn, at));
    const share = seen.filter(({ own }) => own).length / Math.max(1, seen.length);
    const calls = outermost(named.filter(({ ts }) => within(turn, ts)));
    return { ...turn, tdur: Math.max(turn.tdur * share, sum(calls) * 1000) };
  });
  const outside = named.filter(({ ts }) => !turns.some((turn) => within(turn, ts)));
  const own = outermost([...outside, ...turns]);
  const parts = tasks.map((task) => sum(own.filter(({ ts }) => within(task, ts))));
  return {
    own: parts.reduce((total, part) => total + part, 0),
    longestOwn: Math.max(...parts),
    scripts: [...new Set(named.map(({ args }) => args?.data?.url ?? ''))],
  };
}

const TASK = 'ThreadControllerImpl::RunTask';
/** Turns of microtasks, as Chromium has named them. */
const TURNS = ['RunMicrotasks', 'BlinkScheduler_PerformMicrotaskCheckpoint'];

async function trace(
  browser: Browser,
  page: Page,
  categories: string[],
  act: () => Promise<void>,
): Promise<TraceEvent[]> {
  await browser.startTracing(page, { categories });
  await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: TraceEvent[];
  };
  return traceEvents;
}

/** Each with its turn of microtasks, which Chromium runs right behind it. */
function tasksOf(events: readonly TraceEvent[]): Span[] {
  const tasks = outermost(events.filter(({ name }) => name === TASK));
  if (tasks.length === 0) throw new Error('The trace has no tasks: this Chromium names them differently');
  const begins = new Set(tasks.map(({ ts }) => ts));
  const spans: Span[] = [];
  for (const span of outermost(events.filter(({ name }) => name === TASK || TURNS.includes(name)))) {
    const last = spans.at(-1);
    if (!last || begins.has(span.ts)) spans.push(span);
    else {
      last.dur = span.ts + span.dur - last.ts;
      last.tdur += span.tdur;
    }
  }
  return spans;
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
function outermost(events: readonly Pick<TraceEvent, 'ts' | 'dur' | 'tdur'>[]): Span[] {
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

/** A moment at which the profiler looked, and whether a function of the extension's was on the stack. */
interface Sample {
  at: number;
  own: boolean;
}

function samplesOf(events: readonly TraceEvent[], thread: TraceEvent, origin: string): Sample[] {
  const seen: Sample[] = [];
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
        seen.push({ at, own: own.has(sample) });
      });
    }
  }
  return seen;
}
