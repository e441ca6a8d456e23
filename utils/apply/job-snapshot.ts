import type { ApplyWork, StoredResult } from './apply-work-types.ts';
import { isActive, type JobRecord } from './job-record.ts';
import type { JobSnapshot, RepoResult } from './job-types.ts';

/** What has ended can be undone; a gate that was taken down has to be set up anew. */
function isUndoable(work: ApplyWork, state: JobSnapshot['state']): boolean {
  return !isActive(state) && work.mode !== 'remove_all';
}

/** A job as pages see it. */
export function snapshotOf(
  record: JobRecord,
  work: ApplyWork | null,
  results: ReadonlyMap<number, StoredResult>,
): JobSnapshot {
  const { id, kind, baseUrl, groupPath, state, startedAt, finishedAt, error, waitingFor, waitingUntil } =
    record;
  return {
    id,
    kind,
    ...(work && { mode: work.mode, title: work.title, undoable: isUndoable(work, state) }),
    baseUrl,
    groupPath,
    state,
    steps: record.steps.map((step) => ({ ...step })),
    repos: (work?.repos ?? []).map(({ project, path, webUrl }) => {
      return pageResult(results.get(project) ?? { project, path, webUrl, state: 'queued' });
    }),
    startedAt,
    ...(finishedAt !== undefined && { finishedAt }),
    ...(error !== undefined && { error }),
    ...(state === 'waiting' && waitingFor !== undefined && { waitingFor }),
    ...(state === 'waiting' && waitingUntil !== undefined && { waitingUntil }),
  };
}

/** Without what only the job itself needs. */
function pageResult({ project, path, webUrl, state, detail, error }: StoredResult): RepoResult {
  return {
    project,
    path,
    webUrl,
    state,
    ...(detail !== undefined && { detail }),
    ...(error !== undefined && { error }),
  };
}
