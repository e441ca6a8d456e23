import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { cardState as cardStateOf } from '../../../utils/card/card-state.ts';
import type { CardKind, CardState } from '../../../utils/card/card-types.ts';
import type { CardReading } from '../../../utils/card/reading.ts';
import type { Doubt } from '../../../utils/card/trust.ts';
import { notEnforcedText } from '../../../utils/card/words.ts';
import type { Finding } from '../../../utils/gate/finding.ts';
import type { ScanResult, Verdict } from '../../../utils/gate/verdict.ts';
import { english, inEnglish } from '../../support/english.ts';
import {
  DANA,
  DEV,
  finding,
  GATE,
  HEAD,
  mergeRequest,
  NOW,
  note,
  OLD_HEAD,
  reading,
  status,
  verdict,
} from './fixtures.ts';

/** As an English reader is shown it. */
const cardState = (...of: Parameters<typeof cardStateOf>) => {
  const state = cardStateOf(...of);
  return { ...state, sentence: english(state.sentence), next: inEnglish(state.next) };
};

const NONE = { blocking: [], introduced: [], existing: [], fixed: [], ignored: [] };
const PASSED = verdict();
const FAILED = verdict({ findings: { ...NONE, blocking: [finding(), finding()] } });
const RUNNING = status({ status: 'running', finished_at: null });
const NO_GATE_PROJECT = { gateProjects: [] };

type Row = [
  name: string,
  reading: CardReading,
  expected: Partial<Omit<CardState, 'next'>> & { kind: CardKind; next?: Partial<CardState['next']> },
];

const STATES: Row[] = [
  [
    'passes',
    reading(PASSED),
    { kind: 'passed', tone: 'success', enforcement: 'enforced', assurance: 'verified' },
  ],
  [
    'fails',
    reading(FAILED),
    { kind: 'failed', tone: 'danger', sentence: '2 new findings at high or above.' },
  ],
  [
    'passes with findings below the threshold, not in green',
    reading(verdict({ findings: { ...NONE, introduced: [finding({ severity: 'low' })] } })),
    {
      kind: 'passed',
      tone: 'warning',
      sentence: 'No new findings at high or above; 1 new finding below it.',
    },
  ],
  [
    'passes with a scan that left nothing, not in green',
    reading(verdict({ scans: [{ scan: 'sast', state: 'missing', failOn: 'never' }] })),
    { kind: 'passed', tone: 'warning' },
  ],
  [
    'passes without any scan, not in green',
    reading(verdict({ scans: [] })),
    { kind: 'passed', tone: 'warning' },
  ],
  [
    'passes, but nobody could check the gate user, not in green',
    reading(PASSED, NO_GATE_PROJECT),
    { kind: 'passed', tone: 'info', assurance: 'consistent' },
  ],
  [
    'only reports',
    reading(
      verdict({ state: 'report_only', failOn: 'never', findings: { ...NONE, introduced: [finding()] } }),
    ),
    { kind: 'report_only', tone: 'info', sentence: '1 new finding; this repository only reports.' },
  ],
  [
    'could not tell',
    reading(verdict({ state: 'error', cause: 'The gate could not tell: SAST: no report.' })),
    { kind: 'error', tone: 'warning', sentence: 'The gate could not tell: SAST: no report.' },
  ],
  [
    'runs, with the last verdict at hand',
    reading(PASSED, { statuses: [RUNNING] }),
    { kind: 'running', pace: 'quick', since: RUNNING.started_at, verdict: null },
  ],
  [
    'is about to run, for the first time',
    reading(PASSED, {
      notes: [],
      gateProjects: [],
      statuses: [status({ status: 'pending', started_at: null, finished_at: null })],
    }),
    { kind: 'running', pace: 'quick', since: '2026-11-23T09:54:00Z' },
  ],
  [
    'has decided a moment ago and not yet written the note',
    reading(PASSED, { notes: [], statuses: [status({ finished_at: '2026-11-23T09:59:50Z' })] }),
    { kind: 'running', pace: 'quick' },
  ],
  [
    'has decided on new commits a moment ago, the note is still the old one',
    reading(verdict({ head: OLD_HEAD }), { statuses: [status({ finished_at: '2026-11-23T09:59:50Z' })] }),
    { kind: 'running', pace: 'quick' },
  ],
  [
    'new commits that the gate has not seen',
    reading(verdict({ head: OLD_HEAD }), { statuses: [] }),
    { kind: 'outdated', pace: 'quick', verdict: null },
  ],
  ['is not gated', reading(PASSED, { notes: [], statuses: [] }), { kind: 'not_gated', pace: 'seldom' }],
  [
    'has just been opened, so the gate is due',
    reading(PASSED, {
      notes: [],
      statuses: [],
      mergeRequest: mergeRequest({ updated_at: '2026-11-23T09:59:30Z' }),
    }),
    { kind: 'not_gated', pace: 'quick' },
  ],
  [
    'statuses are hidden and there is no note',
    reading(PASSED, { notes: [], statuses: null }),
    { kind: 'not_gated' },
  ],
  [
    'a draft without a verdict',
    reading(PASSED, { notes: [], statuses: [], mergeRequest: mergeRequest({ draft: true }) }),
    { kind: 'draft' },
  ],
  [
    'a draft that the policy leaves alone until it is ready',
    reading(PASSED, {
      notes: [],
      statuses: [
        status({
          status: 'pending',
          finished_at: null,
          description: 'Draft: looked at when it is marked ready',
        }),
      ],
      mergeRequest: mergeRequest({ draft: true }),
    }),
    { kind: 'draft', pace: 'seldom' },
  ],
  [
    'the gate gave up before it could write a note',
    reading(PASSED, {
      notes: [],
      statuses: [status({ status: 'failed', description: 'The gate could not tell: no such branch' })],
    }),
    { kind: 'error', sentence: 'The gate could not tell: no such branch', next: { to: 'run' } },
  ],
  [
    'the gate gave up on the same commit that had passed before',
    reading(PASSED, {
      statuses: [status({ status: 'failed', description: 'The gate could not tell: the policy is broken' })],
    }),
    { kind: 'error', verdict: null },
  ],
  [
    'the gate takes unusually long',
    reading(PASSED, {
      statuses: [status({ status: 'pending', finished_at: null, started_at: '2026-11-23T09:45:00Z' })],
    }),
    { kind: 'running', pace: 'quick', next: { to: 'run' } },
  ],
  [
    'a draft with a verdict',
    reading(PASSED, { mergeRequest: mergeRequest({ draft: true }) }),
    { kind: 'passed' },
  ],
  [
    'a draft with new commits',
    reading(verdict({ head: OLD_HEAD }), { statuses: [], mergeRequest: mergeRequest({ draft: true }) }),
    { kind: 'draft' },
  ],
  [
    'merged',
    reading(PASSED, { mergeRequest: mergeRequest({ state: 'merged' }) }),
    {
      kind: 'closed',
      tone: 'neutral',
      verdict: PASSED,
      sentence: "Merged. The gate's last verdict: passed.",
    },
  ],
  [
    'closed while the gate was still at it',
    reading(PASSED, { statuses: [RUNNING], mergeRequest: mergeRequest({ state: 'closed' }) }),
    { kind: 'closed', verdict: null },
  ],
  [
    'closed without a verdict',
    reading(PASSED, { notes: [], statuses: [], mergeRequest: mergeRequest({ state: 'closed' }) }),
    { kind: 'closed', verdict: null },
  ],
  [
    'merged, though the verdict was for older commits',
    reading(verdict({ head: OLD_HEAD }), { mergeRequest: mergeRequest({ state: 'merged' }) }),
    { kind: 'closed', verdict: null },
  ],
  [
    'not required by the project',
    reading(FAILED, { mustSucceed: false }),
    { kind: 'failed', enforcement: 'off' },
  ],
  ['project hidden', reading(FAILED, { mustSucceed: null }), { kind: 'failed', enforcement: 'unknown' }],
  [
    'in another pipeline than the one that counts',
    reading(PASSED, { statuses: [status({ pipeline_id: 54 })] }),
    { kind: 'passed', enforcement: 'other_pipeline' },
  ],
  [
    'an old GitLab without pipeline ids',
    reading(PASSED, { statuses: [status({ pipeline_id: null })] }),
    { kind: 'passed', enforcement: 'enforced' },
  ],
  [
    'from a fork, where no status can be set',
    reading(FAILED, { statuses: [], mergeRequest: mergeRequest({ source_project_id: 99 }) }),
    { kind: 'failed', enforcement: 'fork' },
  ],
  [
    'the gate user opened the merge request: verified all the same',
    reading(PASSED, { mergeRequest: mergeRequest({ author: GATE }) }),
    { kind: 'passed', assurance: 'verified' },
  ],
  [
    'a note with our marker from somebody else stands beside the real one',
    reading(FAILED, {
      notes: [note(PASSED, { id: 400, author: DEV }), note(FAILED), note(PASSED, { id: 600, author: DEV })],
    }),
    { kind: 'failed' },
  ],
  [
    'a status of our name from somebody else stands beside the real one',
    reading(FAILED, { statuses: [status({ id: 2000, author: DEV }), status({ status: 'failed' })] }),
    { kind: 'failed' },
  ],
  [
    'two notes of the gate: the one for this head counts',
    reading(PASSED, { notes: [note(PASSED), note(verdict({ head: OLD_HEAD }), { id: 501 })] }),
    { kind: 'passed' },
  ],
];

const FORGED: [string, CardReading, Doubt][] = [
  [
    'a developer posts success after the gate said failed',
    reading(FAILED, { statuses: [status({ author: DEV })] }),
    'status_author',
  ],
  [
    'a developer posts success and there is no note',
    reading(PASSED, { notes: [], statuses: [status({ author: DEV })], gateProjects: [] }),
    'own_verdict',
  ],
  ['a developer writes the note', reading(PASSED, { notes: [note(PASSED, { author: DEV })] }), 'note_author'],
  [
    'a developer forges both',
    reading(PASSED, { notes: [note(PASSED, { author: DANA })], statuses: [status({ author: DANA })] }),
    'status_author',
  ],
  [
    'a developer hides a failure behind "pending"',
    reading(FAILED, { statuses: [status({ status: 'pending', author: DEV })] }),
    'status_author',
  ],
  [
    'both from the author of the merge request, gate project not readable',
    reading(PASSED, {
      ...NO_GATE_PROJECT,
      notes: [note(PASSED, { author: DEV })],
      statuses: [status({ author: DEV })],
    }),
    'own_verdict',
  ],
  [
    'status and note of two people, gate project not readable',
    reading(PASSED, { ...NO_GATE_PROJECT, statuses: [status({ author: DANA })] }),
    'different_authors',
  ],
  [
    'a status of an unknown author',
    reading(PASSED, { ...NO_GATE_PROJECT, statuses: [status({ author: null })] }),
    'own_verdict',
  ],
  ['status failed, note passed', reading(PASSED, { statuses: [status({ status: 'failed' })] }), 'disagree'],
  ['status passed, note failed', reading(FAILED, { statuses: [status()] }), 'disagree'],
  [
    'status canceled, note passed',
    reading(PASSED, { statuses: [status({ status: 'canceled' })] }),
    'disagree',
  ],
  ['note of another merge request', reading(verdict({ mergeRequest: 6 })), 'other_merge_request'],
  ['note of another project', reading(verdict({ project: 1 })), 'other_merge_request'],
  ['note for older commits, status long there', reading(verdict({ head: OLD_HEAD })), 'note_outdated'],
  ['status without a note', reading(PASSED, { notes: [] }), 'note_missing'],
  ['note without a status', reading(PASSED, { statuses: [] }), 'status_missing'],
  ['statuses hidden', reading(PASSED, { statuses: null }), 'status_hidden'],
  [
    'a note that can’t be read',
    reading(PASSED, { notes: [note(PASSED, { reading: { ok: false, reason: 'bare' } })] }),
    'note_unreadable',
  ],
  [
    'passed, with findings that block',
    reading(verdict({ state: 'passed', findings: { ...NONE, blocking: [finding()] } })),
    'inconsistent',
  ],
  [
    'passed, with a count that blocks',
    reading(
      verdict({ state: 'passed', counts: { blocking: 1, introduced: 0, existing: 0, fixed: 0, ignored: 0 } }),
    ),
    'inconsistent',
  ],
  [
    'the gate project that the note names does not list the repository',
    reading(PASSED, { gateProjects: [{ path: 'acme/mr-gate', gateUser: GATE, listed: false }] }),
    'not_listed',
  ],
  [
    'a gate project made in a subgroup does not overrule the one above',
    reading(PASSED, {
      gateProjects: [
        { path: 'acme/mr-gate', gateUser: GATE, listed: true },
        { path: 'acme/shop/mr-gate', gateUser: DANA, listed: true },
      ],
      notes: [note(PASSED, { author: DANA })],
      statuses: [status({ author: DANA })],
    }),
    'status_author',
  ],
  [
    'a forged verdict on a merged one',
    reading(PASSED, { statuses: [status({ author: DEV })], mergeRequest: mergeRequest({ state: 'merged' }) }),
    'status_author',
  ],
];

describe('cardState', () => {
  it.each(STATES)('%s', (_, read, expected) => {
    expect(cardState(read, NOW)).toMatchObject(expected);
  });

  it.each(FORGED)('does not believe: %s', (_, read, doubt) => {
    const state = cardState(read, NOW);
    expect(state).toMatchObject({ kind: 'unverified', doubt, verdict: null });
  });

  it('says what the gate itself decided behind a forged status', () => {
    const state = cardState(reading(FAILED, { statuses: [status({ author: DEV })] }), NOW);
    expect(state.sentence).toBe(
      'The status was set by @dev, not by this group’s gate @mr-gate-bot, whose own verdict is: failed.',
    );
    expect(state.tone).toBe('danger');
  });

  it.each([...STATES, ...FORGED].map(([name, read]) => [name, read] as const))(
    'names a cause and one next step: %s',
    (_, read) => {
      const { sentence, next } = cardState(read, NOW);
      expect(sentence).toMatch(/^\S.{10,}$/);
      expect(sentence).not.toMatch(/[{}]/);
      expect(next.text).toMatch(/^\S.*\.$/);
    },
  );

  /** Right nine times of ten, so that what is right as a whole comes up, and everything one step beside it. */
  const mostly = <T>(right: T, ...others: T[]) =>
    fc.oneof(
      { weight: 9, arbitrary: fc.constant(right) },
      { weight: 1, arbitrary: fc.constantFrom(...others) },
    );
  const user = mostly(GATE, DEV, DANA);
  const anyVerdict = fc.record({
    state: mostly<Verdict['state']>('passed', 'failed', 'report_only', 'error'),
    head: mostly(HEAD, OLD_HEAD, ''),
    project: mostly(4711, 1),
    blocking: mostly<Finding[]>([], [finding()]),
    introduced: mostly<Finding[]>([], [finding({ severity: 'low' })]),
    scanState: mostly<ScanResult['state']>('ok', 'missing', 'not_compared'),
  });
  const anyReading: fc.Arbitrary<CardReading> = fc
    .record({
      notes: fc.array(fc.record({ author: user, verdict: fc.option(anyVerdict, { freq: 9 }) }), {
        maxLength: 3,
      }),
      statuses: fc.option(
        fc.array(
          fc.record({
            author: fc.option(user, { freq: 9 }),
            status: mostly('success', 'pending', 'running', 'failed', 'canceled', '__proto__'),
            finished_at: mostly<string | null>('2026-11-23T09:55:00Z', '2026-11-23T09:59:59Z', 'never', null),
            pipeline_id: mostly<number | null>(55, 54, null),
          }),
          { maxLength: 3 },
        ),
        { freq: 9 },
      ),
      gate: mostly('listed', 'unlisted', 'nobody', 'unreadable'),
      state: mostly('opened', 'closed', 'merged', 'locked', 'new state'),
      draft: fc.boolean(),
      notesCut: fc.boolean(),
      fork: mostly(false, true),
      mustSucceed: mostly<boolean | null>(true, false, null),
    })
    .map((from) => ({
      projectPath: 'acme/shop/checkout',
      notesCut: from.notesCut,
      mergeRequest: mergeRequest({
        state: from.state,
        draft: from.draft,
        source_project_id: from.fork ? 99 : 4711,
      }),
      notes: from.notes.map(({ author, verdict: data }, id) =>
        note(PASSED, {
          id,
          author,
          reading:
            data === null
              ? { ok: false, reason: 'garbled' }
              : {
                  ok: true,
                  verdict: verdict({
                    state: data.state,
                    head: data.head,
                    project: data.project,
                    findings: { ...NONE, blocking: data.blocking, introduced: data.introduced },
                    scans: [{ scan: 'secret_detection', state: data.scanState, failOn: 'high' }],
                  }),
                },
        }),
      ),
      statuses: from.statuses?.map((over, id) => status({ ...over, id: 9 - id })) ?? null,
      gateProjects:
        from.gate === 'unreadable'
          ? []
          : [
              {
                path: 'acme/mr-gate',
                gateUser: from.gate === 'nobody' ? null : GATE,
                listed: from.gate !== 'unlisted',
              },
            ],
      mustSucceed: from.mustSucceed,
    }));

  it('gives a state for any reading', () => {
    fc.assert(
      fc.property(anyReading, (read) => {
        const state = cardState(read, NOW);
        expect(state.sentence).not.toBe('');
        expect(state.next.text).not.toBe('');
      }),
      { numRuns: 2000 },
    );
  });

  it('is green only for a complete pass by the enrolled gate user, on the status GitLab holds', () => {
    let hits = 0;
    fc.assert(
      fc.property(anyReading, (read) => {
        const state = cardState(read, NOW);
        if (state.tone !== 'success') return;
        hits += 1;
        expect(read.gateProjects).toMatchObject([{ gateUser: GATE, listed: true }]);
        const shown = state.verdict!;
        expect(shown).toMatchObject({
          state: 'passed',
          head: HEAD,
          project: 4711,
          counts: { blocking: 0, introduced: 0 },
        });
        expect(shown.scans.every((scan) => scan.state === 'ok')).toBe(true);
        const gates = read.notes.filter(
          (n) => n.author === GATE && n.reading.ok && n.reading.verdict === shown,
        );
        expect(gates.length).toBeGreaterThan(0);
        if (state.enforcement !== 'fork') {
          expect(read.statuses?.some((s) => s.author?.id === GATE.id && s.status === 'success')).toBe(true);
        }
      }),
      { numRuns: 5000 },
    );
    expect(hits).toBeGreaterThan(100);
  });

  it('shows a verdict of the enrolled gate user alone, where one is known', () => {
    let hits = 0;
    fc.assert(
      fc.property(anyReading, (read) => {
        const state = cardState(read, NOW);
        if (!state.verdict || !read.gateProjects.some((p) => p.listed && p.gateUser)) return;
        hits += 1;
        expect(state.by).toBe(GATE.username);
      }),
      { numRuns: 2000 },
    );
    expect(hits).toBeGreaterThan(100);
  });
});

test('a merge request that another one of its commit holds says which', () => {
  const description = 'Held by !9, which has the same commit: 1 new finding at High or worse';
  const held = cardState(reading(PASSED, { statuses: [status({ status: 'failed', description })] }), NOW);
  expect(held).toMatchObject({ kind: 'failed', tone: 'danger', doubt: null });
  expect(held.sentence).toContain('!9');
  // Somebody else’s words of the same sound are nobody’s.
  const forged = [status({ status: 'failed', description, author: DANA })];
  expect(cardState(reading(PASSED, { statuses: forged }), NOW).kind).toBe('unverified');
});

test('where GitLab took no status, the note is believed and says that it is not enforced', () => {
  const told = verdict({ notEnforced: 'The source branch is protected.' });
  const state = cardState(reading(told, { statuses: [] }), NOW);
  expect(state).toMatchObject({ kind: 'passed', doubt: null, enforcement: 'fork' });
  expect(notEnforcedText(state, told)).toBe('The source branch is protected.');
});
