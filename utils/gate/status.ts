import { failOnTitle } from './settings.ts';
import { cap } from './text.ts';
import type { Verdict } from './verdict.ts';

/** GitLab cuts nothing: a longer description is refused (`POST /projects/:id/statuses/:sha`). */
const MAX_DESCRIPTION = 255;

export interface StatusText {
  state: 'success' | 'failed';
  /** At most 255 characters, plain text. */
  description: string;
}

/** The commit status of a verdict. */
export function statusFor(verdict: Verdict): StatusText {
  const { blocking, introduced, existing } = verdict.counts;
  const state = blocks(verdict) ? 'failed' : 'success';
  const aside = [
    introduced > 0 && `${introduced} below the threshold`,
    existing > 0 && `${existing} already in the target branch`,
  ].filter((part) => part !== false);
  const also = aside.length > 0 ? ` (${aside.join(', ')})` : '';
  switch (verdict.state) {
    case 'failed':
      return status(
        state,
        `${blocking} new finding${blocking === 1 ? '' : 's'} at ${threshold(verdict)}${also}`,
      );
    case 'error':
      return status(state, `${verdict.letThrough ? 'Let through by the policy. ' : ''}${verdict.cause}`);
    case 'report_only':
      return status(state, `Report only, nothing blocks${also}`);
    case 'passed':
      return status(state, `Nothing new at ${threshold(verdict)}${also}`);
  }
}

/** Whether a verdict stops the merge. `error` does unless the policy says otherwise: a gate that cannot tell does not open. */
export function blocks({ state, letThrough }: Pick<Verdict, 'state' | 'letThrough'>): boolean {
  return state === 'failed' || (state === 'error' && !letThrough);
}

/** A merge request's status where another one's verdict, which shares its commit and pipeline, blocks. */
export function heldBy(iid: number, verdict: Verdict): StatusText {
  return status('failed', `Held by !${iid}, which has the same commit: ${statusFor(verdict).description}`);
}

/** And where that verdict is not there yet. */
export function waitsFor(iid: number): string {
  return `Waits for the verdict on !${iid}, which has the same commit`;
}

/** Which merge request holds this one, by its status; null: none. */
export function holderOf(description: string): number | null {
  const iid = /^Held by !(\d{1,15}), which has the same commit\b/.exec(description)?.[1];
  return iid === undefined ? null : Number(iid);
}

function threshold(verdict: Verdict): string {
  const title = failOnTitle(verdict.failOn);
  if (verdict.scans.some((s) => s.failOn !== verdict.failOn)) return 'its threshold';
  return title === 'Critical' ? title : `${title} or worse`;
}

function status(state: StatusText['state'], description: string): StatusText {
  return { state, description: cap(description, MAX_DESCRIPTION) };
}
