import { readGon } from './gon.ts';

export interface PageUser {
  /** null where the page names the user only by name. */
  id: number | null;
  username: string;
}

/**
 * Who is signed in on this page; null: nobody, or the page does not say. From `gon` (all versions, signed in),
 * else from the super sidebar's data (16 and later).
 */
export function readPageUser(document: Document): PageUser | null {
  const gon = readGon(document);
  if (typeof gon.current_username === 'string' && typeof gon.current_user_id === 'number') {
    return { id: gon.current_user_id, username: gon.current_username };
  }
  const sidebar = document.querySelector('aside[data-sidebar]')?.getAttribute('data-sidebar');
  if (!sidebar) return null;
  try {
    const data = JSON.parse(sidebar) as { is_logged_in?: unknown; username?: unknown } | null;
    return data?.is_logged_in === true && typeof data.username === 'string'
      ? { id: null, username: data.username }
      : null;
  } catch {
    return null;
  }
}
