import type { EmbeddedGitLab } from '../embedded.ts';
import { PASSWORD } from '../seed-names.ts';

/** A browser, as far as cookies go. */
export function visitorOf(gitlab: () => EmbeddedGitLab) {
  let cookie = '';
  const visit = async (method: string, path: string, init: RequestInit = {}) => {
    const headers = { ...(init.headers as Record<string, string> | undefined), cookie };
    const response = await fetch(`${gitlab().url}${path}`, { ...init, method, headers, redirect: 'manual' });
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    return response;
  };
  const csrf = async () =>
    /name="csrf-token" content="([^"]+)"/.exec(await (await visit('GET', '/users/sign_in')).text())?.[1] ??
    '';
  const signIn = async (login: string, password = PASSWORD) =>
    visit('POST', '/users/sign_in', {
      body: new URLSearchParams({
        authenticity_token: await csrf(),
        'user[login]': login,
        'user[password]': password,
      }),
    });
  return { visit, csrf, signIn, cookie: () => cookie };
}
