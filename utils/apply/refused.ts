import { Failure } from '../failure.ts';
import { GitLabError } from '../gitlab/errors.ts';
import type { UserError } from '../user-error.ts';

/** GitLab's own words, as the end of a sentence. */
export function reasonOf(error: GitLabError): string {
  return error.message.replace(/[.\s]+$/, '');
}

/** Runs a call; where GitLab refuses it (403), tells what that means here. */
export async function whereRefused<T>(call: Promise<T>, told: (reason: string) => UserError): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof GitLabError && error.kind === 'forbidden') throw new Failure(told(reasonOf(error)));
    throw error;
  }
}

/** GitLab says that the name, path or key is in use. */
export function isTaken(error: unknown): boolean {
  return (
    error instanceof GitLabError &&
    (error.kind === 'invalid' || error.kind === 'conflict') &&
    /taken|already exists/i.test(error.message)
  );
}

/** The write may have happened all the same: look before repeating it. */
export function isUncertain(error: unknown): boolean {
  return error instanceof GitLabError && error.uncertain;
}
