import { createHmac, randomBytes } from 'node:crypto';
import type { User, World } from '../world/types.ts';

export interface Session {
  id: string;
  userId: number | null;
  csrfToken: string;
  flash: string | null;
  /** Where the person was going when the sign-in came between: path and query with root. */
  returnTo: string | null;
}

export const SESSION_COOKIE = '_gitlab_session';

/** Sessions of the web pages: an opaque cookie, HttpOnly and SameSite=Lax as GitLab sets it. */
export class Sessions {
  readonly #sessions = new Map<string, Session>();
  readonly #secret = randomBytes(16);

  find(cookieHeader: string | undefined): Session | null {
    const id = cookie(cookieHeader, SESSION_COOKIE);
    return id === null ? null : (this.#sessions.get(id) ?? null);
  }

  create(userId: number | null): Session {
    const id = randomBytes(16).toString('hex');
    const csrfToken = createHmac('sha256', this.#secret).update(id).digest('base64url');
    const session = { id, userId, csrfToken, flash: null, returnTo: null };
    this.#sessions.set(id, session);
    return session;
  }

  end(session: Session): void {
    this.#sessions.delete(session.id);
  }

  user(session: Session | null, world: World): User | null {
    const user = world.users.find((candidate) => candidate.id === session?.userId);
    return user?.state === 'active' ? user : null;
  }
}

export function setCookie(session: Session, root: string): string {
  return `${SESSION_COOKIE}=${session.id}; path=${root === '' ? '/' : root}; HttpOnly; SameSite=Lax`;
}

function cookie(header: string | undefined, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const [key, value] = part.trim().split('=');
    if (key === name && value !== undefined) return value;
  }
  return null;
}
