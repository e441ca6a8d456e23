import { isForeignOrigin } from './browser-differences.ts';

/** What the browser says about who sent a message (`runtime.MessageSender`). */
export interface Sender {
  id?: string | undefined;
  url?: string | undefined;
  origin?: string | undefined;
  frameId?: number | undefined;
  tab?: { id?: number | undefined } | undefined;
}

export interface Own {
  /** `runtime.id` */
  id: string;
  /** `runtime.getURL('')`, with its trailing slash. */
  root: string;
}

export type Caller = { tier: 'extension' } | { tier: 'page'; tabId: number; url: string };

/**
 * Who is calling, by what the browser vouches for alone. null: nobody that we answer.
 *
 * `extension`: a page of ours, in the popup or in a tab. `page`: our content script in the top frame of a web page;
 * in a frame it could be made to click by the page around it.
 */
export function callerOf(sender: Sender, own: Own): Caller | null {
  if (sender.id !== own.id || typeof sender.url !== 'string' || !URL.canParse(sender.url)) return null;
  const url = new URL(sender.url);
  const foreignOrigin = (origin: string): boolean => isForeignOrigin(sender.origin, origin);
  if (sender.url.startsWith(own.root)) {
    if (sender.frameId !== undefined && sender.frameId !== 0) return null;
    return foreignOrigin(own.root.replace(/\/$/, '')) ? null : { tier: 'extension' };
  }
  const tabId = sender.tab?.id;
  if (typeof tabId !== 'number' || sender.frameId !== 0) return null;
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  if (sender.origin === 'null' || foreignOrigin(url.origin)) return null;
  return { tier: 'page', tabId, url: url.href };
}

/** The longest of the base URLs that the page lies under, whole path segments only. */
export function baseUrlOf(pageUrl: string, baseUrls: readonly string[]): string | null {
  const page = new URL(pageUrl);
  let found: string | null = null;
  for (const baseUrl of baseUrls) {
    if (!URL.canParse(baseUrl)) continue;
    const base = new URL(baseUrl);
    const root = base.pathname.replace(/\/$/, '');
    const under = page.pathname === root || page.pathname.startsWith(`${root}/`);
    if (page.origin === base.origin && under && (found === null || baseUrl.length > found.length))
      found = baseUrl;
  }
  return found;
}
