import { text } from '../texts/text.ts';
import type { Text } from '../texts/types.ts';

/** What a row's badge says. */
export interface ListBadge {
  tone: 'success' | 'danger' | 'info' | 'neutral';
  text: Text;
}

/** A commit status, in GitLab's words, as a badge. Its states are an open set. */
export function listBadge(status: string): ListBadge {
  switch (status) {
    case 'success':
      return { tone: 'success', text: text('list.passed') };
    case 'failed':
      return { tone: 'danger', text: text('list.failed') };
    case 'created':
    case 'waiting_for_resource':
    case 'preparing':
    case 'pending':
    case 'running':
    case 'scheduled':
      return { tone: 'info', text: text('list.running') };
    default:
      return { tone: 'neutral', text: text('list.stopped') };
  }
}

/** Whether it will be another one soon. */
export function isPassing({ tone }: ListBadge): boolean {
  return tone === 'info';
}
