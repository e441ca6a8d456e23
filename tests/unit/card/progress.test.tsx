// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/preact';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Progress } from '../../../components/card/progress.tsx';
import { cardState } from '../../../utils/card/card-state.ts';
import { fakeGitLab } from './fake-gitlab.ts';
import { NOW, PLACE, reading, status, verdict } from './fixtures.ts';

vi.mock('../../../utils/message-client.ts', () => ({ send: vi.fn(async () => null) }));

const GATE = '/projects/acme/mr-gate/pipelines';
const running = cardState(reading(verdict(), { statuses: [status({ status: 'running' })] }), NOW);
const child = { name: 'merge-request', downstream_pipeline: { id: 89, project_id: 900 } };
let gitlab: ReturnType<typeof fakeGitLab>;

beforeEach(() => {
  vi.useFakeTimers();
  gitlab = fakeGitLab(verdict());
  vi.stubGlobal('fetch', gitlab.fetch);
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** What GitLab says of the gate's jobs from now on. */
function answer(jobs: Record<string, string>, inChild?: Record<string, string>): void {
  const list = (of: Record<string, string>) => Object.entries(of).map(([name, at]) => ({ name, status: at }));
  gitlab.answers[`${GATE}/88/jobs`] = { body: list(jobs) };
  gitlab.answers[`${GATE}/88/bridges`] = { body: inChild ? [child] : [] };
  gitlab.answers[`${GATE}/89/jobs`] = { body: list(inChild ?? {}) };
}
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const show = () => render(<Progress state={running} place={PLACE} />);
const steps = () => screen.queryAllByRole('listitem').map((item) => item.textContent);

it('lists the steps of a gate that runs, with a turning sign at what runs, and looks again', async () => {
  answer({ prepare: 'running' });
  const { container } = show();
  expect(screen.queryByRole('list')).toBeNull();
  await pass(100);
  expect(screen.getByRole('list', { name: 'Progress' })).toBeTruthy();
  expect(steps()).toEqual(['Reading the merge requestRunning', 'VerdictWaiting']);

  answer(
    { prepare: 'success' },
    { secret_detection: 'success', sast: 'running', iac: 'failed', gate: 'created' },
  );
  await pass(5_000);
  expect(steps()).toEqual([
    'Reading the merge requestDone',
    'Secret detectionDone',
    'SASTRunning',
    'Infrastructure as CodeFailed',
    'VerdictWaiting',
  ]);
  const turning = [...container.querySelectorAll('li')].filter((item) => item.querySelector('.mrg-spinner'));
  expect(turning.map((item) => item.textContent)).toEqual(['SASTRunning']);
  expect(container.querySelectorAll('li svg')).toHaveLength(4);
});

it('keeps what it knows while GitLab is away, and asks nothing once it is gone', async () => {
  answer({ prepare: 'running' });
  const { unmount } = show();
  await pass(100);
  gitlab.answers[`${GATE}/88/jobs`] = { status: 502 };
  await pass(5_000);
  expect(steps()).toEqual(['Reading the merge requestRunning', 'VerdictWaiting']);
  answer({ prepare: 'failed' });
  await pass(5_000);
  expect(steps()).toEqual(['Reading the merge requestFailed', 'VerdictWaiting']);
  unmount();
  const asked = gitlab.calls.length;
  await pass(20_000);
  expect(gitlab.calls).toHaveLength(asked);
});

it('is nothing, and is not asked for again, where this session may not see it', async () => {
  const { container } = show();
  await pass(20_000);
  expect(container.innerHTML).toBe('');
  expect(gitlab.calls).toHaveLength(2);
});

it('asks nothing while nobody looks at the tab', async () => {
  answer({ prepare: 'running' });
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  show();
  await pass(5_000);
  expect(gitlab.calls).toEqual([]);
  hidden.mockRestore();
  await pass(6_000);
  expect(steps()).toHaveLength(2);
});
