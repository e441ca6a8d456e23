import { GitLabError } from '../gitlab/errors.ts';
import { GitFailed } from './git.ts';

/** Why something failed, as text that may stand in a log, a status and a note. */
export function explain(error: unknown): string {
  if (error instanceof GitLabError) {
    return `GitLab: ${error.message} (${error.method} ${error.path}${error.status ? `, ${error.status}` : ''})`;
  }
  if (error instanceof GitFailed) return error.message;
  return error instanceof Error ? error.message : 'unknown error';
}

/** The cause for a status: short, with what to do. */
export function couldNotTell(error: unknown): string {
  return `The gate could not tell: ${explain(error)}`.slice(0, 255);
}
