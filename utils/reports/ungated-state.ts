import type { CardState, NextStep, ReportsSource } from '../card/card-types.ts';
import { verdictText } from '../card/words.ts';
import { type ReportKind, reportOrder, reportTitle } from '../gate/scans.ts';
import type { ScanResult, Verdict } from '../gate/verdict.ts';
import type { Unreadable } from './outcomes.ts';

interface UnreadableReports {
  head: readonly Unreadable[];
  base: readonly Unreadable[];
}

type Said = Pick<CardState, 'kind' | 'tone' | 'sentence' | 'next' | 'runUrl'>;

const WOULD: Record<Exclude<Verdict['state'], 'error'>, (sentence: string) => string> = {
  passed: (sentence) => `By its own pipeline’s reports the gate would let it pass: ${sentence}`,
  report_only: (sentence) => `By its own pipeline’s reports the gate would report only: ${sentence}`,
  failed: (sentence) => `By its own pipeline’s reports the gate would fail it: ${sentence}`,
};

const GATE_IT: NextStep = {
  text: 'Nothing is enforced. To gate it, a maintainer opens the group and chooses Configure Scans.',
  to: 'group',
};

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
    const would = WOULD[verdict.state](verdictText(verdict, 'off').sentence);
    const old = ofAsked(base).filter(({ why }) => why === 'expired');
    if (old.length > 0 && verdict.counts.blocking + verdict.counts.introduced > 0) {
      return {
        kind: 'expired',
        tone: 'warning',
        sentence: `The target branch’s reports have expired (${titles(old)}). ${would}`,
        next: { text: 'Run the target branch’s pipeline again, then refresh.', to: 'pipeline' },
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
  return { tone: 'neutral', runUrl: reports.pipelineUrl, ...untold(asked, lacking, reports.running) };
}

/** Why the reports do not tell what the gate would say. */
function untold(
  asked: readonly ScanResult[],
  lacking: readonly Unreadable[],
  running: boolean,
): Pick<Said, 'kind' | 'sentence' | 'next'> {
  const wait: NextStep = {
    text: 'Wait: the pipeline is not finished, and what it leaves is read by itself.',
  };
  if (lacking.length > 0 && lacking.every(({ why }) => why === 'expired')) {
    return {
      kind: 'expired',
      sentence: `The reports of its pipeline have expired (${titles(lacking)}), so they no longer tell what the gate would say.`,
      next: { text: 'Run the pipeline again, then refresh.', to: 'pipeline' },
    };
  }
  if (lacking.length > 0) {
    const details = asked
      .filter(({ scan, cause }) => cause && lacking.some(({ kind }) => kind === scan))
      .map(({ scan, cause }) => `${reportTitle(scan)}: ${cause}`);
    return {
      kind: 'not_gated',
      sentence: `Its own pipeline’s reports do not tell what the gate would say: ${details.join('; ')}.`,
      next: running ? wait : mend(lacking),
    };
  }
  const missing = asked.filter(({ state, failOn }) => state === 'missing' && failOn !== 'never');
  return {
    kind: 'not_gated',
    sentence: `The group’s policy asks for scans of which its own pipeline left no report (${missing
      .map(({ scan }) => reportTitle(scan))
      .join(', ')}), so nobody can tell yet what the gate would say.`,
    next: running ? wait : GATE_IT,
  };
}

/** What helps where a report can't be read; the first cause decides, since one step is named at a time. */
function mend(lacking: readonly Unreadable[]): NextStep {
  switch (lacking[0]?.why) {
    case 'forbidden':
      return { text: 'Ask a Developer of the repository: GitLab does not let you read these reports.' };
    case 'not_sent':
      return { text: 'Try again in a moment.', action: 'refresh' };
    case 'gone':
    case 'expired':
      return { text: 'Run the pipeline again, then refresh.', to: 'pipeline' };
    default:
      return { text: 'See the job that left the report, and run it again.', to: 'pipeline' };
  }
}

function titles(list: readonly Unreadable[]): string {
  const kinds = new Set<ReportKind>(list.map(({ kind }) => kind));
  return [...kinds]
    .sort((a, b) => reportOrder(a) - reportOrder(b))
    .map(reportTitle)
    .join(', ');
}
