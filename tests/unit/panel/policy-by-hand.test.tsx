// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PolicyByHand } from '../../../utils/apply/history-types.ts';
import { BASE, snapshot } from './fixture.ts';
import { lastSent, open, rowOf, working } from './open-panel.tsx';

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const entry: PolicyByHand['applied'] = {
  commit: 'a'.repeat(40),
  title: 'Softer',
  kind: 'by_hand',
  author: 'Max Muster',
  by: null,
  at: '2026-03-01T10:00:00Z',
  webUrl: `${BASE}/acme/mr-gate/-/commit/aaaaaaaa`,
  jobId: null,
  undoable: false,
};
const FOUND: PolicyByHand = {
  since: [entry],
  applied: { ...entry, commit: 'b'.repeat(40), kind: 'apply', jobId: 'job-1' },
  before: 'version: 1\n',
  policyChanges: [{ field: 'Fails on', before: 'High', after: 'Critical' }],
  repos: [{ project: 11, path: 'acme/shop', changes: [{ field: 'Reason', before: 'none', after: 'Old' }] }],
};

test('a policy that was edited by hand is told, with both ways on', async () => {
  const services = working(snapshot(), { 'policy.byHand': () => FOUND });
  open(services);
  const notice = within(await screen.findByTestId('policy-by-hand'));
  notice.getByText(/Max Muster/);
  notice.getByRole('link', { name: 'Softer' });
  notice.getByRole('row', { name: 'Fails on High Critical' });
  notice.getByRole('row', { name: 'Reason none Old' });

  fireEvent.click(notice.getByTestId('accept-policy'));
  await waitFor(() =>
    expect(lastSent(services, 'plan.make')).toMatchObject({ wanted: { mode: 'accept_policy' } }),
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
  fireEvent.click(notice.getByTestId('put-policy-back'));
  await waitFor(() =>
    expect(lastSent(services, 'plan.make')).toMatchObject({ wanted: { mode: 'import', text: FOUND.before } }),
  );
});

test('nothing is said of one that is as the last apply left it', async () => {
  open(working(snapshot(), { 'policy.byHand': () => null }));
  await rowOf('shop/checkout');
  expect(screen.queryByTestId('policy-by-hand')).toBeNull();
});
