import type { CardState, NextStep, ReportsSource } from '../card/card-types.ts';
import { verdictText } from '../card/words.ts';
import { type ReportKind, reportOrder } from '../gate/scans.ts';
import type { ScanResult, Verdict } from '../gate/verdict.ts';
import { text } from '../texts/text.ts';
import type { Text } from '../texts/types.ts';
import { listed } from './causes.ts';
import type { Unreadable } from './outcomes.ts';

interface UnreadableReports {
  head: readonly Unreadable[];
  base: readonly Unreadable[];
}

type Said = Pick<CardState, 'kind' | 'tone' | 'sentence' | 'next' | 'runUrl'>;

const GATE_IT: NextStep = { text: text('reports.gate_it'), to: 'group' };
const RUN_AGAIN: NextStep = { text: text('reports.run_again'), to: 'pipeline' };

/** A card of a repository that is not gated, with what its own reports say. Never green, never "blocked". */
export function ungatedState(
  verdict: Verdict,
  reports: ReportsSource,
  unreadable: UnreadableReports,
): CardState {
  return {
    verdict,
    enforcement: null,
    assurance: null,
    doubt: null,
    by: null,
    since: null,
    pace: 'seldom',
    gate: null,
    reports,
    ...said(verdict, reports, unreadable),
  };
}

function said(verdict: Verdict, reports: ReportsSource, { head, base }: UnreadableReports): Said {
  const asked = verdict.scans.filter(({ notAskedFor }) => !notAskedFor);
  // What can fail nothing decides nothing, readable or not.
  const ofAsked = (list: readonly Unreadable[]) =>
    list.filter(({ kind }) => asked.some(({ scan, failOn }) => scan === kind && failOn !== 'never'));
  const lacking = ofAsked(head);
  // What fails by the reports that are there fails, whatever the others would add.
  if (verdict.state === 'failed' || (verdict.state !== 'error' && lacking.length === 0)) {
    const would = text(`reports.would.${verdict.state}`, { verdict: verdictText(verdict, 'off').sentence });
    const old = ofAsked(base).filter(({ why }) => why === 'expired');
    if (old.length > 0 && verdict.counts.blocking + verdict.counts.introduced > 0) {
      return {
        kind: 'expired',
        tone: 'warning',
        sentence: text('reports.base_expired', { scans: titles(old), would }),
        next: { text: text('reports.run_target'), to: 'pipeline' },
        runUrl: reports.baseUrl,
      };
    }
    return {
      kind: 'not_gated',
      tone: verdict.state === 'failed' ? 'warning' : 'neutral',
      sentence: would,
      next: GATE_IT,
      runUrl: null,
    };
  }
  return { tone: 'neutral', runUrl: reports.pipelineUrl, ...untold(asked, lacking, reports) };
}

/** Why the reports do not tell what the gate would say. */
function untold(
  asked: readonly ScanResult[],
  lacking: readonly Unreadable[],
  { running, causes }: ReportsSource,
): Pick<Said, 'kind' | 'sentence' | 'next'> {
  const wait: NextStep = { text: text('reports.wait') };
  if (lacking.length > 0 && lacking.every(({ why }) => why === 'expired')) {
    return {
      kind: 'expired',
      sentence: text('reports.expired', { scans: titles(lacking) }),
      next: RUN_AGAIN,
    };
  }
  if (lacking.length > 0) {
    const details = asked
      .filter(({ scan }) => lacking.some(({ kind }) => kind === scan))
      .map(({ scan }) =>
        text('reports.scan_because', { scan: text(`common.scan.${scan}`), why: causes[scan] ?? '' }),
      );
    return {
      kind: 'not_gated',
      sentence: text('reports.untold', { scans: listed(details, 'and') ?? '' }),
      next: running ? wait : mend(lacking),
    };
  }
  const missing = asked.filter(({ state, failOn }) => state === 'missing' && failOn !== 'never');
  return {
    kind: 'not_gated',
    sentence: text('reports.missing', { scans: names(missing.map(({ scan }) => scan)) }),
    next: running ? wait : GATE_IT,
  };
}

/** What helps where a report can't be read; the first cause decides, since one step is named at a time. */
function mend(lacking: readonly Unreadable[]): NextStep {
  switch (lacking[0]?.why) {
    case 'forbidden':
      return { text: text('reports.ask') };
    case 'not_sent':
      return { text: text('reports.try_again'), action: 'refresh' };
    case 'gone':
    case 'expired':
      return RUN_AGAIN;
    default:
      return { text: text('reports.see_job'), to: 'pipeline' };
  }
}

function titles(list: readonly Unreadable[]): Text {
  const kinds = new Set<ReportKind>(list.map(({ kind }) => kind));
  return names([...kinds].sort((a, b) => reportOrder(a) - reportOrder(b)));
}

function names(kinds: readonly ReportKind[]): Text {
  return (
    listed(
      kinds.map((kind) => text(`common.scan.${kind}`)),
      'comma',
    ) ?? ''
  );
}
