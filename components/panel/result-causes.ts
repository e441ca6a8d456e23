import type { JobSnapshot, RepoResult } from '../../utils/apply/job-types.ts';
import { say } from '../../utils/texts/page-texts.ts';
import { toCsv } from './csv.ts';

/** One reason for which repositories failed, and how many. */
export interface Cause {
  /** What makes two failures the same. */
  key: string;
  what: string;
  count: number;
}

/** Why repositories failed, the most frequent first. */
export function causesOf(repos: readonly RepoResult[]): Cause[] {
  const causes = new Map<string, Cause>();
  for (const repo of repos) {
    const key = causeKey(repo);
    if (key === null || !repo.error) continue;
    const cause = causes.get(key);
    if (cause) cause.count += 1;
    else causes.set(key, { key, what: say(repo.error.what), count: 1 });
  }
  return [...causes.values()].sort((a, b) => b.count - a.count);
}

/** The same for equal causes, whatever the repository is called. null: it did not fail. */
export function causeKey({ state, error, path }: RepoResult): string | null {
  if (state !== 'failed' || !error) return null;
  return `${error.kind}: ${say(error.what).replaceAll(path, '')}`;
}

export function resultsCsv(job: JobSnapshot): string {
  return toCsv(
    ['project_id', 'path', 'url', 'state', 'detail', 'cause', 'error', 'next_step'],
    job.repos.map((repo) => [
      String(repo.project),
      repo.path,
      repo.webUrl,
      repo.state,
      say(repo.detail ?? ''),
      repo.error?.kind ?? '',
      repo.error ? say(repo.error.what) : '',
      repo.error ? say(repo.error.next) : '',
    ]),
  );
}

export function resultsJson(job: JobSnapshot): string {
  const { id, kind, groupPath, state, startedAt, finishedAt, repos } = job;
  return `${JSON.stringify({ job: id, kind, group: groupPath, state, startedAt, finishedAt, repos: repos.map(inWords) }, null, 2)}\n`;
}

function inWords({ detail, error, ...repo }: RepoResult) {
  return {
    ...repo,
    ...(detail !== undefined && { detail: say(detail) }),
    ...(error && { error: { ...error, what: say(error.what), next: say(error.next) } }),
  };
}
