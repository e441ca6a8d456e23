import type { PolicyProblem } from '../gate/policy.ts';
import type { FileProblem } from './group-snapshot.ts';

/** A policy's problems, for the reader's language. */
export function fileProblems(problems: readonly PolicyProblem[]): FileProblem[] {
  return problems.map(({ line, key, said }) => ({ line, key, message: said }));
}
