import type { Verdict } from '../gate/verdict.ts';
import type { StatusEntity } from './entities.ts';
import type { CardReading, GateNote } from './reading.ts';
import {
  type Assurance,
  chooseNote,
  chooseStatus,
  type Doubt,
  doubtNote,
  doubtPair,
  doubtStatus,
  gateUserOf,
  isInOtherPipeline,
} from './trust.ts';
import { doubtText, type NextStep, verdictText } from './words.ts';

export type CardKind =
  | 'passed'
  | 'failed'
  | 'report_only'
  | 'running'
  | 'outdated'
  | 'not_gated'
  | 'error'
  | 'unverified'
  | 'draft'
  | 'closed'
  | 'signed_out'
  | 'read_error';

export type Tone = 'success' | 'warning' | 'danger' | 'info' | 'neutral';

/**
 * Whether GitLab holds the merge request to the verdict. `off`: the project does not require pipelines to
 * succeed. `other_pipeline`: the merge check looks at a pipeline that the status is not in. `fork`: the status
 * belongs to the fork's commit and can't be posted. `unknown`: this session may not see the setting.
 */
export type Enforcement = 'enforced' | 'off' | 'other_pipeline' | 'fork' | 'unknown';

/** How soon it is worth asking again: `quick` while the gate works or is due, `never` where nothing changes any more. */
export type Pace = 'quick' | 'steady' | 'seldom' | 'never';

/** What the card shows. */
export interface CardState {
  kind: CardKind;
  tone: Tone;
  /** One sentence that names the cause. May hold outside text: shown as text, capped. */
  sentence: string;
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
  /** Where the gate runs or ran, as the status says. */
  runUrl: string | null;
  pace: Pace;
}

/** Between the status and the note of one verdict lies a moment in which they differ. */
const SETTLE_MS = 30_000;
/** This long after an event the gate may be about to start. */
const FRESH_MS = 120_000;
/** After this long a gate that works would have decided. */
const LONG_MS = 600_000;

/** What a card shows for what was read. Pure and total: any reading gives a state. */
export function cardState(reading: CardReading, now: number): CardState {
  const status = chooseStatus(reading);
  const note = chooseNote(reading);
  const open = reading.mergeRequest.state !== 'merged' && reading.mergeRequest.state !== 'closed';
  const base: CardState = {
    kind: 'unverified',
    tone: 'warning',
    sentence: '',
    next: { text: '' },
    verdict: null,
    enforcement: null,
    assurance: null,
    doubt: null,
    by: status?.author?.username ?? note?.author.username ?? null,
    since: null,
    runUrl: status?.target_url ?? null,
    pace: 'steady',
  };
  const unverified = (doubt: Doubt): CardState => {
    const own = doubt === 'status_author' ? ownVerdict(reading, note) : null;
    const blocks = own?.state === 'failed' || own?.state === 'error';
    return { ...base, doubt, tone: blocks ? 'danger' : 'warning', ...doubtText(doubt, reading, own) };
  };

  if (!note && !status) return open ? withoutVerdict(base, reading, now) : closed(base, reading, null);
  // Whose status it is matters even while it runs: a forged "pending" would hide a verdict.
  const statusDoubt = status && doubtStatus(reading, status);
  if (statusDoubt && (gateUserOf(reading) || !isUnderWay(status))) return unverified(statusDoubt);
  if (open && status && isUnderWay(status)) {
    return isWaitingDraft(reading, status) ? withoutVerdict(base, reading, now) : running(base, status, now);
  }
  const gaveUp = open && status && hasGivenUp(status) ? couldNotTell(base, status) : null;

  if (!note) {
    if (gaveUp) return gaveUp;
    if (open && status && hasJustEnded(status, now)) return running(base, status, now);
    return unverified('note_missing');
  }
  const noteDoubt = doubtNote(reading, note);
  if (noteDoubt || !note.reading.ok) return unverified(noteDoubt ?? 'note_unreadable');
  const { verdict } = note.reading;

  if (verdict.head !== reading.mergeRequest.sha) {
    if (!open) return closed(base, reading, null);
    if (gaveUp) return gaveUp;
    if (status) return hasJustEnded(status, now) ? running(base, status, now) : unverified('note_outdated');
    return reading.mergeRequest.draft ? withoutVerdict(base, reading, now) : outdated(base, verdict, reading);
  }
  if (status) {
    const pairDoubt = doubtPair(status, note, verdict);
    if (pairDoubt === 'disagree' && gaveUp) return gaveUp;
    if (pairDoubt === 'disagree' && open && hasJustEnded(status, now)) return running(base, status, now);
    if (pairDoubt) return unverified(pairDoubt);
  } else if (!isFork(reading)) {
    return unverified(reading.statuses === null ? 'status_hidden' : 'status_missing');
  }
  const assurance: Assurance = gateUserOf(reading) ? 'verified' : 'consistent';
  const believed: CardState = { ...base, verdict, assurance, by: note.author.username };
  if (!open) return closed(believed, reading, verdict);
  const enforcement = enforcementOf(reading, status);
  return {
    ...believed,
    kind: verdict.state,
    tone: toneOf(verdict, assurance),
    enforcement,
    ...verdictText(verdict, enforcement),
  };
}

function withoutVerdict(base: CardState, reading: CardReading, now: number): CardState {
  const { mergeRequest, statuses } = reading;
  // The gate's first status comes soon after something happened, or not at all.
  const isFresh = now - Date.parse(mergeRequest.updated_at ?? '') < FRESH_MS;
  const quiet: CardState = { ...base, tone: 'neutral', pace: isFresh ? 'quick' : 'seldom' };
  if (mergeRequest.draft) {
    return {
      ...quiet,
      kind: 'draft',
      sentence: 'This is a draft and the gate has not evaluated it.',
      next: { text: 'Mark it as ready: if this repository is gated, it is evaluated then.' },
    };
  }
  if (statuses === null) {
    return {
      ...quiet,
      kind: 'not_gated',
      sentence: 'There is no verdict that you may see on this merge request.',
      next: { text: 'Ask a maintainer of the repository whether it is gated.' },
    };
  }
  return {
    ...quiet,
    kind: 'not_gated',
    sentence: 'This repository is not gated, or the gate has not seen this merge request yet.',
    next: { text: 'To gate it, a maintainer opens the group and chooses Configure Scans.', to: 'group' },
  };
}

function running(base: CardState, status: StatusEntity, now: number): CardState {
  const ended = !isUnderWay(status);
  const since = status.started_at ?? status.created_at;
  const long = !ended && now - Date.parse(since ?? '') > LONG_MS;
  return {
    ...base,
    kind: 'running',
    tone: 'info',
    sentence: ended
      ? 'The gate has decided and is writing down the details.'
      : 'The gate is evaluating this merge request.',
    next: long
      ? { text: 'It takes unusually long: see whether the gate pipeline has a runner.', to: 'run' }
      : { text: 'Wait: the verdict appears here by itself.' },
    since,
    pace: 'quick',
  };
}

/** The gate broke off before there was anything to write a note about: its status says why. */
function couldNotTell(base: CardState, status: StatusEntity): CardState {
  return {
    ...base,
    kind: 'error',
    sentence: status.description ?? '',
    next: { text: 'See what went wrong in the gate pipeline; a new push evaluates again.', to: 'run' },
  };
}

function outdated(base: CardState, verdict: Verdict, reading: CardReading): CardState {
  return {
    ...base,
    kind: 'outdated',
    tone: 'info',
    sentence: `New commits: the last verdict is for ${verdict.head.slice(0, 8)}, the head is ${reading.mergeRequest.sha?.slice(0, 8) ?? 'gone'}.`,
    next: {
      text: 'Wait a minute for the gate to start; if it does not, a maintainer finds the cause under Settings, Webhooks.',
      to: 'webhooks',
    },
    pace: 'quick',
  };
}

function closed(base: CardState, reading: CardReading, verdict: Verdict | null): CardState {
  const how = reading.mergeRequest.state === 'merged' ? 'Merged' : 'Closed';
  return {
    ...base,
    kind: 'closed',
    tone: 'neutral',
    verdict,
    sentence: verdict
      ? `${how}. The gate's last verdict: ${LAST_WORD[verdict.state]}.`
      : `${how} without a verdict on its last commit.`,
    next: { text: 'Nothing to do: a closed merge request is not evaluated again.' },
    pace: 'never',
  };
}

const LAST_WORD: Record<Verdict['state'], string> = {
  passed: 'passed',
  failed: 'failed',
  report_only: 'report only',
  error: 'the gate could not tell',
};

function isUnderWay(status: StatusEntity | null): boolean {
  return /^(created|waiting_for_resource|preparing|pending|running|scheduled)$/.test(status?.status ?? '');
}

/** What the gate itself says of the head commit where somebody else's status stands in front of it. */
function ownVerdict(reading: CardReading, note: GateNote | null): Verdict | null {
  if (!note?.reading.ok || doubtNote(reading, note)) return null;
  return note.reading.verdict.head === reading.mergeRequest.sha ? note.reading.verdict : null;
}

/** The gate's own words for drafts that the policy leaves alone, and for having failed itself. */
function isWaitingDraft({ mergeRequest }: CardReading, status: StatusEntity): boolean {
  return mergeRequest.draft && status.status === 'pending' && /^Draft\b/.test(status.description ?? '');
}

function hasGivenUp(status: StatusEntity): boolean {
  return status.status === 'failed' && /^The gate could not tell\b/.test(status.description ?? '');
}

function hasJustEnded(status: StatusEntity, now: number): boolean {
  const ended = Date.parse(status.finished_at ?? status.created_at ?? '');
  return Math.abs(now - ended) < SETTLE_MS;
}

function isFork({ mergeRequest }: CardReading): boolean {
  return (
    mergeRequest.source_project_id !== null && mergeRequest.source_project_id !== mergeRequest.project_id
  );
}

function enforcementOf(reading: CardReading, status: StatusEntity | null): Enforcement {
  if (!status) return 'fork';
  if (reading.mustSucceed === false) return 'off';
  if (isInOtherPipeline(reading, status)) return 'other_pipeline';
  return reading.mustSucceed === null ? 'unknown' : 'enforced';
}

/** Green is for a verified pass with nothing new and nothing missing; whatever is less looks like less. */
function toneOf(verdict: Verdict, assurance: Assurance): Tone {
  if (verdict.state === 'failed') return 'danger';
  if (verdict.state === 'error') return 'warning';
  if (verdict.state === 'report_only') return verdict.counts.blocking > 0 ? 'warning' : 'info';
  const incomplete = verdict.scans.length === 0 || verdict.scans.some((scan) => !isComplete(scan.state));
  if (incomplete || verdict.counts.introduced > 0) return 'warning';
  return assurance === 'verified' ? 'success' : 'info';
}

function isComplete(state: Verdict['scans'][number]['state']): boolean {
  return state === 'ok' || state === 'nothing_to_scan';
}
