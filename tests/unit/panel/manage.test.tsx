// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { resultsCsv } from '../../../components/panel/result-causes.ts';
import type { GroupSnapshot } from '../../../utils/apply/group-snapshot.ts';
import type { HistoryEntry, HistoryPage, HistoryRecords } from '../../../utils/apply/history-types.ts';
import { RequestFailed } from '../../../utils/message-client.ts';
import { BASE, job, POLICY, planOf, repo, snapshot } from './fixture.ts';
import { lastSent, names, open, rowOf, working } from './open-panel.tsx';

const saved: { name: string; text: Promise<string> }[] = [];

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
  saved.length = 0;
  let blob = new Blob();
  vi.spyOn(URL, 'createObjectURL').mockImplementation((given) => {
    blob = given as Blob;
    return 'blob:x';
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push({ name: this.download, text: blob.text() });
  });
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

/** checkout has drifted, storefront's exception has ended, payments is new. */
function troubled(): GroupSnapshot {
  const group = snapshot({ newSince: [13] });
  group.repos = group.repos.map((each) => (each.id === 11 ? { ...each, pipelineMustSucceed: false } : each));
  group.policy = {
    ok: true,
    commit: 'abc',
    text: 'version: 1\n',
    policy: {
      ...POLICY,
      exceptions: POLICY.exceptions.map((exception) => ({ ...exception, until: '2026-11-01' })),
    },
  };
  return group;
}

const menuOf = async (path: string, item: string | RegExp) => {
  fireEvent.click(within(await rowOf(path)).getByRole('button', { name: /^Actions for/ }));
  fireEvent.click(await screen.findByRole('menuitem', { name: item, hidden: true }));
};
const action = async (item: string | RegExp) => {
  fireEvent.click(await screen.findByRole('button', { name: 'Actions' }));
  return screen.findByRole('menuitem', { name: item, hidden: true });
};
const tab = async (name: string) => fireEvent.click(await screen.findByRole('tab', { name }));

test('coverage names every part, and what waits is one click from its list', async () => {
  open(working(troubled()));
  await rowOf('shop/checkout');
  expect(screen.getByRole('img', { name: /^Coverage of 5 repositories/ }).getAttribute('aria-label')).toBe(
    'Coverage of 5 repositories: 2 not configured, 2 needs attention, 1 cannot be gated',
  );
  fireEvent.click(screen.getByRole('button', { name: '1 needs a decision' }));
  await waitFor(() => expect(screen.getAllByTestId('repo-row')).toHaveLength(1));
  expect(screen.getByTestId('repo-row').dataset.repo).toBe('acme/shop/storefront');
  fireEvent.click(screen.getByRole('button', { name: '1 new since your last visit' }));
  await waitFor(() => expect(screen.getByTestId('repo-row').dataset.repo).toBe('acme/shop/backend/payments'));
});

test('new repositories are one click from the plan with the default', async () => {
  const services = working(troubled());
  open(services);
  fireEvent.click(await screen.findByRole('button', { name: 'Gate 1 new repository with the default' }));
  expect(await screen.findByRole('dialog', { name: 'Gate 1 new repository' })).toBeTruthy();
  expect(lastSent(services, 'plan.make')).toEqual({
    groupPath: 'acme',
    wanted: { mode: 'use_default', projects: [13] },
  });
  expect(names(services)).not.toContain('apply.start');
});

test('nothing waits: nothing is said', async () => {
  open(working(snapshot()));
  await rowOf('shop/checkout');
  expect(screen.queryByTestId('waiting')).toBe(null);
});

test('drift is told field by field, and can be re-applied or accepted', async () => {
  const services = working(troubled(), {
    'drift.check': () => ({
      checkedAt: '',
      hooks: [
        {
          project: 11,
          state: 'paused',
          changes: [{ field: 'Webhook', before: 'active', after: 'paused' }],
          reason: 'GitLab paused its webhook.',
        },
      ],
    }),
  });
  open(services);
  const row = await rowOf('shop/checkout');
  expect(within(row).getByText('Pipelines must succeed: on → off')).toBeTruthy();
  await menuOf('shop/checkout', 'Show details');
  const dialog = await screen.findByTestId('repo-dialog');
  const cells = (name: string) =>
    [...(within(dialog).getByRole('row', { name: new RegExp(name) }) as HTMLTableRowElement).cells].map(
      (cell) => cell.textContent,
    );
  expect(cells('Pipelines must succeed')).toEqual(['Pipelines must succeed', 'on', 'off']);
  await within(dialog).findByText('GitLab paused its webhook.');
  expect(cells('Webhook')).toEqual(['Webhook', 'active', 'paused']);
  fireEvent.click(within(dialog).getByText('Close'));
  await menuOf('shop/checkout', 'Re-apply settings…');
  await screen.findByRole('dialog', { name: 'Re-apply settings to shop/checkout' });
  expect(lastSent(services, 'plan.make')).toMatchObject({
    wanted: { mode: 'restore_drift', projects: [11] },
  });
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  await menuOf('shop/checkout', 'Accept the drift…');
  await waitFor(() =>
    expect(lastSent(services, 'plan.make')).toMatchObject({
      wanted: { mode: 'accept_drift', projects: [11] },
    }),
  );
});

test('the actions for a selection go to those that they mean, and say why they cannot', async () => {
  const services = working(troubled());
  open(services);
  await rowOf('shop/checkout');
  expect((await action(/^Remove MR Gate….*Select repositories first\.$/)).getAttribute('aria-disabled')).toBe(
    'true',
  );
  fireEvent.click(screen.getByRole('button', { name: 'Actions' }));
  fireEvent.click(screen.getByTestId('select-all'));
  fireEvent.click(await action('Re-apply settings… (1)'));
  await waitFor(() => expect(lastSent(services, 'plan.make')).toMatchObject({ wanted: { projects: [11] } }));
  fireEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
  fireEvent.click(await action('Remove MR Gate… (2)'));
  await waitFor(() =>
    expect(lastSent(services, 'plan.make')).toMatchObject({
      wanted: { mode: 'remove', projects: [11, 12] },
    }),
  );
});

test('an exception that has ended can be prolonged or dropped', async () => {
  const services = working(troubled());
  open(services);
  await menuOf('shop/storefront', 'Prolong the exception…');
  const dialog = await screen.findByTestId('prolong-dialog');
  const until = within(dialog).getByLabelText<HTMLInputElement>('Until');
  expect(until.value).toBe('2027-02-21');
  fireEvent.input(until, { target: { value: '2026-01-01' } });
  fireEvent.submit(until.closest('form') as HTMLFormElement);
  expect(await within(dialog).findByText('This day is over.')).toBeTruthy();
  expect(names(services)).not.toContain('plan.make');
  fireEvent.input(until, { target: { value: '2027-06-30' } });
  fireEvent.submit(until.closest('form') as HTMLFormElement);
  await waitFor(() =>
    expect(lastSent(services, 'plan.make')).toMatchObject({
      wanted: { mode: 'prolong', projects: [12], until: '2027-06-30' },
    }),
  );
  // Back leads to the day that was chosen.
  fireEvent.click(await screen.findByRole('button', { name: 'Back' }));
  expect(within(screen.getByTestId('prolong-dialog')).getByLabelText<HTMLInputElement>('Until').value).toBe(
    '2027-06-30',
  );
  fireEvent.click(within(screen.getByTestId('prolong-dialog')).getByRole('radio', { name: 'No end' }));
  fireEvent.submit(screen.getByTestId('prolong-dialog').querySelector('form') as HTMLFormElement);
  await waitFor(() =>
    expect(lastSent(services, 'plan.make')).toEqual({
      groupPath: 'acme',
      wanted: { mode: 'prolong', projects: [12] },
    }),
  );
  cleanup();
  open(services);
  await menuOf('shop/storefront', 'Drop the exception…');
  await waitFor(() =>
    expect(lastSent(services, 'plan.make')).toMatchObject({
      wanted: { mode: 'use_default', projects: [12] },
    }),
  );
});

test('a look at the webhooks goes through all gated ones, and marks those that are not as they were', async () => {
  const services = working(snapshot(), {
    'drift.check': ({ projects }) => ({
      checkedAt: '',
      hooks: projects.map((project) => ({
        project,
        state: project === 11 ? ('missing' as const) : ('ok' as const),
        changes: project === 11 ? [{ field: 'Webhook', before: '1', after: 'none' }] : [],
        reason: project === 11 ? 'Its webhook was deleted.' : '',
      })),
    }),
  });
  open(services);
  expect(within(await rowOf('shop/checkout')).getByText('Gated')).toBeTruthy();
  fireEvent.click(await action('Look at the webhooks of all gated repositories'));
  expect(await screen.findByText('2 webhooks looked at: 1 not as gating made it')).toBeTruthy();
  expect(within(await rowOf('shop/checkout')).getByText('Drifted')).toBeTruthy();
  expect(within(await rowOf('shop/checkout')).getByText('Webhook: 1 → none')).toBeTruthy();
  expect(within(await rowOf('shop/storefront')).getByText('Exception')).toBeTruthy();
});

const entry = (over: Partial<HistoryEntry>): HistoryEntry => ({
  commit: 'a'.repeat(40),
  title: 'MR Gate: gate 2 repositories',
  kind: 'apply',
  author: 'Olga Owner',
  by: 'olga',
  at: '2026-11-20T10:00:00Z',
  webUrl: `${BASE}/acme/mr-gate/-/commit/a`,
  jobId: 'job-77',
  undoable: true,
  ...over,
});
const byHand = entry({
  commit: 'b'.repeat(40),
  title: '=cmd|hand',
  kind: 'by_hand',
  by: null,
  jobId: null,
  undoable: false,
});
const historyOf = ({ page }: { page: number }): HistoryPage =>
  page === 1 ? { entries: [entry({})], nextPage: 2 } : { entries: [entry({}), byHand], nextPage: null };
const detailOf = ({ commit }: { commit: string }) => ({
  commit,
  policyChanges: [{ field: 'Fails on', before: 'Critical', after: 'High' }],
  repos: [11, 12].map((project) => ({
    project,
    path: `acme/r${project}`,
    changes: [{ field: 'Settings from', before: 'none', after: 'default' }],
  })),
  before: 'a: 1\n',
  after: 'a: 2\n',
});
const historyHandlers = {
  'history.list': historyOf,
  'history.show': detailOf,
  'history.read': (params: { page: number }): HistoryRecords => {
    const { entries, nextPage } = historyOf(params);
    return { records: entries.map((entry) => ({ entry, detail: detailOf(entry) })), nextPage };
  },
};

test('the history says who applied what and when, shows before and after, and leads to undo', async () => {
  const services = working(snapshot(), historyHandlers);
  open(services);
  await tab('History');
  const item = await screen.findByTestId('history-item');
  expect(within(item).getByRole('heading').textContent?.trim()).toBe('Gate 2 repositories');
  expect(item.textContent).toContain('@olga (Olga Owner)');
  expect(item.textContent).toContain('job job-77');
  expect(names(services)).not.toContain('history.show');
  const details = item.querySelector('details') as HTMLDetailsElement;
  details.open = true;
  fireEvent(details, new Event('toggle'));
  expect(await within(item).findByText('2 repositories')).toBeTruthy();
  expect(within(item).getByText('acme/r11, acme/r12')).toBeTruthy();
  expect(item.querySelector('.mrg-changes')?.textContent).toContain('Critical');

  fireEvent.click(screen.getByRole('button', { name: 'Show older' }));
  await waitFor(() => expect(screen.getAllByTestId('history-item')).toHaveLength(2));
  expect(screen.queryByRole('button', { name: 'Show older' })).toBe(null);
  expect(screen.getAllByRole('button', { name: /^Undo/ })).toHaveLength(1);
  fireEvent.click(screen.getByRole('button', { name: /^Undo/ }));
  await screen.findByRole('dialog', { name: 'Undo “Gate 2 repositories”' });
  expect(lastSent(services, 'plan.make')).toEqual({
    groupPath: 'acme',
    wanted: { mode: 'undo', jobId: 'job-77' },
  });
});

test('the whole history is saved as a file, in which no cell is a formula', async () => {
  open(working(snapshot(), historyHandlers));
  await tab('History');
  await screen.findByTestId('history-item');
  fireEvent.click(screen.getByRole('button', { name: 'Download' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'As CSV', hidden: true }));
  await waitFor(() => expect(saved).toHaveLength(1));
  expect(saved[0]?.name).toBe('mr-gate-acme-history.csv');
  const lines = (await saved[0]?.text)?.trim().split('\r\n') ?? [];
  expect(lines[0]).toContain('time,applied_by');
  // One line per changed field and commit; the commit that both pages gave is told twice by GitLab's paging.
  expect(lines.length).toBeGreaterThan(6);
  expect(lines.at(-1)).toContain("'=cmd|hand");
});

test('history that cannot be read says why, and can be tried again', async () => {
  let fails = true;
  open(
    working(snapshot(), {
      'history.list': (params) => {
        if (fails) throw new RequestFailed({ kind: 'network', what: 'No answer.', next: 'Try again.' });
        return historyOf(params);
      },
    }),
  );
  await tab('History');
  expect(await screen.findByText('No answer.')).toBeTruthy();
  fails = false;
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByTestId('history-item')).toBeTruthy();
});

test('the policy is shown with its lines, and exported as it is', async () => {
  const group = snapshot();
  open(
    working(group, {
      'policy.export': () => ({ text: 'version: 1\n', fileName: 'mr-gate-acme.yml' }),
    }),
  );
  await tab('Policy');
  const text = await screen.findByTestId('policy-text');
  expect(text.querySelector('pre')?.textContent).toBe('version: 1\ndefault:\n  fail_on: high\n');
  expect(text.querySelectorAll('.mrg-code__line')).toHaveLength(3);
  fireEvent.click(screen.getByTestId('export-policy'));
  await waitFor(() => expect(saved).toHaveLength(1));
  expect(saved[0]?.name).toBe('mr-gate-acme.yml');
  expect(await saved[0]?.text).toBe('version: 1\n');
});

test('the group default is changed without a selection', async () => {
  const services = working(snapshot());
  open(services);
  await tab('Policy');
  fireEvent.click(await screen.findByTestId('edit-default'));
  const dialog = await screen.findByRole('dialog', { name: 'Change the group default' });
  expect(within(dialog).queryByRole('radio', { name: /Make an exception/ })).toBe(null);
  fireEvent.click(within(dialog).getByRole('radio', { name: 'Critical' }));
  fireEvent.submit(dialog.querySelector('form') as HTMLFormElement);
  await waitFor(() =>
    expect(lastSent(services, 'plan.make')).toMatchObject({
      wanted: { mode: 'set_default', projects: [], settings: { failOn: 'critical' } },
    }),
  );
});

test('a policy to import names line and key of what is wrong, and is planned only when it is right', async () => {
  const services = working(snapshot(), {
    'policy.check': ({ text }) =>
      text.includes('hihg')
        ? { ok: false, problems: [{ line: 3, key: 'default.fail_on', message: 'is “hihg”' }], warnings: [] }
        : {
            ok: true,
            problems: [],
            warnings: [{ line: 7, key: 'exceptions[0].project', message: 'unknown' }],
          },
  });
  open(services);
  await tab('Policy');
  fireEvent.click(await screen.findByTestId('import-policy'));
  const dialog = await screen.findByTestId('import-dialog');
  const text = within(dialog).getByLabelText('Or paste it');
  fireEvent.input(text, { target: { value: 'default: hihg' } });
  expect(await within(dialog).findByText('default.fail_on')).toBeTruthy();
  expect(within(dialog).getByText(/^Line 3/)).toBeTruthy();
  fireEvent.click(within(dialog).getByTestId('review-import'));
  expect(names(services)).not.toContain('plan.make');
  const file = new File(['default: high'], 'mr-gate.yml');
  fireEvent.change(within(dialog).getByTestId('policy-file'), { target: { files: [file] } });
  expect(await within(dialog).findByText('The policy can be read, with 1 warning')).toBeTruthy();
  fireEvent.click(within(dialog).getByTestId('review-import'));
  await screen.findByTestId('plan-dialog');
  expect(lastSent(services, 'plan.make')).toMatchObject({
    wanted: { mode: 'import', text: 'default: high' },
  });
  // What it does to open merge requests can be looked at before.
  expect(await screen.findByTestId('preview-impact')).toBeTruthy();
});

test('removing MR Gate from the group takes its path, typed, and what becomes of the project', async () => {
  const services = working(snapshot());
  open(services);
  await tab('Policy');
  fireEvent.click(await screen.findByTestId('remove-all'));
  const dialog = await screen.findByTestId('remove-dialog');
  expect(within(dialog).getByText('2 repositories will no longer be gated')).toBeTruthy();
  const form = dialog.querySelector('form') as HTMLFormElement;
  fireEvent.input(within(dialog).getByTestId('confirm-group'), { target: { value: 'acm' } });
  fireEvent.submit(form);
  expect(await within(dialog).findByText('This is not the path of the group.')).toBeTruthy();
  expect(names(services)).not.toContain('plan.make');
  fireEvent.input(within(dialog).getByTestId('confirm-group'), { target: { value: 'acme' } });
  fireEvent.click(within(dialog).getByRole('radio', { name: 'Delete it' }));
  fireEvent.submit(form);
  expect((await screen.findByTestId('apply')).className).toContain('mrg-button--danger');
  expect(lastSent(services, 'plan.make')).toMatchObject({
    wanted: { mode: 'remove_all', deleteProject: true },
  });
});

test('a gate of a group above is not removed from here', async () => {
  const group = snapshot();
  if (group.gateProject) group.gateProject.groupPath = 'top';
  open(working(group));
  await tab('Policy');
  expect((await screen.findByRole('link', { name: 'Go to top' })).getAttribute('href')).toBe(`${BASE}/top`);
  expect(screen.queryByTestId('remove-all')).toBe(null);
});

test('what must be put right first keeps a plan from being applied, and says how', async () => {
  const group = troubled();
  const services = working(group, {
    'plan.make': ({ wanted }) =>
      planOf(group, wanted, {
        notes: [
          {
            kind: 'no_runner',
            severity: 'stop',
            what: 'No runner takes the gate’s jobs.',
            next: 'Register one.',
            link: { href: `${BASE}/groups/acme/-/runners`, text: 'Runners' },
          },
        ],
      }),
  });
  open(services);
  fireEvent.click(await screen.findByTestId('gate-new'));
  const plan = await screen.findByTestId('plan-dialog');
  expect(await within(plan).findByText('Register one.')).toBeTruthy();
  expect(within(plan).getByRole('link', { name: 'Runners' })).toBeTruthy();
  fireEvent.click(within(plan).getByTestId('apply'));
  expect(names(services)).not.toContain('apply.start');
});

test('a plan says how long it takes at the limit of this GitLab', async () => {
  const group = troubled();
  open(
    working(group, {
      'gitlab.pace': () => ({ perMinute: 2000 }),
      'plan.make': ({ wanted }) => planOf(group, wanted, { calls: 3800 }),
    }),
  );
  fireEvent.click(await screen.findByTestId('gate-new'));
  const counts = (await screen.findByTestId('plan-dialog')).querySelector('.mrg-plan__counts');
  await waitFor(() =>
    expect(counts?.textContent).toContain(
      '3,800 API calls to GitLab, about 2 minutes at its limit of 2,000 requests a minute',
    ),
  );
});

test('a plan that cannot be made says why, and can be asked for again', async () => {
  let fails = true;
  const group = troubled();
  open(
    working(group, {
      'plan.make': ({ wanted }) => {
        if (fails) throw new RequestFailed({ kind: 'network', what: 'No answer.', next: 'Try again.' });
        return planOf(group, wanted);
      },
    }),
  );
  fireEvent.click(await screen.findByTestId('gate-new'));
  expect(await screen.findByText('No answer.')).toBeTruthy();
  fails = false;
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByTestId('apply')).toBeTruthy();
});

test('the impact on open merge requests is asked page by page, added up, and can be stopped', async () => {
  const mr = (iid: number, outcome: 'blocked' | 'open' | 'unknown') => ({
    project: 13,
    path: 'acme/shop',
    iid,
    title: `Change ${iid}`,
    webUrl: `${BASE}/acme/shop/-/merge_requests/${iid}`,
    draft: false,
    outcome,
    today: 'open' as const,
    reason: '1 new High finding.',
  });
  const services = working(troubled(), {
    'impact.preview': ({ page }) => ({
      page,
      nextPage: page < 2 ? page + 1 : null,
      pages: 2,
      mergeRequests: page === 1 ? [mr(1, 'blocked'), mr(2, 'open')] : [mr(3, 'unknown'), mr(4, 'open')],
    }),
  });
  open(services);
  fireEvent.click(await screen.findByTestId('gate-new'));
  fireEvent.click(await screen.findByTestId('preview-impact'));
  expect(
    await screen.findByText('With these settings 1 of 4 open merge requests would be blocked now'),
  ).toBeTruthy();
  expect(screen.getByRole('link', { name: 'acme/shop!1' }).getAttribute('href')).toContain(
    'merge_requests/1',
  );
  expect(screen.getByText(/Of 1 it is not known/)).toBeTruthy();
  cleanup();

  let answer: () => void = () => {};
  const slow = working(troubled(), {
    'impact.preview': ({ page }) =>
      new Promise((resolve) => {
        answer = () => resolve({ page, nextPage: page + 1, pages: 40, mergeRequests: [mr(page, 'blocked')] });
      }),
  });
  open(slow);
  fireEvent.click(await screen.findByTestId('gate-new'));
  fireEvent.click(await screen.findByTestId('preview-impact'));
  fireEvent.click(await screen.findByRole('button', { name: 'Stop' }));
  answer();
  expect(await screen.findByText(/You stopped before all were looked at/)).toBeTruthy();
  expect(names(slow).filter((name) => name === 'impact.preview')).toHaveLength(1);
});

test('results: equal causes together, saved as CSV and JSON, and undone', async () => {
  const limit = { kind: 'hook_limit', what: 'The limit of webhooks is reached.', next: 'Delete one.' };
  const services = working(snapshot());
  open(services);
  await rowOf('shop/checkout');
  const ended = job({
    state: 'done',
    mode: 'use_default',
    undoable: true,
    repos: [
      { project: 1, path: 'acme/a', webUrl: '', state: 'failed', error: limit },
      { project: 2, path: 'acme/b', webUrl: '', state: 'failed', error: limit },
      {
        project: 3,
        path: 'acme/c',
        webUrl: '',
        state: 'failed',
        error: { kind: 'forbidden', what: 'acme/c said no.', next: '' },
      },
      { project: 4, path: '=HYPERLINK("x")', webUrl: '', state: 'done', detail: 'webhook, "quoted"' },
    ],
  });
  services.push({ ...ended, state: 'running' });
  services.push(ended);
  fireEvent.click(await screen.findByRole('button', { name: '2 × The limit of webhooks is reached.' }));
  await waitFor(() => expect(screen.queryByText('acme/c')).toBe(null));
  expect(screen.getByText('acme/a')).toBeTruthy();

  fireEvent.click(screen.getByRole('button', { name: 'Download' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'As CSV', hidden: true }));
  const lines = (await saved[0]?.text)?.split('\r\n') ?? [];
  expect(lines[1]).toBe('1,acme/a,,failed,,hook_limit,The limit of webhooks is reached.,Delete one.');
  expect(lines[4]).toBe(`4,"'=HYPERLINK(""x"")",,done,"webhook, ""quoted""",,,`);
  fireEvent.click(screen.getByRole('button', { name: 'Download' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'As JSON', hidden: true }));
  expect(JSON.parse((await saved[1]?.text) ?? '')).toMatchObject({
    job: 'job-1',
    repos: [{ path: 'acme/a' }, {}, {}, {}],
  });

  fireEvent.click(screen.getByTestId('undo-job'));
  await screen.findByRole('dialog', { name: 'Undo this apply' });
  expect(lastSent(services, 'plan.make')).toMatchObject({ wanted: { mode: 'undo', jobId: 'job-1' } });
});

test('a job that waits counts down to when it goes on', async () => {
  const services = working(snapshot());
  open(services);
  await rowOf('shop/checkout');
  services.push(
    job({
      state: 'waiting',
      waitingFor: 'GitLab’s rate limit',
      waitingUntil: new Date(Date.now() + 90_500).toISOString(),
      repos: [{ project: 1, path: 'acme/a', webUrl: '', state: 'queued' }],
    }),
  );
  expect((await screen.findByRole('timer')).textContent).toMatch(/^Goes on in 1:3\d$/);
});

test('hostile texts of history, impact and files are text', async () => {
  const evil = '<img src=x onerror=alert(1)>\u202e';
  open(
    working(snapshot({ repos: [repo(11, 'acme/shop/checkout'), repo(9, 'acme/mr-gate')] }), {
      'history.list': () => ({
        entries: [entry({ title: evil, author: evil, by: evil, webUrl: 'javascript:alert(1)' })],
        nextPage: null,
      }),
    }),
  );
  await tab('History');
  const item = await screen.findByTestId('history-item');
  expect(item.querySelector('img')).toBe(null);
  expect(item.querySelector('a')).toBe(null);
  expect(item.textContent).toContain('<img src=x onerror=alert(1)>[U+202E]');
});

test('results are saved with their causes, and no cell of them is a formula', async () => {
  const failed = { kind: 'hook_limit', what: '+1 "too many", says GitLab', next: '＠olga removes some' };
  const csv = resultsCsv({
    ...job(),
    repos: [
      { project: 1, path: '=cmd|calc', webUrl: `${BASE}/x`, state: 'failed', error: failed },
      { project: 2, path: 'acme/ok', webUrl: `${BASE}/acme/ok`, state: 'done', detail: '\tWebhook 7' },
    ],
  });
  expect(csv.split('\r\n')).toEqual([
    '\ufeffproject_id,path,url,state,detail,cause,error,next_step',
    `1,'=cmd|calc,${BASE}/x,failed,,hook_limit,"'+1 ""too many"", says GitLab",'＠olga removes some`,
    `2,acme/ok,${BASE}/acme/ok,done,'\tWebhook 7,,,`,
    '',
  ]);
});

test('webhooks are looked at before gating, a hundred at a time, and what is in the way is told with its way out', async () => {
  const repos = Array.from({ length: 130 }, (_, at) => ({
    ...planOf(troubled(), { mode: 'use_default', projects: [13] }).repos[0]!,
    project: at + 1,
    path: `acme/r${at + 1}`,
    webUrl: `${BASE}/acme/r${at + 1}`,
    kind: 'enrol' as const,
  }));
  const services = working(troubled(), {
    'plan.make': ({ wanted }) => ({ ...planOf(troubled(), wanted), repos }),
    'plan.hooks': ({ projects }) =>
      projects.map((project) =>
        project === 120
          ? { project, state: 'full', reason: 'It has 100 webhooks.', next: 'Remove some.' }
          : { project, state: 'free', reason: '', next: '' },
      ),
  });
  open(services);
  fireEvent.click(await screen.findByRole('button', { name: 'Gate 1 new repository with the default' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Look at their webhooks first: 130 API calls' }));
  const found = await screen.findByTestId('hook-outlook');
  await within(found).findByText('130 repositories looked at, 1 with something to know about their webhooks');
  expect(
    within(found)
      .getByRole('link', { name: /^acme\/r120/ })
      .getAttribute('href'),
  ).toBe(`${BASE}/acme/r120/-/hooks`);
  expect(within(found).getByText('It has 100 webhooks. Remove some.')).toBeTruthy();
  expect(within(found).getAllByRole('listitem')).toHaveLength(1);
  const asked = services.sent.filter(({ name }) => name === 'plan.hooks').map(({ params }) => params);
  expect(asked).toMatchObject([
    { projects: { length: 100 } },
    { groupPath: 'acme', projects: { length: 30 } },
  ]);
});

test('a look at webhooks that fails says so, keeps what it has seen, and can be had again', async () => {
  const failure = { kind: 'network', what: 'GitLab could not be reached.', next: 'Try again.' };
  let broken = true;
  const repos = Array.from({ length: 120 }, (_, at) => ({
    ...planOf(troubled(), { mode: 'use_default', projects: [13] }).repos[0]!,
    project: at + 1,
  }));
  const services = working(troubled(), {
    'plan.make': ({ wanted }) => ({ ...planOf(troubled(), wanted), repos }),
    'plan.hooks': ({ projects }) => {
      if (broken && projects.length < 100) throw new RequestFailed(failure);
      return projects.map((project) => ({ project, state: 'free', reason: '', next: '' }));
    },
  });
  open(services);
  fireEvent.click(await screen.findByRole('button', { name: 'Gate 1 new repository with the default' }));
  fireEvent.click(await screen.findByTestId('look-at-hooks'));
  const found = await screen.findByTestId('hook-outlook');
  await within(found).findByText('GitLab could not be reached.');
  within(found).getByText('100 repositories looked at, 0 with something to know about their webhooks');
  broken = false;
  fireEvent.click(within(found).getByRole('button', { name: 'Try again' }));
  await within(found).findByText('120 repositories looked at, 0 with something to know about their webhooks');
  expect(within(found).queryByRole('button', { name: 'Try again' })).toBe(null);
});
