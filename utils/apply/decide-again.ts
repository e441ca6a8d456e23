import type { Finding } from '../gate/finding.ts';
import type { GateSettings } from '../gate/policy.ts';
import { scan as scanDefinition } from '../gate/scans.ts';
import { isReportOnly, thresholdOf } from '../gate/settings.ts';
import { reaches } from '../gate/severity.ts';
import type { Verdict } from '../gate/verdict.ts';
import type { ImpactMergeRequest } from './types.ts';

export type Impact = Pick<ImpactMergeRequest, 'outcome' | 'reason'>;

/**
 * What other settings would make of a merge request, from the verdict that there is. It decides as the gate does:
 * one introduced finding at the threshold blocks, and so does a scan that could not tell. What the verdict does not
 * hold (a scan that was not run, findings that did not fit in) is not guessed. Pure.
 */
export function decideAgain(verdict: Verdict, settings: GateSettings): Impact {
  if (isReportOnly(settings)) return { outcome: 'open', reason: 'Report only never blocks.' };
  const introduced = [...verdict.findings.blocking, ...verdict.findings.introduced];
  const asked = settings.scans.filter((scan) => thresholdOf(settings, scan) !== 'never');
  const blocking = introduced.filter((finding) =>
    asked.some((scan) => scan === finding.scan && reaches(finding.severity, thresholdOf(settings, scan))),
  );
  if (blocking.length > 0) return { outcome: 'blocked', reason: blockedBy(blocking) };
  const results = new Map(verdict.scans.map((result) => [result.scan, result]));
  const titles = (ids: GateSettings['scans']): string => ids.map((id) => scanDefinition(id).title).join(', ');
  const broken = asked.filter((id) => ['failed', 'missing'].includes(results.get(id)?.state ?? ''));
  if (broken.length > 0 && settings.onError === 'allow')
    return { outcome: 'open', reason: `${titles(broken)} failed, and that lets it through.` };
  if (broken.length > 0)
    return { outcome: 'blocked', reason: `The gate could not tell: ${titles(broken)} failed.` };
  const unknown = asked.filter((id) => !results.has(id));
  if (unknown.length > 0) return { outcome: 'unknown', reason: `Not scanned yet by: ${titles(unknown)}.` };
  const { counts, findings } = verdict;
  const complete =
    counts.blocking <= findings.blocking.length && counts.introduced <= findings.introduced.length;
  if (!complete) return { outcome: 'unknown', reason: 'It has more findings than its note carries.' };
  return { outcome: 'open', reason: 'Nothing new at the threshold.' };
}

function blockedBy(blocking: readonly Finding[]): string {
  const [first] = blocking;
  if (blocking.length > 1 || !first) return `${blocking.length} new findings would block.`;
  return `1 new finding would block: ${first.name}${first.file ? ` in ${first.file}` : ''}.`;
}
