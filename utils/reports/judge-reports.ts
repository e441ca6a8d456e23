import type { CardState } from '../card/card-types.ts';
import { dayOf } from '../gate/day.ts';
import { type Also, decide } from '../gate/decide.ts';
import type { GateSettings } from '../gate/policy.ts';
import { type ReportKind, reportOrder } from '../gate/scans.ts';
import type { FailOn } from '../gate/severity.ts';
import type { UngatedDefault } from '../settings.ts';
import { causesOf } from './causes.ts';
import { type EffectivePolicy, effectivePolicy } from './effective-policy.ts';
import { type DownloadedReport, outcomesOf } from './outcomes.ts';
import { ungatedState } from './ungated-state.ts';

/** All that a page has read of a merge request that the gate does not gate, to be judged. Plain data: it goes to the worker. */
export interface ReadReports {
  /** The target's id. */
  project: number;
  mergeRequest: number;
  /** Commits; GitLab need not name a base. */
  head: string;
  base: string | null;
  /** The head's pipeline, where its page is this GitLab's. */
  pipelineUrl: string | null;
  /** The one that was compared with; null: there is none. */
  basePipeline: { url: string | null } | null;
  /** The head's pipeline has not ended. */
  running: boolean;
  /** There are more jobs than were looked at. */
  jobsCut: boolean;
  headReports: DownloadedReport[];
  baseReports: DownloadedReport[];
  /** Policy files of the groups above, outermost first: the first that says something of the project holds. */
  policies: string[];
  /** Decide by these, as if the repository were gated with them; null: by the policies. */
  settings: GateSettings | null;
}

/**
 * What the gate would say, by the same code as the gate's. The worker's work: a report can be many MB, and no page is to
 * wait while it is read.
 *
 * @param ungated what fails where no policy can be read, as the user has set it
 */
export function judgeReports(read: ReadReports, ungated: UngatedDefault, now: Date): CardState {
  const policy = policyOf(read, dayOf(now));
  const found = outcomesOf(read.headReports);
  const before = outcomesOf(read.baseReports);
  const { settings, also } = policy
    ? underPolicy(policy.settings, found.of)
    : withoutPolicy(ungated, found.of);
  const judged = [...settings.scans, ...also.map(({ scan }) => scan)];
  const missing = { state: 'missing' as const, cause: '' };
  const verdict = decide({
    project: read.project,
    mergeRequest: read.mergeRequest,
    head: read.head,
    base: read.base ?? '',
    policyCommit: '',
    effective: { source: policy?.source ?? 'default', settings },
    ignores: policy?.ignores ?? [],
    also,
    outcomes: Object.fromEntries(
      judged.map((kind) => [
        kind,
        { head: found.of.get(kind) ?? missing, base: before.of.get(kind) ?? missing },
      ]),
    ),
    evaluatedAt: now,
    gate: { project: '', pipelineUrl: read.pipelineUrl ?? '', version: '' },
  });
  return ungatedState(
    verdict,
    {
      pipelineUrl: read.pipelineUrl,
      baseUrl: read.basePipeline?.url ?? null,
      policy: policy !== null,
      running: read.running,
      jobsCut: read.jobsCut,
      causes: causesOf(judged, found, before, read.basePipeline !== null),
    },
    { head: found.unreadable, base: before.unreadable },
  );
}

function policyOf({ settings, policies, project }: ReadReports, today: string): EffectivePolicy | null {
  if (settings) return { settings, source: 'default', ignores: [] };
  for (const file of policies) {
    const effective = effectivePolicy(file, project, today);
    if (effective) return effective;
  }
  return null;
}

interface Asked {
  settings: GateSettings;
  also: Also[];
}

/** The policy's scans decide; what else the pipeline left is shown beside them. */
function underPolicy(settings: GateSettings, found: ReadonlyMap<ReportKind, unknown>): Asked {
  const asked: readonly ReportKind[] = settings.scans;
  const also = inOrder(found).filter((kind) => !asked.includes(kind));
  return { settings, also: also.map((scan) => ({ scan, failOn: 'never', notAskedFor: true })) };
}

/** Whatever the pipeline left decides, by the threshold that the reader has set. */
function withoutPolicy({ failOn, perScan }: UngatedDefault, found: ReadonlyMap<ReportKind, unknown>): Asked {
  const also = inOrder(found).map((scan) => {
    const own: Readonly<Partial<Record<ReportKind, FailOn>>> = perScan;
    return { scan, failOn: own[scan] ?? failOn };
  });
  return { settings: { failOn, perScan, scans: [], drafts: true }, also };
}

function inOrder(found: ReadonlyMap<ReportKind, unknown>): ReportKind[] {
  return [...found.keys()].sort((a, b) => reportOrder(a) - reportOrder(b));
}
