import type { Verdict } from '../gate/verdict.ts';
import { text } from '../texts/text.ts';
import type { Text } from '../texts/types.ts';
import type { CardState, Enforcement, NextStep } from './card-types.ts';
import type { EntityUser } from './entities.ts';
import type { CardReading } from './reading.ts';
import type { SessionFailure } from './session-api.ts';
import { chooseNote, chooseStatus, type Doubt, gateUserOf } from './trust.ts';

type Said = Pick<CardState, 'sentence' | 'next'>;

/** Why a verdict is shown without being enforced; null: it is enforced, or nobody here can know. */
export function notEnforcedText(
  { enforcement, reports, notEnforced }: CardState,
  verdict: Verdict,
): Text | null {
  if (enforcement === 'off' || enforcement === 'other_pipeline') return text(`card.lax.${enforcement}`);
  if (reports) return text('card.lax.not_gated');
  return notEnforced ?? verdict.notEnforced ?? (enforcement === 'fork' ? text('card.lax.fork') : null);
}

/** What a believed verdict says, and what to do. Made from its counts: the same numbers as in the card's body. */
export function verdictText(verdict: Verdict, enforcement: Enforcement): Said {
  const { blocking, introduced, existing } = verdict.counts;
  const found = blocking + introduced;
  const at = atThreshold(verdict);
  switch (verdict.state) {
    case 'failed':
      return {
        sentence:
          blocking > 0
            ? withBase(verdict, text('card.failed', { count: blocking, at }))
            : verdict.cause || text('card.gate_failed'),
        next: { text: text(enforcement === 'enforced' ? 'card.next.blocked' : 'card.next.fix') },
      };
    case 'passed': {
      const missing = verdict.scans.filter(
        ({ state, notAskedFor }) => !notAskedFor && (state === 'failed' || state === 'missing'),
      ).length;
      const rest = [
        introduced > 0 && text('card.also.below', { count: introduced }),
        missing > 0 && text('card.also.missing', { count: missing }),
        existing > 0 && introduced === 0 && text('card.also.existing', { number: existing }),
      ].filter((part) => part !== false);
      return { sentence: withBase(verdict, passed(at, rest)), next: look(introduced + missing) };
    }
    case 'report_only':
      return {
        sentence: found > 0 ? text('card.reported', { count: found }) : text('card.reported_none'),
        next: look(found),
      };
    case 'error':
      return { sentence: gateSaid(verdict.cause) || text('card.could_not_tell_why'), next: SEE_RUN };
  }
}

function passed(at: Text, [also, other]: readonly Text[]): Text {
  if (!also) return text('card.passed', { at });
  return other ? text('card.passed_with_two', { at, also, other }) : text('card.passed_with', { at, also });
}

function look(found: number): NextStep {
  return { text: text(found > 0 ? 'card.next.look' : 'card.next.nothing') };
}

/** What a verdict says, with a word on a target branch that it could not be compared with. */
function withBase({ scans }: Verdict, verdict: Text): Text {
  return scans.some(({ state, notAskedFor }) => state === 'not_compared' && !notAskedFor)
    ? text('card.uncompared', { verdict })
    : verdict;
}

/** "at high or above", or, where scans differ, "at or above the threshold of their scan". */
function atThreshold({ failOn, scans }: Verdict): Text {
  if (scans.some((scan) => !scan.notAskedFor && scan.failOn !== failOn)) return text('card.at.scans');
  return text(`card.at.${failOn === 'never' ? 'threshold' : failOn}`);
}

export const SEE_RUN: NextStep = { text: text('card.next.see_run'), to: 'run' };

const GAVE_UP = 'The gate could not tell: ';

/** The gate's own words, which are English, told in the page's language as far as they are always the same. */
export function gateSaid(words: string): Text {
  return words.startsWith(GAVE_UP)
    ? text('card.could_not_tell', { gate: words.slice(GAVE_UP.length) })
    : words;
}

const IN_RUN: NextStep = { text: text('card.next.details_in_run'), to: 'run' };
const AFTER: Partial<Record<Doubt, NextStep>> = {
  not_listed: { text: text('card.next.gate_again'), to: 'group' },
  note_unreadable: { text: text('card.next.update') },
  note_missing: IN_RUN,
  note_outdated: IN_RUN,
  status_hidden: { text: text('card.next.ask_member') },
};

/**
 * Why the verdict is not believed. Usernames are outside text.
 *
 * @param own what the gate itself says, where that is known all the same.
 */
export function doubtText(doubt: Doubt, reading: CardReading, own: Verdict | null = null): Said {
  const status = chooseStatus(reading);
  const note = chooseNote(reading);
  const poster = named(status?.author);
  const writer = named(note?.author);
  // One set of facts for all of them: each sentence takes what it names.
  const facts = {
    poster,
    writer,
    author: status?.author ? poster : writer,
    gate: named(gateUserOf(reading)),
    said: said(own ? own.state : status?.status),
    other: note?.reading.ok ? said(note.reading.verdict.state) : text('card.said.otherwise'),
  };
  const which = own
    ? 'status_author_own'
    : doubt === 'note_missing' && reading.notesCut
      ? 'note_beyond'
      : doubt;
  return {
    sentence: { id: `card.doubt.${which}`, with: facts },
    next: AFTER[doubt] ?? { text: text('card.next.distrust') },
  };
}

function named(user: EntityUser | null | undefined): Text {
  return user ? `@${user.username}` : text('card.unknown_user');
}

/** A state of GitLab's or ours as a word; anything unknown is outside text. */
function said(state: string | undefined): Text {
  switch (state) {
    case undefined:
      return text('card.said.nothing');
    case 'success':
    case 'passed':
      return text('card.said.passed');
    case 'failed':
    case 'report_only':
    case 'error':
      return text(`card.said.${state}`);
    default:
      return state.slice(0, 40);
  }
}

/** What to say when GitLab could not be read. */
export function failureText(failure: SessionFailure): Said {
  const kind = FAILURES[failure];
  const next: NextStep = { text: text(`card.mend.${kind}`) };
  if (kind === 'signed_out') next.to = 'sign_in';
  else if (kind === 'hidden') next.action = 'reload';
  else if (kind !== 'rate_limited') next.action = 'refresh';
  return { sentence: text(`card.failure.${kind}`), next };
}

const FAILURES = {
  signed_out: 'signed_out',
  forbidden: 'hidden',
  not_found: 'hidden',
  rate_limited: 'rate_limited',
  network: 'network',
  timeout: 'network',
  server: 'server',
  unreadable: 'unreadable',
  cancelled: 'unreadable',
} as const satisfies Record<SessionFailure, string>;
