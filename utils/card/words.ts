import type { Verdict } from '../gate/verdict.ts';
import type { Enforcement, NextStep } from './card-types.ts';
import type { CardReading } from './reading.ts';
import type { SessionFailure } from './session-api.ts';
import { chooseNote, chooseStatus, type Doubt, gateUserOf } from './trust.ts';

interface Text {
  sentence: string;
  next: NextStep;
}

/** Why a verdict is shown without being enforced; null: it is enforced, or nobody here can know. */
export function notEnforcedText(enforcement: Enforcement | null, verdict: Verdict): string | null {
  switch (enforcement) {
    case 'off':
      return 'This repository does not require pipelines to succeed, so GitLab lets the merge through.';
    case 'other_pipeline':
      return 'GitLab’s merge check looks at another pipeline than the one that holds this verdict.';
    case 'fork':
      return verdict.notEnforced ?? 'The merge request comes from a fork, where the gate can’t set a status.';
    default:
      return verdict.notEnforced ?? null;
  }
}

/** "1 new finding", "3 new findings". */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** What a believed verdict says, and what to do. Made from its counts: the same numbers as in the card's body. */
export function verdictText(verdict: Verdict, enforcement: Enforcement): Text {
  const { blocking, introduced, existing } = verdict.counts;
  const at = atThreshold(verdict);
  const aside = verdict.scans.some(({ state, notAskedFor }) => state === 'not_compared' && !notAskedFor)
    ? ' The target branch could not be scanned, so every finding counts as new.'
    : '';
  const below = introduced > 0 ? `${count(introduced, 'new finding')} below it` : '';
  switch (verdict.state) {
    case 'failed':
      return {
        sentence:
          blocking > 0
            ? `${count(blocking, 'new finding')} ${at}.${aside}`
            : verdict.cause || 'The gate failed.',
        next: {
          text:
            enforcement === 'enforced'
              ? 'Merging is blocked: fix what is listed and push, the gate evaluates again by itself.'
              : 'Fix what is listed and push, the gate evaluates again by itself.',
        },
      };
    case 'passed': {
      const missing = verdict.scans.filter(
        ({ state, notAskedFor }) => !notAskedFor && (state === 'failed' || state === 'missing'),
      );
      const rest = [
        below,
        missing.length > 0 ? `${count(missing.length, 'scan')} without a result` : '',
        existing > 0 && !below ? `${existing} already in the target branch` : '',
      ].filter(Boolean);
      return {
        sentence: `No new findings ${at}${rest.length > 0 ? `; ${rest.join(', ')}` : ''}.${aside}`,
        next: {
          text:
            rest.length > 0 && (introduced > 0 || missing.length > 0)
              ? 'Nothing is blocked: look at what is listed before you merge.'
              : 'Nothing to do.',
        },
      };
    }
    case 'report_only':
      return {
        sentence:
          blocking + introduced > 0
            ? `${count(blocking + introduced, 'new finding')}; this repository only reports.`
            : 'No new findings; this repository only reports.',
        next: {
          text:
            blocking + introduced > 0
              ? 'Nothing is blocked: look at what is listed before you merge.'
              : 'Nothing to do.',
        },
      };
    case 'error':
      return {
        sentence: verdict.cause || 'The gate could not tell whether this merge request is safe.',
        next: {
          text: 'See what went wrong in the gate pipeline; a new push evaluates again.',
          to: 'run',
        },
      };
  }
}

/** "at high or above", or, where scans differ, "at or above the threshold of their scan". */
function atThreshold({ failOn, scans }: Verdict): string {
  if (scans.some((scan) => !scan.notAskedFor && scan.failOn !== failOn))
    return 'at or above the threshold of their scan';
  if (failOn === 'never') return 'at or above the threshold';
  return failOn === 'critical' ? 'at critical' : `at ${failOn} or above`;
}

/**
 * Why the verdict is not believed. Usernames are outside text.
 *
 * @param own what the gate itself says, where that is known all the same.
 */
export function doubtText(doubt: Doubt, reading: CardReading, own: Verdict | null = null): Text {
  const status = chooseStatus(reading);
  const note = chooseNote(reading);
  const gate = `@${gateUserOf(reading)?.username ?? 'the gate'}`;
  const poster = status?.author ? `@${status.author.username}` : 'an unknown user';
  const writer = note ? `@${note.author.username}` : 'an unknown user';
  const again: NextStep = {
    text: 'Do not rely on it: push again so that the gate decides, and tell a maintainer.',
  };
  switch (doubt) {
    case 'status_author':
      return {
        sentence: `The status was set by ${poster}, not by this group’s gate ${gate}${own ? `, whose own verdict is: ${said(own.state)}` : ''}.`,
        next: again,
      };
    case 'note_author':
      return {
        sentence: `The verdict was written by ${writer}, not by this group’s gate ${gate}.`,
        next: again,
      };
    case 'different_authors':
      return { sentence: `The status is from ${poster}, but its details are from ${writer}.`, next: again };
    case 'own_verdict':
      return {
        sentence: `The verdict comes from ${status?.author ? poster : writer}, who opened this merge request or is unknown.`,
        next: again,
      };
    case 'not_listed':
      return {
        sentence: 'The gate project does not list this repository, so this verdict no longer counts.',
        next: {
          text: 'To gate it again, a maintainer opens the group and chooses Configure Scans.',
          to: 'group',
        },
      };
    case 'note_unreadable':
      return {
        sentence: 'The verdict is not in a form that this version of MR Gate reads.',
        next: { text: 'Update MR Gate, or read the gate’s comment below.' },
      };
    case 'other_merge_request':
      return { sentence: 'The verdict was written for another merge request.', next: again };
    case 'note_missing':
      return {
        sentence: reading.notesCut
          ? `The status says ${said(status?.status)}, but its details are not among the first 3,000 comments of this merge request.`
          : `The status says ${said(status?.status)}, but the comment with its details is missing.`,
        next: { text: 'See the gate pipeline for the details; a new push writes them again.', to: 'run' },
      };
    case 'note_outdated':
      return {
        sentence: `The status says ${said(status?.status)}, but its details are for an older commit.`,
        next: { text: 'See the gate pipeline for the details; a new push writes them again.', to: 'run' },
      };
    case 'status_missing':
      return {
        sentence: 'There are details for this commit, but GitLab holds no status, so nothing is enforced.',
        next: again,
      };
    case 'status_hidden':
      return {
        sentence: 'GitLab does not show you this commit’s status, so the verdict can’t be checked.',
        next: { text: 'Ask a member of the repository for the verdict.' },
      };
    case 'disagree':
      return {
        sentence: `The status says ${said(status?.status)}, but its details say ${note?.reading.ok ? said(note.reading.verdict.state) : 'otherwise'}.`,
        next: again,
      };
    case 'inconsistent':
      return {
        sentence: 'The verdict contradicts itself: its result does not fit its findings.',
        next: again,
      };
  }
}

/** A state of GitLab's or ours as a word; anything unknown is outside text. */
function said(state: string | undefined): string {
  const words: Record<string, string> = {
    success: 'passed',
    report_only: 'report only',
    error: 'could not tell',
  };
  return state === undefined ? 'nothing' : Object.hasOwn(words, state) ? words[state]! : state.slice(0, 40);
}

/** What to say when GitLab could not be read. */
export function failureText(kind: SessionFailure): Text {
  switch (kind) {
    case 'signed_out':
      return {
        sentence: 'You are signed out of GitLab, so the verdict can’t be read.',
        next: { text: 'Sign in and come back.', to: 'sign_in' },
      };
    case 'forbidden':
    case 'not_found':
      return {
        sentence: 'GitLab does not let this page read the merge request any more.',
        next: { text: 'Reload the page.', action: 'reload' },
      };
    case 'rate_limited':
      return {
        sentence: 'GitLab is limiting your requests, so the verdict can’t be read just now.',
        next: { text: 'Wait a minute: it is read again by itself.' },
      };
    case 'network':
    case 'timeout':
      return {
        sentence: 'GitLab did not answer.',
        next: { text: 'Check your connection and try again.', action: 'refresh' },
      };
    case 'server':
      return {
        sentence: 'GitLab answered with an error of its own.',
        next: { text: 'Try again in a moment.', action: 'refresh' },
      };
    case 'unreadable':
    case 'cancelled':
      return {
        sentence: 'GitLab’s answer could not be read.',
        next: { text: 'Try again; if it stays, this GitLab needs a newer MR Gate.', action: 'refresh' },
      };
  }
}
