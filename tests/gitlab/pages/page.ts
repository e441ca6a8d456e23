import { createHash, randomBytes } from 'node:crypto';
import type { Layout } from '../embedded.ts';
import type { PageAnswer, PageRequest } from '../server/context.ts';
import type { Group, Project, User } from '../world/types.ts';
import type { Html } from './html.ts';
import { type Breadcrumb, renderDocument, type SidebarItem } from './layout.ts';

export type Theme = 'light' | 'dark' | 'system';

/** One page's content, before the shell goes around it. */
export interface Page {
  status?: number;
  title: string;
  /** `<body data-page>`: GitLab's controller path and action. */
  dataPage: string;
  dataPageTypeId?: string;
  group?: Group;
  project?: Project;
  breadcrumbs: Breadcrumb[];
  sidebar: SidebarItem[];
  /** Content of `#content-body`. */
  content: Html;
  /** Content of the page without the shell, as on sign-in and error pages. */
  bare?: boolean;
  /** Puts the content as wide as the panel. */
  wide?: boolean;
}

/** What the shell needs to know of the request. */
export interface Shell {
  request: PageRequest;
  user: User | null;
  root: string;
  nonce: string;
  theme: Theme;
  /** Of the page, as the user has chosen it. */
  language: string;
  layout: Layout;
}

/** A whole page with GitLab's headers. */
export function answerPage(request: PageRequest, page: Page): PageAnswer {
  const nonce = randomBytes(16).toString('base64');
  const { root, layout } = request.context;
  const theme = readTheme(request);
  const shell: Shell = {
    request,
    user: request.user,
    root,
    nonce,
    theme,
    language: readLanguage(request),
    layout: chosenLayout(request, layout),
  };
  const kept =
    (request.query.has('lang') && `preferred_language=${shell.language}`) ||
    (request.query.has('theme') && `preferred_theme=${theme}`);
  return {
    status: page.status ?? 200,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': contentSecurityPolicy(nonce, request.context.baseUrl),
      'X-Frame-Options': 'SAMEORIGIN',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'strict-origin-when-cross-origin',
      'Cache-Control': 'max-age=0, private, must-revalidate',
      Vary: 'Accept, Cookie',
      ...(kept && { 'Set-Cookie': `${kept}; path=${root === '' ? '/' : root}; SameSite=Lax` }),
    },
    body: renderDocument(shell, page).text,
  };
}

/** A part of a page, which the page's own script fetches. */
export function answerFragment(fragment: Html): PageAnswer {
  return {
    status: 200,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
      ETag: `W/"${createHash('sha1').update(fragment.text).digest('hex')}"`,
    },
    body: fragment.text,
  };
}

export function redirectTo(location: string): PageAnswer {
  return {
    status: 302,
    headers: { Location: location, 'Content-Type': 'text/html; charset=utf-8' },
    body: '',
  };
}

/** As gitlab.com and Omnibus set it: lib/gitlab/content_security_policy/config_loader.rb. */
function contentSecurityPolicy(nonce: string, baseUrl: string): string {
  const { host } = new URL(baseUrl);
  return [
    "base-uri 'self'",
    `connect-src 'self' ws://${host} wss://${host}`,
    "default-src 'self'",
    "font-src 'self'",
    "form-action 'self' https: http:",
    "frame-ancestors 'self'",
    "frame-src 'self'",
    "img-src 'self' data: blob: http: https:",
    "manifest-src 'self'",
    "media-src 'self' data: blob: http: https:",
    "object-src 'none'",
    `script-src 'strict-dynamic' 'self' 'unsafe-inline' 'unsafe-eval' 'nonce-${nonce}'`,
    "style-src 'self' 'unsafe-inline'",
    "worker-src 'self' blob: data:",
  ].join('; ');
}

/** `?theme=dark` sets the preference, as GitLab's preferences page does; a cookie keeps it. */
function readTheme(request: PageRequest): Theme {
  const cookie = /(?:^|;\s*)preferred_theme=(\w+)/.exec(request.headers.cookie ?? '')?.[1];
  const wanted = request.query.get('theme') ?? cookie;
  return wanted === 'dark' || wanted === 'system' ? wanted : 'light';
}

/** `?lang=de`, kept in GitLab's own cookie. The pages' words stay English: what counts is what they say of themselves. */
function readLanguage(request: PageRequest): string {
  const cookie = /(?:^|;\s*)preferred_language=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1];
  return /^[a-z]{2}(?:[-_][A-Za-z]{2})?$/.exec(request.query.get('lang') ?? cookie ?? '')?.[0] ?? 'en';
}

/** One instance can serve both: the panels are a user's preference in between. */
function chosenLayout(request: PageRequest, fallback: Layout): Layout {
  const wanted = fallback === 'legacy' ? null : request.query.get('layout');
  return wanted === 'panels' || wanted === 'classic' ? wanted : fallback;
}
