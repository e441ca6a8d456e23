/** What a handler gives back. A Buffer or string body goes out as it is, anything else as JSON. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'Content-Type': 'application/json', ...headers }, body };
}

export function noContent(): Answer {
  return { status: 204, headers: {}, body: '' };
}

export function bytes(body: Buffer | string, type: string, headers: Record<string, string> = {}): Answer {
  return { status: 200, headers: { 'Content-Type': type, ...headers }, body };
}

export function redirect(location: string, status = 302): Answer {
  return {
    status,
    headers: { Location: location, 'Content-Type': 'text/html; charset=utf-8' },
    body: `<html><body>You are being <a href="${location.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}">redirected</a>.</body></html>`,
  };
}
