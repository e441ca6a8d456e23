// @vitest-environment happy-dom
import { act, cleanup, screen } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { JobSnapshot, StepState } from '../../../utils/apply/job-types.ts';
import { job, snapshot } from './fixture.ts';
import { open, working } from './open-panel.tsx';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

/** A job over 100 repositories, of which so many are done. */
function at(done: number, over: Partial<JobSnapshot> = {}): JobSnapshot {
  return job({
    repos: Array.from({ length: 100 }, (_, index) => {
      const state: StepState = index < done ? 'done' : 'queued';
      return { project: index + 1, path: `acme/r${index}`, webUrl: '', state };
    }),
    ...over,
  });
}

const pass = (ms: number) =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(ms);
  });

/** The open panel, and all that a screen reader was told, in order. */
async function listen() {
  const services = working(snapshot());
  open(services);
  await pass(500);
  const region = screen.getByTestId('job-announcer');
  expect(region.getAttribute('role')).toBe('status');
  const told: string[] = [];
  const push = async (pushed: JobSnapshot, afterMs = 100) => {
    await pass(afterMs);
    await act(() => services.push(pushed));
    await pass(0);
    const now = [...region.querySelectorAll('p')].map((line) => line.textContent).join(' ');
    if (now !== (told.at(-1) ?? '')) told.push(now);
  };
  return { told, push };
}

test('a job tells that it begins and ends at once, and how far it is now and then', async () => {
  const { told, push } = await listen();
  for (let done = 0; done < 100; done++) await push(at(done), 200);
  await push(at(100, { state: 'done' }));
  expect(told[0]).toMatch(/^Applying to 100 repositories 0 of 100 done, 0 failed\.$/);
  expect(told.at(-1)).toMatch(/^Applied to 100 repositories /);
  // 20 seconds of work, 100 steps: one word in between.
  expect(told).toHaveLength(3);
  expect(told[1]).toMatch(/7\d of 100 done/);
});

test('a wait and a failure are told at once', async () => {
  const { told, push } = await listen();
  await push(at(1));
  await push(at(1, { state: 'waiting' }));
  await push(at(1, { state: 'failed' }));
  expect(told.map((text) => text.replace(/^.*repositories /, ''))).toEqual([
    '1 of 100 done, 0 failed.',
    expect.stringMatching(/^Waiting/),
    expect.stringMatching(/1 done/),
  ]);
});

test('a job that had ended before the panel was opened is no news, and the next one is', async () => {
  const { told, push } = await listen();
  await push(at(100, { state: 'done' }));
  expect(told).toEqual([]);
  await push(at(0, { id: 'job-2' }));
  expect(told).toHaveLength(1);
});
