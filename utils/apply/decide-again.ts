import type { Finding } from '../gate/finding.ts';
import type { GateSettings } from '../gate/policy.ts';
import { isReportOnly, thresholdOf } from '../gate/settings.ts';
import { reaches } from '../gate/severity.ts';
import type { Verdict } from '../gate/verdict.ts';
import { text } from '../texts/text.ts';
import type { Text } from '../texts/types.ts';
import type { ImpactMergeRequest } from './impact-types.ts';
import { scansText } from './settings-text.ts';

export type Impact = Pick<ImpactMergeRequest, 'outcome' | 'reason'>;

/**
 * What other settings would make of a merge request, from the verdict that there is. It decides as the gate does:
 * one introduced finding at the threshold blocks, and so does a scan that could not tell. What the verdict does not
 * hold (a scan that was not run, findings that did not fit in) is not guessed. Pure.
 */
export function decideAgain(verdict: Verdict, settings: GateSettings): Impact {
  if (isReportOnly(settings)) return { outcome: 'open', reason: text('apply.impact.report_only') };
  const introduced = [...verdict.findings.blocking, ...verdict.findings.introduced];
  const asked = settings.scans.filter((scan) => thresholdOf(settings, scan) !== 'never');
  const blocking = introduced.filter((finding) =>
    asked.some((scan) => scan === finding.scan && reaches(finding.severity, thresholdOf(settings, scan))),
  );
  if (blocking.length > 0) return { outcome: 'blocked', reason: blockedBy(blocking) };
  const results = new Map(verdict.scans.map((result) => [result.scan, result]));
  const broken = asked.filter((id) => ['failed', 'missing'].includes(results.get(id)?.state ?? ''));
  if (broken.length > 0 && settings.onError === 'allow')
    return { outcome: 'open', reason: text('apply.impact.let_through', { scans: scansText(broken) }) };
  if (broken.length > 0)
    return { outcome: 'blocked', reason: text('apply.impact.could_not_tell', { scans: scansText(broken) }) };
  const unknown = asked.filter((id) => !results.has(id));
  if (unknown.length > 0)
    return { outcome: 'unknown', reason: text('apply.impact.not_scanned', { scans: scansText(unknown) }) };
  const { counts, findings } = verdict;
  const complete =
    counts.blocking <= findings.blocking.length && counts.introduced <= findings.introduced.length;
  if (!complete) return { outcome: 'unknown', reason: text('apply.impact.incomplete') };
  return { outcome: 'open', reason: text('apply.impact.nothing') };
}

function blockedBy(blocking: readonly Finding[]): Text {
  const [first] = blocking;
  if (blocking.length > 1 || !first) return text('apply.impact.blocked', { count: blocking.length });
  const { name, file } = first;
  return file
    ? text('apply.impact.blocked_by_in', { name, file })
    : text('apply.impact.blocked_by', { name });
}
