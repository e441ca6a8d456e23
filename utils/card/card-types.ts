import type { ReportKind } from '../gate/scans.ts';
import type { Verdict } from '../gate/verdict.ts';
import type { Text } from '../texts/types.ts';
import type { Assurance, Doubt } from './trust.ts';

export type CardKind =
  | 'passed'
  | 'failed'
  | 'report_only'
  | 'running'
  | 'outdated'
  | 'not_gated'
  | 'expired'
  | 'error'
  | 'unverified'
  | 'draft'
  | 'closed'
  | 'signed_out'
  | 'read_error';

export type Tone = 'success' | 'warning' | 'danger' | 'info' | 'neutral';

/**
 * Whether GitLab holds the merge request to the verdict. `off`: the project does not require pipelines to
 * succeed. `other_pipeline`: the merge check looks at a pipeline that the status is not in. `fork`: GitLab
 * takes no status from the gate, as in a fork or on a protected source branch. `unknown`: this session may not see the setting.
 */
export type Enforcement = 'enforced' | 'off' | 'other_pipeline' | 'fork' | 'unknown';

/** How soon it is worth asking again: `quick` while the gate works or is due, `never` where nothing changes any more. */
export type Pace = 'quick' | 'steady' | 'seldom' | 'never';

/** The one thing to do now. `to` names a page of this GitLab, `action` something the card can do itself. */
export interface NextStep {
  text: Text;
  to?: 'group' | 'webhooks' | 'run' | 'pipeline' | 'sign_in';
  action?: 'refresh' | 'reload';
}

/** Where a verdict comes from that no gate has given: reports of the repository's own pipelines. */
export interface ReportsSource {
  /** The pipelines of head and base; null: none, or none of this GitLab. */
  pipelineUrl: string | null;
  baseUrl: string | null;
  /** Whether the group's policy decided; else the reader's own threshold. */
  policy: boolean;
  /** The pipeline has not ended: more may come. */
  running: boolean;
  /** A pipeline has more jobs than were looked at. */
  jobsCut: boolean;
  /** What is to be told of a scan. */
  causes: Readonly<Partial<Record<ReportKind, Text>>>;
}

/** The gate project behind a card, as far as this page can know. */
export interface GateOf {
  path: string;
  /** Id of the merge request's project. */
  project: number;
  /** Whether this session can read it, and the gate's pipelines with it. */
  readable: boolean;
}

/** What the card shows. */
export interface CardState {
  kind: CardKind;
  tone: Tone;
  /** One sentence that names the cause. A mere string is the gate's own, in English. May hold outside text: shown as text, capped. */
  sentence: Text;
  next: NextStep;
  /** Set only where it is believed and holds for the head commit, or was the last word on a closed one. */
  verdict: Verdict | null;
  enforcement: Enforcement | null;
  assurance: Assurance | null;
  doubt: Doubt | null;
  /** Username of the verdict's author. */
  by: string | null;
  /** ISO time: since when the gate runs. */
  since: string | null;
  /** Where the gate runs or ran, as the status says; of reports, the pipeline to run again. */
  runUrl: string | null;
  pace: Pace;
  /** Set where the gate can be asked for something: to run again, to ignore a finding. */
  gate: GateOf | null;
  /** Nothing of the gate is there, so that what the repository's own reports say may be shown instead. */
  gateUnseen?: true;
  /** Why the verdict is not enforced, in the reader's language; not set: as the verdict has it. */
  notEnforced?: Text;
  /** What is to be told of a scan, in the reader's language; not set: as the verdict has it. */
  causes?: ReportsSource['causes'];
  /** Set where `verdict` is not the gate's. */
  reports?: ReportsSource;
}
