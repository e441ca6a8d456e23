// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GateCard } from '../../../components/card/card.tsx';
import { showDetails } from '../../../components/card/details.tsx';
import { cardState } from '../../../utils/card/card-state.ts';
import { NOTHING_YET } from '../../../utils/card/follow-card.ts';
import type { CardReading } from '../../../utils/card/reading.ts';
import type { Finding } from '../../../utils/gate/finding.ts';
import type { Verdict } from '../../../utils/gate/verdict.ts';
import { RequestFailed, send } from '../../../utils/message-client.ts';
import type { UserError } from '../../../utils/user-error.ts';
import { finding, NOW, PLACE, reading, status, verdict } from './fixtures.ts';

vi.mock(import('../../../utils/message-client.ts'), async (original) => ({
  ...(await original()),
  send: vi.fn(),
}));

/** Whether what the tests do counts as a person's doing: no test can make a trusted event. */
let person = true;
vi.mock(import('../../../components/card/by-person.ts'), async (original) => {
  const { byPerson } = await original();
  return { byPerson: (event) => person || byPerson(event) };
});

const NONE = { blocking: [], introduced: [], existing: [], fixed: [], ignored: [] };
const BLOCKING = finding({ fingerprint: 'f'.repeat(32) });
const FAILED = verdict({ findings: { ...NONE, blocking: [BLOCKING] } });
const details = { show: showDetails, markChanges: () => ({ show: () => {} }) };
const onRefresh = vi.fn();

/** What the worker answers to each request; a UserError: why not. */
let answers: Record<string, unknown>;
const asked = () => vi.mocked(send).mock.calls.map(([name, params]) => ({ name, params }));
const refusal = (kind: string): UserError => ({
  kind,
  what: 'It is not possible.',
  next: 'Do another thing.',
});

beforeEach(() => {
  document.head.innerHTML =
    '<script>window.gon={};gon.current_user_id=30;gon.current_username="dev";</script>';
  answers = {
    'card.rights': { may: true, username: 'dev' },
    'card.planIgnore': {
      basis: 'b'.repeat(40),
      lines: '- project: 4711\n  reason: Test key',
      replaces: null,
      gatePath: 'acme/mr-gate',
      branch: 'main',
      username: 'dev',
    },
    'card.ignore': { commit: 'c'.repeat(40), commitUrl: `${PLACE.baseUrl}/acme/mr-gate/-/commit/c` },
    'card.runAgain': { pipelineUrl: `${PLACE.baseUrl}/acme/mr-gate/-/pipelines/89` },
    'page.openConnect': null,
  };
  vi.mocked(send).mockReset();
  vi.mocked(send).mockImplementation(async (name) => {
    const answer = answers[name];
    if (typeof answer === 'object' && answer !== null && 'kind' in answer)
      throw new RequestFailed(answer as UserError);
    return answer as never;
  });
  onRefresh.mockReset();
  person = true;
});
afterEach(cleanup);

function card(of: Verdict, over: Partial<CardReading> = {}) {
  const state = cardState(reading(of, over), NOW);
  const snapshot = { ...NOTHING_YET, state };
  return (
    <GateCard
      snapshot={snapshot}
      place={PLACE}
      onRefresh={onRefresh}
      details={details}
      onDetailsNeeded={() => {}}
      onFailOn={() => {}}
    />
  );
}
const show = (of = FAILED, over?: Partial<CardReading>) => render(card(of, over));

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const openForm = async () => {
  press('Ignore…');
  return await screen.findByLabelText('Reason');
};

describe('ignoring a finding from the card', () => {
  it('asks for the right first, shows what would be written, and writes that', async () => {
    show();
    const reason = await openForm();
    const asking = { gatePath: 'acme/mr-gate', project: 4711, signedInAs: 'dev' };
    expect(asked()).toEqual([{ name: 'card.rights', params: asking }]);

    const review = screen.getByRole<HTMLButtonElement>('button', { name: 'Review' });
    expect(review.disabled).toBe(true);
    fireEvent.input(reason, { target: { value: '  Test key ' } });
    fireEvent.input(screen.getByLabelText(/^Until/), { target: { value: '2027-01-31' } });
    expect(review.disabled).toBe(false);
    review.focus();
    fireEvent.submit(review.closest('form')!);
    expect((await screen.findByText(/reason: Test key/)).tagName).toBe('PRE');
    // What will be written is read first, and what writes it is not where Enter has just been pressed.
    expect(document.activeElement?.textContent).toMatch(/^One commit to/);
    expect(screen.getByText(/One commit to/).textContent).toContain('main of acme/mr-gate by @dev');

    press('Ignore 1 finding');
    const commit = await screen.findByRole('link', { name: 'cccccccc' });
    expect(commit.getAttribute('href')).toBe(`${PLACE.baseUrl}/acme/mr-gate/-/commit/c`);
    const wish = { ...asking, finding: BLOCKING.fingerprint, reason: 'Test key', until: '2027-01-31' };
    expect(asked().slice(1)).toEqual([
      { name: 'card.planIgnore', params: wish },
      { name: 'card.ignore', params: { ...wish, basis: 'b'.repeat(40) } },
    ]);
  });

  it.each([
    ['not_connected', 'Connect'],
    ['read_only', 'Change the token'],
    ['other_user', 'Change the token'],
    ['unauthorized', 'Change the token'],
  ])('says why not where the token is %s, and leads to where it is mended', async (kind, button) => {
    if (kind === 'not_connected') answers['card.rights'] = refusal(kind);
    else answers['card.rights'] = { may: false, why: refusal(kind) };
    const { container } = show();
    press('Ignore…');
    fireEvent.click(await screen.findByRole('button', { name: button }));
    expect(asked().at(-1)).toEqual({ name: 'page.openConnect', params: { view: 'connect' } });
    expect(screen.queryByLabelText('Reason')).toBeNull();
    const said =
      kind === 'not_connected' ? /MR Gate has no token of yours/ : /It is not possible\. Do another/;
    expect(container.querySelector('.mrg-alert')?.textContent).toMatch(said);
  });

  it('offers who may not the comment by which the gate does it for them', async () => {
    answers['card.rights'] = { may: false, why: refusal('no_role') };
    show();
    press('Ignore…');
    expect(await screen.findByText(/ask the gate for it, in a comment here/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Copy the comment' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: /token|Connect/ })).toBeNull();
    press('Dismiss');
    expect(screen.getByRole('button', { name: 'Ignore…' })).toBeTruthy();
  });

  it('goes back to the form, with what was typed, when the policy has changed since the plan', async () => {
    answers['card.ignore'] = refusal('plan_outdated');
    show();
    fireEvent.input(await openForm(), { target: { value: 'Test key' } });
    fireEvent.submit(screen.getByRole('button', { name: 'Review' }).closest('form')!);
    await screen.findByText(/One commit to/);
    press('Ignore 1 finding');
    expect(await screen.findByText(/It is not possible/)).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>('Reason').value).toBe('Test key');
  });

  it('keeps what is being typed, and where, when a finding above is gone', async () => {
    const of = (...blocking: Finding[]) => verdict({ findings: { ...NONE, blocking } });
    const twin = { ...BLOCKING, startLine: 20 };
    const { container, rerender } = show(of(finding(), BLOCKING, twin));
    fireEvent.click(screen.getAllByText('Ignore…').at(-1)!);
    fireEvent.input(await screen.findByLabelText('Reason'), { target: { value: 'Test' } });
    rerender(card(of(BLOCKING, twin)));
    const rows = container.querySelectorAll<HTMLElement>('.mrg-finding');
    expect(rows).toHaveLength(2);
    expect(within(rows[1]!).getByLabelText<HTMLInputElement>('Reason').value).toBe('Test');
  });

  it('names the reason that the policy gave until now', async () => {
    answers['card.planIgnore'] = { ...(answers['card.planIgnore'] as object), replaces: 'Old reason' };
    show();
    fireEvent.input(await openForm(), { target: { value: 'Test key' } });
    fireEvent.submit(screen.getByRole('button', { name: 'Review' }).closest('form')!);
    expect((await screen.findByText(/One commit to/)).textContent).toContain('“Old reason”');
  });

  it('is given up by Escape and by Cancel', async () => {
    show();
    screen.getByRole('button', { name: 'Ignore…' }).focus();
    fireEvent.keyDown(await openForm(), { key: 'Escape' });
    expect(screen.queryByLabelText('Reason')).toBeNull();
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Ignore…'));
    await openForm();
    press('Cancel');
    expect(screen.queryByLabelText('Reason')).toBeNull();
  });

  it('is offered for what is new, not for what is fixed, ignored or was there before', () => {
    const { container } = show(
      verdict({
        findings: {
          blocking: [finding()],
          introduced: [finding()],
          existing: [finding()],
          fixed: [finding()],
          ignored: [finding()],
        },
      }),
    );
    const folds = [...container.querySelectorAll<HTMLElement>('.mrg-card__section, .mrg-card__fold')];
    const offered = folds.filter((fold) => within(fold).queryByText('Ignore…'));
    expect(offered.map((fold) => fold.querySelector('h3, summary')?.textContent)).toEqual([
      'Blocks this merge request 1',
      'New, below the threshold 1',
    ]);
  });
});

describe('running the gate again from the card', () => {
  it('starts it, links to its pipeline and looks for the new verdict', async () => {
    show();
    press('Run again');
    const link = await screen.findByRole('link', { name: 'its new pipeline' });
    expect(link.getAttribute('href')).toBe(`${PLACE.baseUrl}/acme/mr-gate/-/pipelines/89`);
    expect(onRefresh).toHaveBeenCalledOnce();
    expect(asked()).toEqual([
      {
        name: 'card.runAgain',
        params: { gatePath: 'acme/mr-gate', project: 4711, signedInAs: 'dev', mergeRequest: 7 },
      },
    ]);
  });

  it('says why not, and what has it evaluated without the role', async () => {
    answers['card.runAgain'] = refusal('no_role');
    show();
    press('Run again');
    expect(await screen.findByText(/A push to the merge request/)).toBeTruthy();
    expect(onRefresh).not.toHaveBeenCalled();
    press('Dismiss');
    await waitFor(() => expect(screen.queryByText(/A push to the merge request/)).toBeNull());
  });

  it('is not offered while the gate runs, nor where no gate is known', () => {
    show(FAILED, { statuses: [status({ status: 'running' })] });
    expect(screen.queryByRole('button', { name: 'Run again' })).toBeNull();
    cleanup();
    const elsewhere = verdict({
      gate: { project: 'evil/mr-gate', pipelineUrl: '', version: '1' },
      findings: { ...NONE, blocking: [finding()] },
    });
    show(elsewhere, { gateProjects: [] });
    expect(screen.queryByRole('button', { name: 'Run again' })).toBeNull();
    expect(screen.queryByText('Ignore…')).toBeNull();
  });
});

describe('what the page’s own code clicks', () => {
  it('asks for nothing, writes nothing, starts nothing', async () => {
    show();
    person = false;
    press('Ignore…');
    press('Run again');
    expect(asked()).toEqual([]);

    person = true;
    fireEvent.input(await openForm(), { target: { value: 'Test key' } });
    fireEvent.submit(screen.getByRole('button', { name: 'Review' }).closest('form')!);
    await screen.findByText(/One commit to/);
    person = false;
    press('Ignore 1 finding');
    await new Promise((resolve) => setTimeout(resolve));
    expect(asked().map(({ name }) => name)).toEqual(['card.rights', 'card.planIgnore']);
  });
});
