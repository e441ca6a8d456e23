import type { Connection } from '../../utils/connection.ts';
import { text } from '../../utils/texts/text.ts';
import type { Text } from '../../utils/texts/types.ts';
import type { PopupState } from './popup-state.ts';

/** A token of another user changes who every later change is made by: that is said. */
export function noticeOf(now: Connection, before: Connection | null): PopupState['notice'] {
  if (before && before.user.id !== now.user.id) {
    return {
      variant: 'warning',
      text: text('popup.notice.other_user', { now: nameOf(now), before: nameOf(before) }),
    };
  }
  if (before) return { variant: 'success', text: text('popup.notice.updated') };
  return {
    variant: 'success',
    text: now.access === 'full' ? text('popup.notice.connected') : text('popup.notice.connected_read_only'),
  };
}

function nameOf({ user }: Connection): Text {
  return user.username ? `@${user.username}` : text('popup.notice.unknown_user');
}
