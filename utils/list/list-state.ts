/** What a row's badge says. */
export interface ListBadge {
  tone: 'success' | 'danger' | 'info' | 'neutral';
  text: string;
}

/** A commit status, in GitLab's words, as a badge. Its states are an open set. */
export function listBadge(status: string): ListBadge {
  switch (status) {
    case 'success':
      return { tone: 'success', text: 'Gate passed' };
    case 'failed':
      return { tone: 'danger', text: 'Gate failed' };
    case 'created':
    case 'waiting_for_resource':
    case 'preparing':
    case 'pending':
    case 'running':
    case 'scheduled':
      return { tone: 'info', text: 'Gate running' };
    default:
      return { tone: 'neutral', text: 'Gate stopped' };
  }
}

/** Whether it will be another one soon. */
export function isPassing({ tone }: ListBadge): boolean {
  return tone === 'info';
}

/** A list's badge is the status alone; who set it, and what was found, is what the card checks and shows. */
export const BADGE_HINT =
  'What the status MR Gate of the newest commit says. Open the merge request for the findings, and for whose status it is.';
