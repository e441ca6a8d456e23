import { daysLeft } from './connect/expiry.ts';
import type { Connection } from './connection.ts';
import type { LoggedRequest } from './request-log.ts';
import type { Settings } from './settings.ts';

export interface DiagnosticsInput {
  version: string;
  userAgent: string;
  connections: readonly Connection[];
  /** How many sites are granted. */
  granted: number;
  /** Names of the content scripts that are registered. */
  scripts: readonly string[];
  settings: Settings;
  /** Jobs by what became of them. */
  jobs: readonly { active: boolean }[];
  requests: readonly LoggedRequest[];
  now: number;
}

/** The words of GitLab's API paths that say nothing about anybody. What is not among them is left out of a report. */
const ROUTE_WORDS = new Set(
  `access_tokens api approvals archive bridges bulk_imports changes commits compare descendant_groups diffs diff_refs
  discussions events files groups hooks jobs artifacts members all merge merge_base merge_requests metadata notes
  personal_access_tokens pipelines projects protected_branches raw repository branches retry search self
  service_accounts shared statuses subgroups test tree trace trigger pipeline triggers user users variables version
  versions graphql ref cancel play rotate`.split(/\s+/),
);

/** `/projects/acme%2Fshop/hooks/7?x=1` → `/projects/…/hooks/…`. */
export function redactedPath(path: string): string {
  const [route = ''] = path.split('?');
  return route
    .split('/')
    .map((part) => (part === '' || ROUTE_WORDS.has(part) ? part : '…'))
    .join('/');
}

/** What somebody who helps needs to know, as plain text that can be posted in public: no host, name, path or secret. */
export function diagnosticsText(input: DiagnosticsInput): string {
  const { settings, connections, requests, now } = input;
  const numbers = new Map(connections.map(({ baseUrl }, index) => [baseUrl, index + 1]));
  const off = Object.entries(settings.features).flatMap(([feature, on]) => (on ? [] : [feature]));
  const running = input.jobs.filter(({ active }) => active).length;
  return [
    `MR Gate ${input.version}`,
    input.userAgent,
    `Sites allowed: ${input.granted}`,
    `Scripts registered: ${input.scripts.join(', ') || 'none'}`,
    `Switched off: ${off.join(', ') || 'nothing'}`,
    `Ungated merge requests fail on: ${settings.ungatedDefault.failOn}`,
    `Jobs: ${running} running, ${input.jobs.length - running} ended`,
    '',
    ...connections.map((connection, index) => connectionLine(connection, index + 1, now)),
    '',
    `Last ${requests.length} requests, newest first:`,
    ...requests.map(({ at, baseUrl, method, path, status, ms, with: way }) => {
      const where = numbers.has(baseUrl) ? `GitLab ${numbers.get(baseUrl)}` : 'a GitLab no longer connected';
      return `${at} ${where} ${method} ${redactedPath(path)} ${status || 'no answer'} ${Math.round(ms)} ms${way === 'session' ? ' (session)' : ''}`;
    }),
  ].join('\n');
}

function connectionLine(connection: Connection, number: number, now: number): string {
  const { protocol, pathname } = new URL(connection.baseUrl);
  const ends = connection.expiresAt === null ? 'no end told' : `${daysLeft(connection.expiresAt, now)} days`;
  return [
    `GitLab ${number}: ${connection.version ?? 'version not told'}`,
    protocol.slice(0, -1),
    pathname === '/' ? 'at the root' : 'below a path',
    `token of a ${connection.user.kind}`,
    connection.access,
    connection.scopes.filter((scope) => /^[a-z_]{1,40}$/.test(scope)).join('+'),
    ends,
    `checked ${connection.checkedAt}`,
  ].join(', ');
}
