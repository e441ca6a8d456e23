// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { JobSnapshot } from '../../../utils/apply/job-types.ts';
import { RequestFailed } from '../../../utils/message-client.ts';
import { BASE, fakeServices, job, POLICY, planOf, repo, snapshot } from './fixture.ts';
import { lastSent, names, open, rowOf, working } from './open-panel.tsx';

beforeEach(() => {
  // The page behind has no layout here: give the scrolling area a height, as a browser would.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

test('shows every repository with its state, where its settings come from, and why it cannot be gated', async () => {
  open(working(snapshot()));
  expect(within(await rowOf('shop/checkout')).getByText('Group default')).toBeTruthy();
  const exception = await rowOf('shop/storefront');
  expect(within(exception).getByText('Exception until 31 March 2027, anna: Replaced soon')).toBeTruthy();
  expect(within(exception).getByText('Critical')).toBeTruthy();
  const archived = await rowOf('platform/legacy');
  expect(within(archived).getByText('Archived: nothing can be merged into it.')).toBeTruthy();
  expect(within(archived).getByRole<HTMLInputElement>('checkbox').disabled).toBe(true);
});

test('from selection over plan to apply: what is sent is what was chosen', async () => {
  const services = working(snapshot());
  open(services);
  fireEvent.click(within(await rowOf('shop/backend/payments')).getByRole('checkbox'));
  fireEvent.click(within(await rowOf('platform/gateway')).getByRole('checkbox'));
  fireEvent.click(await screen.findByRole('button', { name: /^Configure Scans 2/ }));
  const dialog = await screen.findByRole('dialog', { name: 'Configure scans for 2 repositories' });
  fireEvent.click(within(dialog).getByRole('radio', { name: /Change the group default/ }));
  expect(
    await within(dialog).findByText(
      'Choose the severity level for failure and the scans you want to execute.',
    ),
  ).toBeTruthy();
  fireEvent.click(within(dialog).getByRole('radio', { name: 'Medium and above' }));
  fireEvent.submit(
    within(dialog).getByRole('radio', { name: 'Medium and above' }).closest('form') as HTMLFormElement,
  );
  const apply = await screen.findByRole('button', { name: 'Apply to 2 repositories' });
  expect(names(services)).not.toContain('apply.start');
  fireEvent.click(apply);
  expect(await screen.findByText('Applying to 1 repository')).toBeTruthy();
  expect(services.sent.find((message) => message.name === 'plan.make')?.params).toEqual({
    groupPath: 'acme',
    wanted: {
      mode: 'set_default',
      projects: [13, 14],
      settings: { failOn: 'medium', scans: ['secret_detection'], perScan: {}, drafts: true },
    },
  });
  expect(lastSent(services, 'apply.start')).toEqual({ planId: 'plan-1' });
});

test('a plan says how many open merge requests the gate will look at, and does not wait for it', async () => {
  let tell: (open: { count: number; more: boolean }) => void = () => {};
  const services = working(snapshot(), {
    'plan.countOpen': () =>
      new Promise((resolve) => {
        tell = resolve;
      }),
  });
  open(services);
  fireEvent.click(within(await rowOf('shop/backend/payments')).getByRole('checkbox'));
  fireEvent.click(await screen.findByRole('button', { name: /^Configure Scans 1/ }));
  fireEvent.submit((await screen.findByTestId('configure-dialog')).querySelector('form') as HTMLFormElement);
  await screen.findByRole('button', { name: 'Apply to 1 repository' });
  expect(screen.queryByTestId('plan-open')).toBeNull();
  await waitFor(() => expect(names(services)).toContain('plan.countOpen'));
  tell({ count: 63, more: false });
  expect((await screen.findByTestId('plan-open')).textContent).toBe(
    'The gate then looks at 63 open merge requests',
  );
  expect(lastSent(services, 'plan.countOpen')).toEqual({ planId: 'plan-1' });
});

test('a click that no person made applies nothing and sets nothing up', async () => {
  const group = snapshot();
  const services = working(group, {}, { isTrusted: (event: Event) => event.isTrusted });
  open(services);
  fireEvent.click(within(await rowOf('shop/backend/payments')).getByRole('checkbox'));
  fireEvent.click(await screen.findByRole('button', { name: /^Configure Scans 1/ }));
  fireEvent.submit((await screen.findByTestId('configure-dialog')).querySelector('form') as HTMLFormElement);
  fireEvent.click(await screen.findByRole('button', { name: 'Apply to 1 repository' }));
  expect(names(services)).not.toContain('apply.start');
  cleanup();

  const first = working(
    snapshot({ gateProject: null, policy: null, enrolment: null }),
    {},
    { isTrusted: (event: Event) => event.isTrusted },
  );
  open(first);
  fireEvent.click(await screen.findByRole('button', { name: 'Set up MR Gate in acme' }));
  expect(names(first)).not.toContain('setup.start');
});

test('a scan says what it takes when it is chosen', async () => {
  open(working(snapshot({ policy: { ok: true, policy: { ...POLICY, default: null }, commit: 'a' } })));
  fireEvent.click(await screen.findByTestId('select-all'));
  fireEvent.click(await screen.findByRole('button', { name: /^Configure Scans \d/ }));
  const sast = await screen.findByRole<HTMLInputElement>('checkbox', { name: /SAST/ });
  expect(sast.checked).toBe(false);
  const hint = () => document.getElementById(sast.getAttribute('aria-describedby') ?? '')?.textContent;
  expect(hint()).toBe('Vulnerable patterns in the source code');
  fireEvent.click(sast);
  await waitFor(() => expect(hint()).toMatch(/Takes a runner with containers/));
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: /Secret detection/ }).checked).toBe(true);
  expect(screen.getByRole<HTMLInputElement>('radio', { name: /Use the group default/ }).disabled).toBe(true);
});

test('an exception without a reason is not planned', async () => {
  const services = working(snapshot());
  open(services);
  fireEvent.click(within(await rowOf('shop/backend/payments')).getByRole('checkbox'));
  fireEvent.click(await screen.findByRole('button', { name: /^Configure Scans 1/ }));
  fireEvent.click(await screen.findByRole('radio', { name: /Make an exception/ }));
  const dialog = screen.getByTestId('configure-dialog');
  fireEvent.submit(dialog.querySelector('form') as HTMLFormElement);
  expect(await within(dialog).findByText(/Say why/)).toBeTruthy();
  expect(names(services)).not.toContain('plan.make');
  fireEvent.input(within(dialog).getByLabelText('Reason'), { target: { value: 'A test' } });
  fireEvent.submit(dialog.querySelector('form') as HTMLFormElement);
  expect(await screen.findByRole('dialog', { name: 'Review plan' })).toBeTruthy();
});

test('a plan without a change says so and offers no apply', async () => {
  const group = snapshot();
  open(
    working(group, {
      'plan.make': ({ wanted }) =>
        planOf(group, wanted, {
          policyText: null,
          counts: { enrol: 0, change: 0, restore: 0, remove: 0, unchanged: 1, excluded: 0 },
        }),
    }),
  );
  fireEvent.click(within(await rowOf('shop/checkout')).getByRole('checkbox'));
  fireEvent.click(await screen.findByRole('button', { name: /^Configure Scans 1/ }));
  fireEvent.submit((await screen.findByTestId('configure-dialog')).querySelector('form') as HTMLFormElement);
  expect(await screen.findByText('There is nothing to change')).toBeTruthy();
  expect(screen.queryByTestId('apply')).toBe(null);
});

test('the plan shows the change to the policy file and whom else it reaches', async () => {
  const group = snapshot();
  open(working(group, { 'plan.make': ({ wanted }) => planOf(group, wanted, { alsoAffected: 3 }) }));
  fireEvent.click(within(await rowOf('shop/checkout')).getByRole('checkbox'));
  fireEvent.click(await screen.findByRole('button', { name: /^Configure Scans 1/ }));
  fireEvent.submit((await screen.findByTestId('configure-dialog')).querySelector('form') as HTMLFormElement);
  const plan = await screen.findByTestId('plan-dialog');
  expect(within(plan).getByText('3 more repositories will be gated differently')).toBeTruthy();
  expect(plan.querySelector('.mrg-diff__line--removed')?.textContent?.trim()).toBe('-   fail_on: high');
  expect(plan.querySelector('.mrg-diff__line--added')?.textContent?.trim()).toBe('+   fail_on: medium');
});

test('an error while planning stays in the dialog, with what to do', async () => {
  open(
    working(snapshot(), {
      'plan.make': () => {
        throw new RequestFailed({ kind: 'conflict', what: 'Somebody was faster.', next: 'Load again.' });
      },
    }),
  );
  fireEvent.click(within(await rowOf('shop/checkout')).getByRole('checkbox'));
  fireEvent.click(await screen.findByRole('button', { name: /^Configure Scans 1/ }));
  const dialog = await screen.findByTestId('configure-dialog');
  fireEvent.submit(dialog.querySelector('form') as HTMLFormElement);
  expect(await within(dialog).findByText('Somebody was faster.')).toBeTruthy();
  expect(within(dialog).getByText('Load again.')).toBeTruthy();
});

test('without a connection it says why, and the way leads to the extension’s own page', async () => {
  const services = fakeServices({
    'page.connection': () => null,
    'group.load': () => {
      throw new RequestFailed({ kind: 'not_connected', what: 'x', next: 'y' });
    },
    'page.openConnect': () => null,
  });
  open(services);
  fireEvent.click(await screen.findByRole('button', { name: 'Connect with a token' }));
  await waitFor(() =>
    expect(services.sent.at(-1)).toEqual({ name: 'page.openConnect', params: { view: 'connect' } }),
  );
});

test('with a read-only token everything is seen and nothing can be written', async () => {
  const group = snapshot();
  group.connection.access = 'read_only';
  open(working(group));
  fireEvent.click(within(await rowOf('shop/checkout')).getByRole('checkbox'));
  const button = await screen.findByTestId('configure-scans');
  expect(button.getAttribute('title')).toBe(
    'The token is read-only. Update it to one with the scope “api” to change anything.',
  );
  fireEvent.click(button);
  expect(screen.queryByTestId('configure-dialog')).toBe(null);
});

test('a broken policy names line and key, links to the line, and nothing can be written', async () => {
  const group = snapshot({
    policy: {
      ok: false,
      file: 'mr-gate.yml',
      problems: [{ line: 4, key: 'default.fail_on', message: 'is “hgih”' }],
    },
  });
  open(working(group));
  const line = await screen.findByRole('link', { name: 'Line 4' });
  expect(line.getAttribute('href')).toBe(`${BASE}/acme/mr-gate/-/blob/main/mr-gate.yml#L4`);
  expect(screen.getByText('default.fail_on')).toBeTruthy();
  fireEvent.click(screen.getByTestId('select-all'));
  expect(screen.getByTestId('configure-scans').getAttribute('aria-disabled')).toBe('true');
});

test('the first of many repositories are shown while the others are on their way', async () => {
  const group = snapshot();
  let finish: (() => void) | undefined;
  const services = working(group, {
    'group.first': () => ({ snapshot: { ...group, repos: group.repos.slice(0, 2) }, total: 5000 }),
    'group.load': () =>
      new Promise((resolve) => {
        finish = () => resolve(group);
      }),
  });
  open(services);
  expect(await screen.findAllByTestId('first-row')).toHaveLength(2);
  expect(screen.getByText(/2 of 5,000 repositories\. The others are on their way\./)).toBeTruthy();
  expect(screen.queryByRole('checkbox')).toBe(null);
  expect(screen.queryByTestId('configure-scans')).toBe(null);
  finish?.();
  await waitFor(() => expect(screen.queryByTestId('first-row')).toBe(null));
  expect(await rowOf('shop/checkout')).toBeTruthy();
});

test('first rows that come late, or not at all, change nothing', async () => {
  const group = snapshot();
  let finish: (() => void) | undefined;
  open(
    working(group, {
      'group.first': () =>
        new Promise((resolve) => {
          finish = () => resolve({ snapshot: group, total: 5000 });
        }),
    }),
  );
  expect(await rowOf('shop/checkout')).toBeTruthy();
  finish?.();
  await Promise.resolve();
  expect(screen.queryByTestId('first-row')).toBe(null);
  cleanup();

  const gone = new RequestFailed({ kind: 'network', what: 'Gone.', next: 'Wait.' });
  open(
    working(group, {
      'group.first': () => {
        throw gone;
      },
    }),
  );
  expect(await rowOf('shop/checkout')).toBeTruthy();
});

test('loading that failed can be tried again', async () => {
  let fails = true;
  const group = snapshot();
  open(
    working(group, {
      'group.load': () => {
        if (fails)
          throw new RequestFailed({
            kind: 'network',
            what: 'GitLab could not be reached.',
            next: 'Check your VPN.',
          });
        return group;
      },
    }),
  );
  expect(await screen.findByText('GitLab could not be reached.')).toBeTruthy();
  fails = false;
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await rowOf('shop/checkout')).toBeTruthy();
});

test('a group without repositories says so', async () => {
  open(working(snapshot({ repos: [repo(9, 'acme/mr-gate')] })));
  expect(await screen.findByText('This group has no repositories yet')).toBeTruthy();
});

test('the first use explains the set-up, runs it, and asks for the gate’s token where GitLab gives none', async () => {
  const running = job({
    kind: 'setup',
    steps: [{ key: 'token', title: 'Create the gate’s token', state: 'running' }],
  });
  const services = working(snapshot({ gateProject: null, policy: null, enrolment: null }), {
    'setup.start': () => running,
    'page.openConnect': () => null,
    'job.resume': () => running,
  });
  open(services);
  fireEvent.click(await screen.findByRole('button', { name: 'Set up MR Gate in acme' }));
  expect(await screen.findByRole('heading', { name: 'Setting up MR Gate' })).toBeTruthy();
  const error = { kind: 'gate_token_needed', what: 'GitLab makes no token.', next: 'Enter one.' };
  services.push({
    ...running,
    state: 'failed',
    steps: [{ key: 'token', title: 'Token', state: 'failed', error }],
  });
  fireEvent.click(await screen.findByRole('button', { name: 'Enter the gate’s token' }));
  await waitFor(() =>
    expect(services.sent.at(-1)).toEqual({
      name: 'page.openConnect',
      params: { view: 'gate-token', groupPath: 'acme' },
    }),
  );
  fireEvent.click(screen.getByRole('button', { name: 'Resume' }));
  await waitFor(() =>
    expect(services.sent.at(-1)).toEqual({ name: 'job.resume', params: { jobId: 'job-1' } }),
  );
});

const finished: JobSnapshot = job({
  state: 'done',
  repos: [
    {
      project: 13,
      path: 'acme/shop/backend/payments',
      webUrl: `${BASE}/a`,
      state: 'done',
      detail: 'webhook 812',
    },
    {
      project: 14,
      path: 'acme/platform/gateway',
      webUrl: `${BASE}/b`,
      state: 'failed',
      error: { kind: 'forbidden', what: 'GitLab refused this (403).', next: 'Ask a Maintainer.' },
    },
  ],
});

test('a job that runs while the panel is opened is shown, can be stopped, and at its end the table is loaded again', async () => {
  const services = working(snapshot(), {
    'job.stop': () => job({ state: 'stopping' }),
    'job.resume': () => job(),
  });
  open(services);
  await rowOf('shop/checkout');
  services.push(job({ repos: finished.repos.map((each) => ({ ...each, state: 'queued' as const })) }));
  fireEvent.click(await screen.findByRole('button', { name: 'Stop' }));
  await waitFor(() => expect(names(services)).toContain('job.stop'));
  const loads = names(services).filter((name) => name === 'group.load').length;
  services.push(finished);
  expect(await screen.findByText('GitLab refused this (403). Ask a Maintainer.')).toBeTruthy();
  expect(screen.getByText('webhook 812')).toBeTruthy();
  await waitFor(() => expect(names(services).filter((name) => name === 'group.load').length).toBe(loads + 1));
  fireEvent.click(screen.getByRole('button', { name: /^Done/ }));
  await waitFor(() => expect(screen.queryByText('acme/platform/gateway')).toBe(null));
  fireEvent.click(screen.getByRole('button', { name: 'Retry 1 failed' }));
  await waitFor(() => expect(names(services)).toContain('job.resume'));
});

test('a finished job of earlier is not in the way, an unfinished one is told of', async () => {
  const services = working(snapshot());
  open(services);
  await rowOf('shop/checkout');
  services.push(job({ state: 'done', repos: finished.repos.slice(0, 1) }));
  expect(await rowOf('shop/checkout')).toBeTruthy();
  expect(screen.queryByText('Show details')).toBe(null);
  services.push({ ...finished, id: 'job-2' });
  fireEvent.click(await screen.findByRole('button', { name: 'Show details' }));
  expect(await screen.findByText('GitLab refused this (403). Ask a Maintainer.')).toBeTruthy();
});

test('after the extension was reloaded, the panel says so', async () => {
  const services = working(snapshot());
  open(services);
  await rowOf('shop/checkout');
  services.lose({ kind: 'extension_reloaded', what: 'MR Gate was updated.', next: 'Reload the page.' });
  expect(await screen.findByText('MR Gate was updated.')).toBeTruthy();
});

test('selection: all that match, shift-click, and what the filter hides stays selected', async () => {
  open(working(snapshot()));
  await rowOf('shop/checkout');
  fireEvent.input(screen.getByRole('searchbox'), { target: { value: 'shop' } });
  fireEvent.click(await screen.findByRole('button', { name: 'Select all 3 matching' }));
  expect(await screen.findByText('3 selected')).toBeTruthy();
  fireEvent.input(screen.getByRole('searchbox'), { target: { value: 'platform' } });
  expect(await screen.findByText('3 selected, 3 of them outside the filter')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Clear selection' }));
  fireEvent.input(screen.getByRole('searchbox'), { target: { value: '' } });
  fireEvent.click(within(await rowOf('platform/gateway')).getByRole('checkbox'));
  fireEvent.click(within(await rowOf('shop/checkout')).getByRole('checkbox'), { shiftKey: true });
  // Between them: payments. Archived ones and the gate project are left out.
  expect(await screen.findByText('3 selected')).toBeTruthy();
});

test('five thousand repositories put few rows into the document', async () => {
  const many = Array.from({ length: 5000 }, (_, index) =>
    repo(1000 + index, `acme/shop/r${String(index).padStart(4, '0')}`),
  );
  open(working(snapshot({ repos: many })));
  await rowOf('shop/r0000');
  const shown = screen.getAllByTestId('repo-row').length;
  expect(shown).toBeGreaterThan(10);
  expect(shown).toBeLessThan(80);
  expect(screen.getByRole('table').getAttribute('aria-rowcount')).toBe('5001');
  fireEvent.click(screen.getByTestId('select-all'));
  expect(await screen.findByText('5,000 selected')).toBeTruthy();
});

test('hostile names and links are text, and short', async () => {
  const group = snapshot({
    repos: [
      repo(1, 'acme/<img src=x onerror=alert(1)>', { webUrl: 'javascript:alert(1)' }),
      repo(2, 'acme/\u202egnp.exe'),
      repo(3, `acme/${'a'.repeat(100_000)}`),
    ],
  });
  group.group.name = `<b>${'x'.repeat(100_000)}`;
  open(working(group));
  const [first, second] = await screen.findAllByTestId('repo-row');
  expect(document.querySelector('img')).toBe(null);
  expect(document.querySelector('[href^="javascript"]')).toBe(null);
  expect(document.body.textContent).toContain('<img src=x onerror=alert(1)>');
  expect(document.body.textContent).toContain('[U+202E]gnp.exe');
  expect([first, second].every(Boolean)).toBe(true);
  expect((document.body.textContent ?? '').length).toBeLessThan(10_000);
});

test('closing asks nothing and is told once', async () => {
  const onClose = open(working(snapshot()));
  await rowOf('shop/checkout');
  fireEvent.click(screen.getByRole('button', { name: 'Close Configure Scans' }));
  expect(onClose).toHaveBeenCalledOnce();
});

test('the focus stays in the panel when what had it goes away', async () => {
  const services = working(snapshot());
  open(services);
  fireEvent.click(within(await rowOf('shop/backend/payments')).getByRole('checkbox'));
  (await screen.findByTestId('configure-scans')).focus();
  fireEvent.click(await screen.findByRole('button', { name: /^Configure Scans 1/ }));
  fireEvent.submit((await screen.findByTestId('configure-dialog')).querySelector('form') as HTMLFormElement);
  fireEvent.click(await screen.findByRole('button', { name: 'Apply to 1 repository' }));
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Applying to 1 repository'));
  fireEvent.click(screen.getByRole('button', { name: 'Hide' }));
  await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Filter repositories'));
});

test('a step that ended otherwise than it should is not ticked', async () => {
  const detail = 'Could not be started (Pipelines are off): the daily sweep looks at them.';
  const running = job({ kind: 'setup' });
  const services = working(snapshot({ gateProject: null, policy: null, enrolment: null }), {
    'setup.start': () => running,
  });
  open(services);
  fireEvent.click(await screen.findByRole('button', { name: 'Set up MR Gate in acme' }));
  await screen.findByRole('heading', { name: 'Setting up MR Gate' });
  const step = { key: 'evaluate', title: 'Look', state: 'done' } as const;
  services.push({ ...running, steps: [step, { ...step, title: 'Look again', warning: true, detail }] });
  const warned = (await screen.findByText(detail)).closest('li');
  expect(within(warned!).getByText('Warning')).toBeTruthy();
  expect(within(warned!.previousElementSibling as HTMLElement).getByText('Done')).toBeTruthy();
});

test('a row that takes over the element of another has nothing of it: no tick, no open menu', async () => {
  open(working(snapshot()));
  const payments = await rowOf('shop/backend/payments');
  fireEvent.click(within(payments).getByRole('checkbox'));
  fireEvent.click(within(payments).getByRole('button', { name: /payments/ }));
  expect(await screen.findByRole('menuitem', { name: 'Make an exception…' })).toBeTruthy();

  const search = (text: string) =>
    fireEvent.input(screen.getByLabelText('Search repositories'), { target: { value: text } });
  search('gateway');
  await waitFor(() => expect(screen.queryByText('payments')).toBeNull());
  expect(screen.getByText('1 repository found').getAttribute('role')).toBe('status');
  expect(screen.queryByRole('menuitem')).toBeNull();
  expect(within(await rowOf('platform/gateway')).getByRole<HTMLInputElement>('checkbox').checked).toBe(false);

  search('payments');
  await waitFor(() => expect(screen.queryByText('gateway')).toBeNull());
  expect(within(await rowOf('shop/backend/payments')).getByRole<HTMLInputElement>('checkbox').checked).toBe(
    true,
  );
});
