import type { JobSnapshot } from '../../../utils/apply/job-types.ts';
import { type ApplyService, createApplyService } from '../../../utils/apply/service.ts';
import type { Connection } from '../../../utils/connection.ts';
import { createClient } from '../../../utils/gitlab/client.ts';
import { HostQueue } from '../../../utils/gitlab/queue.ts';
import { createTransport } from '../../../utils/gitlab/transport.ts';
import { inEnglish } from '../../support/english.ts';

/** Where a worker dies: before or after its nth request or storage write. */
export interface Death {
  at: number;
  when: 'before' | 'after';
}

/** What outlives workers. */
export class Browser {
  readonly stored = new Map<string, string>();
  alarm = 0;
  /** Asked before each write: what the browser throws instead of taking it. */
  refuses: (key: string, bytes: number) => Error | null = () => null;
  clock = Date.parse('2026-03-01T10:00:00Z');
  uuid = nextUuid;

  /** Bytes in it, as browsers count them: keys, and values as JSON. */
  used(): number {
    return [...this.stored].reduce((sum, [key, text]) => sum + key.length + text.length, 0);
  }
}

let uuids = 0;
/** No two browsers have the same. */
function nextUuid(): string {
  uuids += 1;
  return `00000000-0000-4000-8000-${String(uuids).padStart(12, '0')}`;
}

export interface Person {
  id: number;
  username: string;
  token: string;
  access?: 'full' | 'read_only';
}

export interface Worker {
  service: ApplyService;
  /** Resolves when it dies. */
  died: Promise<void>;
  dead(): boolean;
  /** How many points it passed where it could have died. */
  points(): number;
  /** Each of these points, for a message of a failed test. */
  log: string[];
}

export interface WorkerOptions {
  browser: Browser;
  baseUrl: string;
  fetch: typeof fetch;
  person: Person;
  death?: Death | undefined;
  gateToken?: () => string | null;
  identify?: (baseUrl: string, token: string) => Promise<{ id: number; username: string }>;
}

/**
 * A worker that dies as an MV3 worker does: all at once, between any two things it does, and nothing it awaits ever
 * comes back. What it sent before that has been done.
 */
export function startWorker(options: WorkerOptions): Worker {
  const { browser, baseUrl, person, death } = options;
  let points = 0;
  let dead = false;
  let die: () => void = () => {};
  const log: string[] = [];
  const died = new Promise<void>((resolve) => {
    die = () => {
      dead = true;
      resolve();
    };
  });
  const never = new Promise<never>(() => {});

  async function mortal<T>(what: string, action: () => Promise<T>): Promise<T> {
    if (dead) return never;
    const point = points++;
    log.push(what);
    if (death?.at === point && death.when === 'before') die();
    if (dead) return never;
    const result = await action();
    if (death?.at === point && death.when === 'after') die();
    return dead ? never : result;
  }

  const transport = createTransport({
    baseUrl,
    token: person.token,
    queue: new HostQueue(),
    now: () => browser.clock,
    sleep: async (ms) => {
      browser.clock += ms;
    },
    fetch: (input, init) =>
      mortal(`${init?.method} ${String(input).replace(/.*api\/v4/, '')}`, () => options.fetch(input, init)),
  });
  const connection: Connection = {
    baseUrl,
    user: { id: person.id, username: person.username, name: person.username, kind: 'person' },
    scopes: ['api'],
    access: person.access ?? 'full',
    expiresAt: null,
    version: '18.4.0',
    checkedAt: '2026-03-01T10:00:00Z',
  };
  const service = createApplyService({
    client: async () => createClient(transport),
    connection: async () => connection,
    takeGateToken: async () => options.gateToken?.() ?? null,
    ...(options.identify && { identify: options.identify }),
    storage: {
      get: async (key) => {
        if (dead) return never;
        const text = browser.stored.get(key);
        return text === undefined ? undefined : JSON.parse(text);
      },
      set: (key, value) => {
        const text = JSON.stringify(value);
        return mortal(`set ${key}`, async () => {
          const refusal = browser.refuses(key, key.length + text.length);
          if (refusal) throw refusal;
          browser.stored.set(key, text);
        });
      },
      remove: (key) => mortal(`remove ${key}`, async () => void browser.stored.delete(key)),
      keys: async () => (dead ? never : [...browser.stored.keys()]),
    },
    setAlarm: (when) => {
      if (!dead) browser.alarm = when;
    },
    now: () => browser.clock,
    uuid: browser.uuid,
    gateProgram: async () => 'console.log("mr-gate.mjs")',
    sleep: async (ms) => {
      if (dead) return never;
      browser.clock += ms;
    },
  });
  return { service, died, dead: () => dead, points: () => points, log };
}

/** Runs the event loop until the group's latest job has ended, or the worker is dead. Fires the alarm of a pause. */
export async function untilEnded(
  worker: Worker,
  browser: Browser,
  baseUrl: string,
): Promise<JobSnapshot | null> {
  for (let turn = 0; turn < 20_000; turn++) {
    const job = await Promise.race([worker.service.latestJob(baseUrl, 'acme'), worker.died.then(() => null)]);
    if (worker.dead()) return null;
    if (!job) return null;
    if (job.state === 'waiting') {
      browser.clock = Math.max(browser.clock, browser.alarm);
      await Promise.race([worker.service.resumeAll(), worker.died]);
    } else if (job.state !== 'running' && job.state !== 'stopping') {
      // What comes after the end (pruning) is done too.
      for (let more = 0; more < 20; more++) await new Promise(setImmediate);
      return inEnglish(job);
    }
    await new Promise(setImmediate);
  }
  throw new Error(`The job did not end. Last: ${worker.log.slice(-5).join(' | ')}`);
}
