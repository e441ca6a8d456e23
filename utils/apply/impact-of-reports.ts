import type { Verdict } from '../gate/verdict.ts';
import { text } from '../texts/text.ts';
import { decideAgain, type Impact } from './decide-again.ts';
import type { ImpactMergeRequest } from './impact-types.ts';

/** So many merge requests are told from reports: each costs a handful of requests of the page's session. */
export const MOST_FROM_REPORTS = 100;

/**
 * What the wanted settings would make of a merge request that the gate has not looked at, from the reports of its own
 * pipeline. A report that is not there says nothing: the gate would run that scan itself. Pure.
 *
 * @param verdict what the gate's own code says of those reports
 */
export function impactOfReports(
  { settings }: Required<Pick<ImpactMergeRequest, 'settings'>>,
  verdict: Verdict,
): Impact {
  const scans = verdict.scans.filter(({ state }) => state !== 'missing' && state !== 'failed');
  const { outcome, reason } = decideAgain({ ...verdict, scans }, settings);
  return outcome === 'unknown'
    ? { outcome, reason: text('apply.impact.reports_do_not_tell', { reason }) }
    : { outcome, reason: text('apply.impact.by_reports', { reason }) };
}
