import { Failure } from '../failure.ts';
import { type CommitAction, createCommit, recentCommits } from '../gitlab/endpoints/commits.ts';
import type { Requester } from '../gitlab/endpoints/read.ts';
import { GitLabError } from '../gitlab/errors.ts';
import { text } from '../texts/text.ts';
import { isUncertain } from './refused.ts';
import type { Run } from './run.ts';
import { commitMessage, isOfJob } from './trailers.ts';

/** Somebody else commits at the same time: that often the files are read again. */
const MOST_ATTEMPTS = 5;
const LOOK_BACK = 30;

export interface CommitTarget {
  project: number;
  branch: string;
  path: string;
}

/**
 * One commit of a job, made once whatever happens: `prepare` reads the files as they are now and says what is
 * to change; nothing to change is no commit. Where a file was changed in between, or the answer was lost, it is
 * asked again, and finds either the old state or its own work.
 *
 * @param prepare gives the changes, or null: it is all there already
 * @param looks also look for a commit of this job by its trailer before making one (where the files alone cannot
 *   tell our commit from somebody else's)
 * @returns the commit's sha, null where nothing was to be done
 */
export async function commitOnce(
  run: Run,
  gitlab: Requester,
  target: CommitTarget,
  title: string,
  prepare: () => Promise<CommitAction[] | null>,
  looks = false,
): Promise<string | null> {
  const { record } = run;
  for (let attempt = 1; ; attempt++) {
    if (looks && record.committing) {
      const commits = await recentCommits(gitlab, target.project, target.branch, LOOK_BACK);
      const made = commits.find((commit) => isOfJob(commit.message, record.id));
      if (made) return made.id;
    }
    const actions = await prepare();
    if (!actions || actions.length === 0) return null;
    if (looks && !record.committing) {
      record.committing = true;
      await run.checkpoint();
    }
    try {
      return await createCommit(gitlab, target.project, {
        branch: target.branch,
        message: commitMessage(title, record.id, record.username),
        actions,
      });
    } catch (error) {
      const again = isUncertain(error) || isOutrun(error);
      if (!again || attempt >= MOST_ATTEMPTS) throw told(error, target);
    }
  }
}

/** The file was changed, made or removed since it was read (GitLab answers 400 to all of these). */
function isOutrun(error: unknown): boolean {
  return (
    error instanceof GitLabError &&
    (error.kind === 'conflict' ||
      (error.kind === 'invalid' &&
        /has changed|been updated|exist|stale|conflict|branch/i.test(error.message)))
  );
}

function told(error: unknown, target: CommitTarget): unknown {
  if (!(error instanceof GitLabError) || error.kind !== 'forbidden') return error;
  return new Failure({
    kind: 'may_not_commit',
    what: text('apply.error.may_not_commit', { branch: target.branch, path: target.path }),
    next: text('apply.error.may_not_commit_next'),
  });
}
