import type { GateSettings } from '../gate/policy.ts';
import { sayInEnglish } from '../gate/said.ts';
import { GitLabError } from '../gitlab/errors.ts';
import { GitFailed } from './git.ts';

/** Why something failed, as text that may stand in a log, a status and a note. */
export function explain(error: unknown): string {
  if (error instanceof GitLabError) {
    const request = `${error.method} ${error.path}${error.status ? `, ${error.status}` : ''}`;
    return sayInEnglish('gate.broken.gitlab', { why: error.message, request });
  }
  if (error instanceof GitFailed) return error.message;
  return error instanceof Error ? error.message : 'unknown error';
}

/** The status where the gate could not do its work: `failed`, unless the policy lets such a merge request through. */
export function couldNotTell(
  error: unknown,
  onError?: GateSettings['onError'],
): { state: 'failed' | 'success'; description: string } {
  const through = onError === 'allow';
  const description = `${through ? 'Let through by the policy. ' : ''}The gate could not tell: ${explain(error)}`;
  return { state: through ? 'success' : 'failed', description: description.slice(0, 255) };
}
