import type { Opened } from '../../components/popup/popup-state.ts';
import { baseUrlFromAddress } from '../../utils/connect/base-url.ts';

/** How the page was opened: `?view=gate-token&base=…&group=…`, `?base=…`, `?tab=…`, or as the popup itself. */
export function openedAs(query: URLSearchParams): Opened {
  const groupPath = query.get('group');
  return {
    baseUrl: baseUrlFromAddress(query.get('base') ?? ''),
    view: query.get('view') === 'gate-token' && groupPath ? 'gate-token' : 'connect',
    groupPath: groupPath || null,
  };
}
