import { HostQueue } from '../../../utils/gitlab/queue.ts';
import {
  createTransport,
  type RequestRecord,
  type Transport,
  type TransportOptions,
} from '../../../utils/gitlab/transport.ts';

export const TOKEN = 'glpat-s3cr3t/T0ken+with=signs';

export interface Call {
  url: string;
  init: RequestInit;
}
type Answer = Response | Error | ((call: Call) => Response | Promise<Response>);

/** A transport over a scripted `fetch`: answers in order, the last one for ever. Time passes by sleeping alone. */
export function fakeTransport(answers: Answer[], options: Partial<TransportOptions> = {}) {
  const calls: Call[] = [];
  const log: RequestRecord[] = [];
  const slept: number[] = [];
  let time = 1_000_000;
  const queue = options.queue ?? new HostQueue();
  const transport: Transport = createTransport({
    baseUrl: 'https://gitlab.example/gitlab',
    token: TOKEN,
    queue,
    random: () => 0.5,
    now: () => time,
    sleep: async (ms) => {
      slept.push(ms);
      time += ms;
    },
    onRequest: (record) => log.push(record),
    fetch: (async (url: string, init: RequestInit) => {
      const call = { url, init };
      const answer = answers[Math.min(calls.length, answers.length - 1)];
      calls.push(call);
      if (answer instanceof Error) throw answer;
      return typeof answer === 'function' ? answer(call) : answer!.clone();
    }) as typeof fetch,
    ...options,
  });
  return { transport, calls, log, slept, queue, pass: (ms: number) => (time += ms), now: () => time };
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(status === 204 ? null : JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });
}
