import type { Finding } from '../gate/finding.ts';
import type { ReportKind } from '../gate/scans.ts';
import type { FindingClasses, Verdict } from '../gate/verdict.ts';
import { understood, understoodOfFinding } from '../texts/said-text.ts';
import { text } from '../texts/text.ts';
import type { Text } from '../texts/types.ts';
import type { CardState } from './card-types.ts';

/**
 * A card with what the gate says in English in the reader's language, as far as its words are known.
 *
 * @param say a text in that language
 */
export function understand(state: CardState, say: (text: Text) => string): CardState {
  const { verdict, reports, sentence } = state;
  const gate = typeof sentence === 'object' && sentence.id === 'card.could_not_tell' && sentence.with?.gate;
  if (reports || !verdict) {
    return typeof gate === 'string'
      ? { ...state, sentence: text('card.could_not_tell', { gate: understood(gate) }) }
      : state;
  }
  const { scans, notEnforced } = verdict;
  const causes: Partial<Record<ReportKind, Text>> = {};
  for (const { scan, cause } of scans) if (cause) causes[scan] = understood(cause);
  return {
    ...state,
    verdict: { ...verdict, findings: inReadersWords(verdict.findings, say) },
    causes,
    ...(typeof sentence === 'string' && { sentence: understood(sentence) }),
    ...(gate && { sentence: couldNotTell(verdict, causes) ?? sentence }),
    ...(notEnforced && { notEnforced: understood(notEnforced) }),
  };
}

function inReadersWords(findings: FindingClasses, say: (text: Text) => string): FindingClasses {
  const words = (of: string): string => say(understoodOfFinding(of));
  const each = ({ name, description, solution, ...finding }: Finding): Finding => ({
    ...finding,
    name: words(name),
    description: words(description),
    ...(solution !== undefined && { solution: words(solution) }),
  });
  const { blocking, introduced, existing, fixed, ignored } = findings;
  return {
    blocking: blocking.map(each),
    introduced: introduced.map(each),
    existing: existing.map(each),
    fixed: fixed.map(each),
    ignored: ignored.map(each),
  };
}

/** Each scan without a result, with why. */
function couldNotTell({ scans, letThrough }: Verdict, causes: NonNullable<CardState['causes']>): Text | null {
  const told = scans
    .filter(({ state }) => state === 'failed' || state === 'missing')
    .map(
      ({ scan }): Text =>
        text('details.of_scan', { scan: text(`common.scan.${scan}`), why: causes[scan] ?? '' }),
    );
  if (told.length === 0) return null;
  const gate = told.reduce((first, second) => text('common.and', { first, second }));
  const verdict = text('details.could_not_tell', { gate });
  return letThrough ? text('details.let_through', { verdict }) : verdict;
}
