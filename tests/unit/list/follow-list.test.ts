import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SessionError } from '../../../utils/card/session-api.ts';
import { readList } from '../../../utils/list/follow-list.ts';
import { text } from '../../../utils/texts/text.ts';

const ROWS = [
  { projectPath: 'acme/a', iid: 1 },
  { projectPath: 'acme/a', iid: 2 },
];
const answer = (...states: [string, string | null][]) => ({
  data: {
    p0: {
      mergeRequests: {
        nodes: states.map(([iid, status]) => ({
          iid,
          headPipeline: { jobs: { nodes: status ? [{ name: 'MR Gate', status }] : [] } },
        })),
      },
    },
  },
});

function setUp(...answers: unknown[]) {
  const graphql = vi.fn(async () => {
    const next = answers.shift();
    if (next instanceof Error) throw next;
    return next;
  });
  const onChange = vi.fn();
  const controller = new AbortController();
  const document = Object.assign(new EventTarget(), { hidden: false });
  const reader = readList({
    api: { graphql } as never,
    onChange,
    signal: controller.signal,
    document: document as never,
  });
  return { graphql, onChange, reader, controller, document };
}

describe('the states of a list', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('are asked for once, all together, and known from then on', async () => {
    const { graphql, onChange, reader } = setUp(answer(['1', 'SUCCESS'], ['2', null]));
    reader.want(ROWS.slice(0, 1));
    reader.want(ROWS);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(graphql).toHaveBeenCalledTimes(1);
    expect(onChange).toHaveBeenCalledTimes(1);
    expect(reader.badge('acme/a!1')).toEqual({ tone: 'success', text: text('list.passed') });
    expect(reader.badge('acme/a!2')).toBeNull();
    expect(reader.badge('acme/b!1')).toBeUndefined();
    reader.want(ROWS);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(graphql).toHaveBeenCalledTimes(1);
  });

  it('are asked for again however often the list is drawn meanwhile', async () => {
    const { graphql, reader } = setUp(answer(['1', 'RUNNING'], ['2', null]), answer(['1', 'SUCCESS']));
    for (let second = 0; second < 25; second++) {
      reader.want(ROWS);
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(graphql).toHaveBeenCalledTimes(2);
    expect(reader.badge('acme/a!1')).toEqual({ tone: 'success', text: text('list.passed') });
  });

  it('of rows that come later are asked for soon, however often the list is drawn meanwhile', async () => {
    const { graphql, reader } = setUp(answer(['1', 'SUCCESS']), answer(['2', 'FAILED']));
    reader.want(ROWS.slice(0, 1));
    await vi.advanceTimersByTimeAsync(1_000);
    for (let time = 0; time < 10; time++) {
      reader.want(ROWS);
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(graphql).toHaveBeenCalledTimes(2);
    expect(reader.badge('acme/a!2')).toEqual({ tone: 'danger', text: text('list.failed') });
  });

  it('are shown as they come: an answer waits for no other', async () => {
    const never = new Promise<never>(() => {});
    const { onChange, reader } = setUp(answer(['1', 'SUCCESS']), never);
    const projects = Array.from({ length: 17 }, (_, at) => ({ projectPath: `acme/${at}`, iid: 1 }));
    reader.want(projects);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(onChange).toHaveBeenCalledTimes(1);
    expect(reader.badge('acme/0!1')).toEqual({ tone: 'success', text: text('list.passed') });
    expect(reader.badge('acme/16!1')).toBeUndefined();
  });

  it('are asked for again while a gate works', async () => {
    const { graphql, reader } = setUp(answer(['1', 'PENDING']), answer(['1', 'FAILED']));
    reader.want(ROWS.slice(0, 1));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(reader.badge('acme/a!1')).toEqual({ tone: 'info', text: text('list.running') });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(reader.badge('acme/a!1')).toEqual({ tone: 'danger', text: text('list.failed') });
    expect(graphql).toHaveBeenCalledTimes(2);
  });

  it('that could not be read stay unknown, and are asked for again at leisure', async () => {
    const { graphql, reader } = setUp(new SessionError('rate_limited'), answer(['1', 'SUCCESS']));
    reader.want(ROWS.slice(0, 1));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(graphql).toHaveBeenCalledTimes(1);
    expect(reader.badge('acme/a!1')).toBeUndefined();
    expect(reader.problem).toBe('rate_limited');
    await vi.advanceTimersByTimeAsync(15_000);
    expect(reader.badge('acme/a!1')).toEqual({ tone: 'success', text: text('list.passed') });
    expect(reader.problem).toBeNull();
  });

  it('are not asked for in a tab that nobody looks at, nor after the end', async () => {
    const { graphql, reader, controller, document } = setUp(answer(['1', 'SUCCESS']));
    document.hidden = true;
    reader.want(ROWS);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(graphql).not.toHaveBeenCalled();
    controller.abort();
    document.hidden = false;
    reader.want(ROWS);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(graphql).not.toHaveBeenCalled();
  });
});
