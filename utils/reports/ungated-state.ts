import type { CardState, ReportsSource, Tone } from '../card/card-types.ts';
import { verdictText } from '../card/words.ts';
import type { Verdict, VerdictState } from '../gate/verdict.ts';

const WOULD: Record<VerdictState, string> = {
  passed: 'the gate would let it pass',
  report_only: 'the gate would report only',
  failed: 'the gate would fail it',
  error: 'the gate could not tell',
};
const TONES: Record<VerdictState, Tone> = {
  passed: 'neutral',
  report_only: 'neutral',
  failed: 'warning',
  error: 'neutral',
};

/** A card of a repository that is not gated, with what its own reports say. Never green, never "blocked". */
export function ungatedState(verdict: Verdict, reports: ReportsSource): CardState {
  const { sentence } = verdictText(verdict, 'off');
  return {
    kind: 'not_gated',
    tone: TONES[verdict.state],
    sentence: `By its own pipeline’s reports ${WOULD[verdict.state]}: ${sentence}`,
    next: {
      text: 'Nothing is enforced. To gate it, a maintainer opens the group and chooses Configure Scans.',
      to: 'group',
    },
    verdict,
    enforcement: null,
    assurance: null,
    doubt: null,
    by: null,
    since: null,
    runUrl: null,
    pace: 'seldom',
    gate: null,
    reports,
  };
}
