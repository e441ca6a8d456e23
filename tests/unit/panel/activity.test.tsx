// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SessionError } from '../../../utils/card/session-api.ts';
import type { GroupActivity } from '../../../utils/list/group-activity.ts';
import { BASE, NO_ACTIVITY, snapshot } from './fixture.ts';
import { open, rowOf, working } from './open-panel.tsx';

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const blocked = Array.from({ length: 12 }, (_, at) => ({
  reference: `acme/shop/checkout!${at + 1}`,
  title: at === 0 ? '<b>Bold</b> change' : `Change ${at + 1}`,
  webUrl: at === 1 ? 'javascript:alert(1)' : `${BASE}/acme/shop/checkout/-/merge_requests/${at + 1}`,
}));
const BUSY: GroupActivity = {
  ...NO_ACTIVITY,
  blocked,
  open: 40,
  days: NO_ACTIVITY.days.map((day, at) => ({ ...day, blocked: at, passed: at * 3 })),
};
const show = (activity: () => Promise<GroupActivity>) => open(working(snapshot(), {}, { activity }));
const section = () => screen.findByRole('region', { name: 'Merge requests of this group' });

test('says how many merge requests are blocked now, names the first, and leads to all', async () => {
  show(async () => BUSY);
  const summary = await screen.findByText('12 merge requests blocked now');
  const now = within(await section());
  const first = now.getByRole('link', { name: '<b>Bold</b> change', hidden: true });
  expect(first.getAttribute('href')).toBe(`${BASE}/acme/shop/checkout/-/merge_requests/1`);
  expect(now.getByText('Change 2').tagName).not.toBe('A');
  expect(now.queryByText('Change 11')).toBeNull();
  expect(now.getByText('2 more in GitLab’s list.')).toBeTruthy();
  expect(now.getByRole('link', { name: 'All open merge requests' }).getAttribute('href')).toBe(
    `${BASE}/groups/acme/-/merge_requests?state=opened&sort=updated_desc`,
  );
  expect(summary.closest('details')?.open).toBe(false);
});

test('the trend is bars for the eye, and whole sentences for everybody else', async () => {
  show(async () => BUSY);
  const chart = await screen.findByRole('img', { name: /^Verdicts per day\./ });
  expect(chart.getAttribute('aria-label')).toContain('Monday: 6 blocked, 18 passed.');
  expect(chart.getAttribute('aria-label')).toContain('Tuesday: 0 blocked, 0 passed.');
  const heights = [...chart.querySelectorAll<HTMLElement>('.mrg-trend__bar--blocked')].map((bar) =>
    Number.parseInt(bar.style.height, 10),
  );
  expect(heights).toEqual(heights.toSorted((a, b) => a - b));
  expect(heights[0]).toBe(0);
  expect(heights[1]).toBeGreaterThan(0);
  expect(screen.getByText('21 blocked')).toBeTruthy();
  expect(screen.getByText('63 passed')).toBeTruthy();
});

test('a part says that it is a part; nothing says that there is nothing', async () => {
  show(async () => ({ ...BUSY, open: 500, partial: true }));
  expect(await screen.findByText(/^Of the 500 open merge requests updated last/)).toBeTruthy();
  expect(screen.getByText('newest verdicts of the last 7 days, not all read')).toBeTruthy();
  cleanup();
  show(async () => NO_ACTIVITY);
  expect(await screen.findByText('No merge request is blocked now')).toBeTruthy();
  expect(screen.getByText('The gate gave no verdict in the last 7 days.')).toBeTruthy();
});

test('what cannot be read says why, and can be tried again; the repositories do not wait for it', async () => {
  let tries = 0;
  show(async () => {
    tries += 1;
    if (tries === 1) throw new SessionError('server', 502);
    return BUSY;
  });
  expect(await screen.findByText(/could not be read/)).toBeTruthy();
  expect(await rowOf('shop/checkout')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('12 merge requests blocked now')).toBeTruthy();
  cleanup();
  show(() => Promise.reject(new SessionError('signed_out', 401)));
  expect(await screen.findByText(/^Sign in to GitLab in this tab/)).toBeTruthy();
  cleanup();
  show(() => new Promise(() => {}));
  expect((await section()).getAttribute('data-state')).toBe('loading');
  expect(await rowOf('shop/checkout')).toBeTruthy();
});
