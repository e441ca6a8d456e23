const PAGES_BELOW_ROOT = /\/(?:-|users|groups|dashboard|explore|admin|help|api)(?:\/.*)?$/;

/**
 * The base URL of a GitLab from what a person typed or pasted: a host name, or the address of one of its pages. Origin
 * plus relative URL root, no trailing slash. null: not an address.
 */
export function baseUrlFromAddress(address: string): string | null {
  const typed = address.trim();
  if (!typed || /\s/.test(typed)) return null;
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`;
  if (!URL.canParse(withScheme)) return null;
  const url = new URL(withScheme);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  if (url.username || url.password || !url.hostname) return null;
  return url.origin + url.pathname.replace(PAGES_BELOW_ROOT, '').replace(/\/+$/, '');
}

/** Whether what is sent to this address can be read on the way: plain http to another machine. */
export function isReadableOnTheWay(baseUrl: string): boolean {
  const { protocol, hostname } = new URL(baseUrl);
  const local =
    hostname === 'localhost' || hostname.endsWith('.localhost') || /^(?:127\.|\[::1\]$)/.test(hostname);
  return protocol === 'http:' && !local;
}
