import type { EmbeddedGitLab } from '../embedded.ts';
import { TOKENS } from '../seed-names.ts';

export interface Reply {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape, looked into by tests
  body: any;
}

/** Raw requests, so that tests see statuses, headers and bodies as they are. */
export function apiOf(gitlab: () => EmbeddedGitLab) {
  return async (
    method: string,
    path: string,
    body?: unknown,
    token: string | null = TOKENS.olgaApi,
    headers: Record<string, string> = {},
  ): Promise<Reply> => {
    const response = await fetch(`${gitlab().url}/api/v4${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(token === null ? {} : { 'PRIVATE-TOKEN': token }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') && text !== '';
    return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
  };
}
