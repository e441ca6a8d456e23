import type { Verdict } from '../gate/verdict.ts';
import { text } from '../texts/text.ts';
import type { Text } from '../texts/types.ts';
import type { CardState, Enforcement, NextStep } from './card-types.ts';
import type { CardReading } from './reading.ts';
import type { SessionFailure } from './session-api.ts';
import { chooseNote, chooseStatus, type Doubt, gateUserOf } from './trust.ts';

type Said = Pick<CardState, 'sentence' | 'next'>;

/** Why a verdict is shown without being enforced; null: it is enforced, or nobody here can know. */
export function notEnforcedText({ enforcement, reports }: CardState, verdict: Verdict): Text | null {
  if (enforcement === 'off' || enforcement === 'other_pipeline') return text(`card.lax.${enforcement}`);
  if (reports) return text('card.lax.not_gated');
  return verdict.notEnforced ?? (enforcement === 'fork' ? text('card.lax.fork') : null);
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

/**
 * Why the verdict is not believed. Usernames are outside text.
 *
 * @param own what the gate itself says, where that is known all the same.
 */
export function doubtText(doubt: Doubt, reading: CardReading, own: Verdict | null = null): Said {
  const status = chooseStatus(reading);
  const note = chooseNote(reading);
  const gate = `@${gateUserOf(reading)?.username ?? ''}`;
  const poster = status?.author ? `@${status.author.username}` : text('card.unknown_user');
  const writer = note ? `@${note.author.username}` : text('card.unknown_user');
  const says = said(status?.status);
  const again: NextStep = { text: text('card.next.distrust') };
  const inRun: NextStep = { text: text('card.next.details_in_run'), to: 'run' };
  switch (doubt) {
    case 'status_author':
      return {
        sentence: own
          ? text('card.doubt.status_author_own', { poster, gate, said: said(own.state) })
          : text('card.doubt.status_author', { poster, gate }),
        next: again,
      };
    case 'note_author':
      return { sentence: text('card.doubt.note_author', { writer, gate }), next: again };
    case 'different_authors':
      return { sentence: text('card.doubt.different_authors', { poster, writer }), next: again };
    case 'own_verdict':
      return {
        sentence: text('card.doubt.own_verdict', { writer: status?.author ? poster : writer }),
        next: again,
      };
    case 'not_listed':
      return {
        sentence: text('card.doubt.not_listed'),
        next: { text: text('card.next.gate_again'), to: 'group' },
      };
    case 'note_unreadable':
      return { sentence: text('card.doubt.note_unreadable'), next: { text: text('card.next.update') } };
    case 'note_missing':
      return {
        sentence: text(reading.notesCut ? 'card.doubt.note_beyond' : 'card.doubt.note_missing', {
          said: says,
        }),
        next: inRun,
      };
    case 'note_outdated':
      return { sentence: text('card.doubt.note_outdated', { said: says }), next: inRun };
    case 'status_hidden':
      return { sentence: text('card.doubt.status_hidden'), next: { text: text('card.next.ask_member') } };
    case 'disagree': {
      const other = note?.reading.ok ? said(note.reading.verdict.state) : text('card.said.otherwise');
      return { sentence: text('card.doubt.disagree', { said: says, other }), next: again };
    }
    case 'other_merge_request':
    case 'status_missing':
    case 'inconsistent':
      return { sentence: text(`card.doubt.${doubt}`), next: again };
  }
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
