// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { GateCard as Card } from '../../../components/card/card.tsx';
import { showDetails } from '../../../components/card/details.tsx';
import { cardState } from '../../../utils/card/card-state.ts';
import { type CardSnapshot, NOTHING_YET } from '../../../utils/card/follow-card.ts';
import type { CardReading } from '../../../utils/card/reading.ts';
import type { Verdict } from '../../../utils/gate/verdict.ts';
import { absoluteTime, relativeTime } from '../../../utils/texts/dates.ts';
import { BASE_URL, DEV, finding, HEAD, NOW, PLACE, reading, status, verdict } from './fixtures.ts';

const NONE = { blocking: [], introduced: [], existing: [], fixed: [], ignored: [] };
const noop = () => {};

const details = { show: showDetails, markChanges: () => ({ show: noop }) };

/** With its details there already, as they are after the first time. */
function GateCard(props: Pick<Parameters<typeof Card>[0], 'snapshot' | 'place' | 'onRefresh'>) {
  return <Card {...props} details={details} onDetailsNeeded={noop} onFailOn={noop} />;
}

function snapshot(read: CardReading): CardSnapshot {
  return { ...NOTHING_YET, state: cardState(read, NOW) };
}

function show(of: Verdict, over: Partial<CardReading> = {}) {
  return render(<GateCard snapshot={snapshot(reading(of, over))} place={PLACE} onRefresh={noop} />);
}

function open() {
  const toggle = screen.queryByRole('button', { name: 'Show details' });
  if (toggle) fireEvent.click(toggle);
}

describe('GateCard', () => {
  afterEach(cleanup);

  it('says what blocks, where, and links to the line and to the changes', () => {
    show(verdict({ findings: { ...NONE, blocking: [finding()] } }));
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('MR Gate: failed');
    expect(screen.getByText('1 new finding at high or above.')).toBeTruthy();
    expect(screen.getByText(/Merging is blocked/)).toBeTruthy();
    expect(screen.getByRole('heading', { level: 3 }).textContent).toBe('Blocks this merge request 1');
    const links = screen.getAllByRole('link').map((link) => link.getAttribute('href'));
    expect(links).toContain(`${BASE_URL}/acme/shop/checkout/-/blob/${HEAD}/src/config/aws.ts#L12`);
    expect(links.some((href) => /\/merge_requests\/7\/diffs#[0-9a-f]{40}$/.test(href ?? ''))).toBe(true);
    expect(links).toContain('https://cwe.mitre.org/data/definitions/798.html');
  });

  it('does not say "blocks" where nothing is enforced', () => {
    const { container } = show(verdict({ findings: { ...NONE, blocking: [finding()] } }), {
      mustSucceed: false,
    });
    expect(screen.getByText('Shown, not enforced')).toBeTruthy();
    expect(container.textContent).not.toMatch(/blocks|blocked/i);
  });

  it('keeps what does not block folded, with honest counts', () => {
    const introduced = Array.from({ length: 25 }, () => finding({ severity: 'low' }));
    show(
      verdict({
        findings: { ...NONE, introduced, existing: [finding()] },
        counts: { blocking: 0, introduced: 143, existing: 1, fixed: 0, ignored: 0 },
      }),
    );
    open();
    const fold = screen.getByText('New, below the threshold').closest('details')!;
    expect(fold.open).toBe(false);
    expect(fold.querySelector('summary')?.textContent).toBe('New, below the threshold 143');
    expect(within(fold).getAllByText('AWS access key')).toHaveLength(20);
    fireEvent.click(within(fold).getByText('Show 5 more of 5'));
    expect(within(fold).getAllByText('AWS access key')).toHaveLength(25);
    expect(within(fold).getByText(/118 more did not fit/)).toBeTruthy();
    expect(screen.queryByText('Ignored by the policy')).toBeNull();
  });

  it('tells of the key only where lines are marked', () => {
    const { startLine: _line, ...whole } = finding();
    const { unmount } = show(verdict({ findings: { ...NONE, blocking: [whole] } }));
    expect(screen.queryByText('F8', { selector: 'kbd' })).toBeNull();
    unmount();
    show(verdict({ findings: { ...NONE, blocking: [finding()] } }));
    expect(screen.getAllByText('F8', { selector: 'kbd' })).toHaveLength(2);
  });

  it('filters by severity and scan, and says how many of how many', () => {
    const eval_ = finding({ scan: 'sast', severity: 'high', name: 'Eval' });
    show(
      verdict({
        findings: {
          ...NONE,
          blocking: [finding(), eval_],
          introduced: [finding({ severity: 'low', name: 'Weak' })],
        },
        scans: [
          { scan: 'secret_detection', state: 'ok', failOn: 'high' },
          { scan: 'sast', state: 'ok', failOn: 'high' },
        ],
      }),
    );
    const heading = () => screen.getByRole('heading', { level: 3 }).textContent;
    fireEvent.change(screen.getByLabelText('Severity'), { target: { value: 'high' } });
    expect(heading()).toBe('Blocks this merge request 1 of 2');
    expect(screen.queryByText('AWS access key')).toBeNull();
    expect(screen.getByText('Eval')).toBeTruthy();
    fireEvent.change(screen.getByLabelText('Scan'), { target: { value: 'secret_detection' } });
    expect(heading()).toBe('Blocks this merge request 0 of 2');
    fireEvent.change(screen.getByLabelText('Scan'), { target: { value: 'all' } });
    fireEvent.change(screen.getByLabelText('Severity'), { target: { value: 'all' } });
    expect(heading()).toBe('Blocks this merge request 2');
  });

  it('lets a filter be taken back when the verdict has nothing more of what was chosen', () => {
    const high = finding({ severity: 'high' });
    const findings = { ...NONE, blocking: [high], introduced: [finding({ severity: 'low' })] };
    const { rerender } = show(verdict({ findings }));
    const heading = () => screen.getByRole('heading', { level: 3 }).textContent;
    const severity = () => screen.queryByLabelText<HTMLSelectElement>('Severity');
    fireEvent.change(severity()!, { target: { value: 'low' } });
    const pushed = verdict({ findings: { ...NONE, blocking: [high, finding({ severity: 'high' })] } });
    rerender(<GateCard snapshot={snapshot(reading(pushed))} place={PLACE} onRefresh={noop} />);
    expect(heading()).toBe('Blocks this merge request 0 of 2');
    expect(severity()?.value).toBe('low');
    fireEvent.change(severity()!, { target: { value: 'all' } });
    expect(heading()).toBe('Blocks this merge request 2');
    expect(severity()).toBeNull();
  });

  it('opens by itself only where there is something to do, and then does as it is told', () => {
    const { rerender } = show(verdict());
    expect(screen.getByRole('button', { name: 'Show details' }).getAttribute('aria-expanded')).toBe('false');
    const failed = snapshot(reading(verdict({ findings: { ...NONE, blocking: [finding()] } })));
    rerender(<GateCard snapshot={failed} place={PLACE} onRefresh={noop} />);
    fireEvent.click(screen.getByRole('button', { name: 'Hide details' }));
    rerender(<GateCard snapshot={{ ...failed }} place={PLACE} onRefresh={noop} />);
    expect(screen.getByRole('button', { name: 'Show details' })).toBeTruthy();
  });

  it('keeps an open finding open when it is read again', () => {
    const of = verdict({ findings: { ...NONE, blocking: [finding()] } });
    const { rerender } = show(of);
    const more = screen.getByText('Description and solution').closest('details')!;
    more.open = true;
    rerender(<GateCard snapshot={snapshot(reading(of))} place={PLACE} onRefresh={noop} />);
    expect(screen.getByText('Description and solution').closest('details')?.open).toBe(true);
  });

  it('counts the identifiers that it does not name, also those that no comment carried', () => {
    const identifiers = Array.from({ length: 5 }, (_, at) => ({
      type: 'cwe',
      name: `CWE-${at}`,
      value: `${at}`,
    }));
    show(verdict({ findings: { ...NONE, blocking: [finding({ identifiers, moreIdentifiers: 7 })] } }));
    expect(screen.getByText('and 7 more')).toBeTruthy();
  });

  it('names each scan and what became of it', () => {
    show(
      verdict({
        state: 'error',
        scans: [
          { scan: 'secret_detection', state: 'ok', failOn: 'low', tool: 'secretlint 13.0.7' },
          { scan: 'sast', state: 'missing', failOn: 'high', cause: 'the job left no report' },
        ],
      }),
    );
    const rows = screen.getAllByRole('row').map((row) => row.textContent);
    expect(rows[1]).toBe('Secret detectionLow and aboveScanned by secretlint 13.0.7');
    expect(rows[2]).toBe('SASTHigh and aboveNo reportthe job left no report');
  });

  it('shows no finding of a verdict that is not believed', () => {
    const { container } = show(verdict({ findings: { ...NONE, introduced: [finding()] } }), {
      statuses: [status({ author: DEV })],
    });
    expect(container.textContent).toContain('set by @dev');
    expect(container.textContent).not.toContain('AWS access key');
  });

  it('refreshes on request', () => {
    const onRefresh = vi.fn();
    render(<GateCard snapshot={snapshot(reading())} place={PLACE} onRefresh={onRefresh} />);
    fireEvent.click(screen.getByRole('button', { name: 'Refresh' }));
    expect(onRefresh).toHaveBeenCalledOnce();
  });

  it('says when it could not be renewed', () => {
    const stale: CardSnapshot = { ...snapshot(reading()), stale: 'network' };
    render(<GateCard snapshot={stale} place={PLACE} onRefresh={noop} />);
    expect(screen.getByText('Not up to date: GitLab did not answer.')).toBeTruthy();
  });

  it('holds its place while loading', () => {
    const { container } = render(<GateCard snapshot={NOTHING_YET} place={PLACE} onRefresh={noop} />);
    expect(container.querySelector('[aria-busy]')).toBeTruthy();
  });

  it('renders outside text as text, capped, and follows https alone', () => {
    const hostile = fc.oneof(
      fc.constantFrom(
        '<img src=x onerror=alert(1)>',
        '</style><script>alert(1)</script>',
        '\u202egnp.exe\u0000\ud800',
        'x'.repeat(100_000),
        'javascript:alert(1)',
        'data:text/html,x',
        'http://evil.example/',
        'https://user:pass@evil.example/',
        '//evil.example',
      ),
      fc.string({ unit: 'binary', maxLength: 50 }),
    );
    fc.assert(
      fc.property(hostile, hostile, hostile, (a, b, c) => {
        const bad = finding({
          name: a,
          description: b,
          solution: c,
          file: a,
          identifiers: [{ type: a, name: b, value: c, url: c }],
        });
        const { container } = show(
          verdict({
            cause: a,
            findings: { blocking: [bad], introduced: [bad], existing: [bad], fixed: [bad], ignored: [bad] },
            scans: [{ scan: 'sast', state: 'not_compared', failOn: 'high', cause: b, tool: c }],
            gate: { project: a, pipelineUrl: b, version: c },
            policyCommit: c,
            evaluatedAt: a,
            notEnforced: b,
          }),
        );
        expect(container.querySelector('img, script, iframe, style, object')).toBeNull();
        expect(container.textContent!.length).toBeLessThan(60_000);
        expect(container.textContent).not.toMatch(/(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
        for (const link of container.querySelectorAll('a')) {
          const url = new URL(link.href);
          expect(url.protocol).toBe('https:');
          expect(url.username).toBe('');
        }
        cleanup();
      }),
      { numRuns: 60 },
    );
  });
});

describe('times', () => {
  it.each([
    ['2026-11-23T10:00:00Z', 'just now'],
    ['2026-11-23T10:05:00Z', 'just now'],
    ['2026-11-23T09:59:00Z', '1 minute ago'],
    ['2026-11-23T07:10:00Z', '2 hours ago'],
    ['2026-11-20T10:00:00Z', '3 days ago'],
    ['yesterday', ''],
  ])('%s is %s', (iso, age) => {
    expect(relativeTime(iso, NOW)).toBe(age);
  });

  it('of no date is nothing', () => {
    expect(absoluteTime('yesterday')).toBe('');
    expect(absoluteTime('2026-11-20T10:00:00Z')).toContain('20 November 2026');
  });
});
