import { mayGate } from '../gate/gate-project.ts';
import { blocks, holderOf } from '../gate/status.ts';
import type { Verdict } from '../gate/verdict.ts';
import type { CardState, Enforcement, GateOf, Tone } from './card-types.ts';
import type { StatusEntity } from './entities.ts';
import { closed, couldNotTell, held, outdated, running, withoutVerdict } from './other-states.ts';
import type { CardReading, GateNote } from './reading.ts';
import { hasGivenUp, hasJustEnded, isUnderWay, isWaitingDraft } from './status-facts.ts';
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
import { doubtText, verdictText } from './words.ts';

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
    gate: open ? gateOf(reading, note) : null,
  };
  const unverified = (doubt: Doubt): CardState => {
    const own = doubt === 'status_author' ? ownVerdict(reading, note) : null;
    return {
      ...base,
      doubt,
      tone: own && blocks(own) ? 'danger' : 'warning',
      ...doubtText(doubt, reading, own),
    };
  };

  if (!note && !status) {
    return open ? { ...withoutVerdict(base, reading, now), gateUnseen: true } : closed(base, reading, null);
  }
  // Whose status it is matters even while it runs: a forged "pending" would hide a verdict.
  const statusDoubt = status && doubtStatus(reading, status);
  if (statusDoubt && (gateUserOf(reading) || !isUnderWay(status))) return unverified(statusDoubt);
  if (open && status && isUnderWay(status)) {
    return isWaitingDraft(reading, status) ? withoutVerdict(base, reading, now) : running(base, status, now);
  }
  // It was merged or closed before there was a verdict.
  if (!open && (!note || (status && isUnderWay(status)))) return closed(base, reading, null);
  const gaveUp = open && status && hasGivenUp(status) ? couldNotTell(base, status) : null;

  if (!note) {
    if (gaveUp) return gaveUp;
    if (status && hasJustEnded(status, now)) return running(base, status, now);
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
  const ours = status?.status === 'failed' && status.author?.id === note.author.id ? status : null;
  const holder = ours && !blocks(verdict) ? holderOf(ours.description ?? '') : null;
  if (status && holder === null) {
    const pairDoubt = doubtPair(status, note, verdict);
    if (pairDoubt === 'disagree' && gaveUp) return gaveUp;
    if (pairDoubt === 'disagree' && open && hasJustEnded(status, now)) return running(base, status, now);
    if (pairDoubt) return unverified(pairDoubt);
  } else if (!status && !isFork(reading) && verdict.notEnforced === undefined) {
    return unverified(reading.statuses === null ? 'status_hidden' : 'status_missing');
  }
  const assurance: Assurance = gateUserOf(reading) ? 'verified' : 'consistent';
  const believed: CardState = { ...base, verdict, assurance, by: note.author.username };
  if (!open) return closed(believed, reading, verdict);
  const enforcement = enforcementOf(reading, status);
  if (holder !== null) return held({ ...believed, enforcement }, holder);
  return {
    ...believed,
    kind: verdict.state,
    tone: toneOf(verdict, assurance),
    enforcement,
    ...verdictText(verdict, enforcement),
  };
}

/** What the gate itself says of the head commit where somebody else's status stands in front of it. */
function ownVerdict(reading: CardReading, note: GateNote | null): Verdict | null {
  if (!note?.reading.ok || doubtNote(reading, note)) return null;
  return note.reading.verdict.head === reading.mergeRequest.sha ? note.reading.verdict : null;
}

/** The gate project that lists this project, else the one that a note names and that may be it. */
function gateOf(reading: CardReading, note: GateNote | null): GateOf | null {
  const project = reading.mergeRequest.project_id;
  const listed = reading.gateProjects.find((candidate) => candidate.listed);
  if (listed) return { path: listed.path, project, readable: true };
  const named = note?.reading.ok ? note.reading.verdict.gate.project : null;
  return named !== null && mayGate(named, reading.projectPath)
    ? { path: named, project, readable: false }
    : null;
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
