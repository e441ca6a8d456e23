// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { GroupSnapshot } from '../../../utils/apply/group-snapshot.ts';
import { isNewer, VERSION } from '../../../utils/gate/version.ts';
import { job, snapshot } from './fixture.ts';
import { names, open, rowOf, working } from './open-panel.tsx';

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

function gateOf(program?: string): GroupSnapshot {
  const group = snapshot();
  const { program: _, ...enrolment } = group.enrolment!;
  return { ...group, enrolment: { ...enrolment, ...(program && { program }) } };
}
const FILES = [
  { path: '.gitlab-ci.yml', kept: true, text: { before: 'a: 1\nours: 2\n', after: 'a: 1\n' } },
  { path: 'mr-gate.mjs', kept: false, text: null },
  { path: 'README.md', kept: false, text: { before: '# Old\n', after: '# New\n' } },
];

test.each([
  ['0.1.0', '0.0.9', true],
  ['0.10.0', '0.9.9', true],
  ['1.0.0', '1.0.0', false],
  ['0.9.9', '0.10.0', false],
])('%s after %s: %s', (a, b, newer) => {
  expect(isNewer(a, b)).toBe(newer);
});

test('offers an update of an older gate: what changes, what stays, then the set-up', async () => {
  const services = working(gateOf('0.0.9'), {
    'update.look': () => ({ files: FILES }),
    'setup.start': () => job({ kind: 'setup', repos: [] }),
  });
  open(services);
  await rowOf('shop/checkout');
  screen.getByText(`An update for the gate: MR Gate ${VERSION}`);
  screen.getByText(/It runs MR Gate 0\.0\.9/);
  fireEvent.click(screen.getByRole('button', { name: 'See what changes' }));
  const dialog = await screen.findByTestId('update-dialog');
  const readme = await within(dialog).findByRole('region', { name: 'Change to README.md' });
  expect(readme.textContent).toContain('- # Old');
  expect(readme.textContent).toContain('+ # New');
  within(dialog).getByText('Somebody changed this file by hand: it stays as it is');
  expect(names(services)).not.toContain('setup.start');
  fireEvent.click(within(dialog).getByRole('button', { name: 'Update' }));
  await waitFor(() => expect(names(services)).toContain('setup.start'));
});

test('says nothing where the gate is of this version, and does not go back from a newer one', async () => {
  open(working(gateOf(VERSION)));
  await rowOf('shop/checkout');
  expect(screen.queryByText(/An update for the gate/)).toBeNull();
  cleanup();
  open(working(gateOf('99.0.0')));
  await rowOf('shop/checkout');
  screen.getByText(`The gate is of MR Gate 99.0.0, this extension is ${VERSION}`);
  expect(screen.queryByRole('button', { name: 'See what changes' })).toBeNull();
});

test('leaves an update to those whose token may write', async () => {
  const group = gateOf('0.0.9');
  open(working({ ...group, connection: { ...group.connection, access: 'read_only' } }));
  await rowOf('shop/checkout');
  expect(screen.getByRole('button', { name: /See what changes/ }).getAttribute('aria-disabled')).toBe('true');
});
