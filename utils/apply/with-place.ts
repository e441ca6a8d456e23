import { text } from '../texts/text.ts';
import type { Text } from '../texts/types.ts';
import type { FileProblem } from './group-snapshot.ts';

/** A sentence, with where and why after it, where that is known. */
export function withPlace(id: 'apply.error.not_a_policy', first: FileProblem | undefined): Text {
  if (!first) return text(id);
  const { key, message } = first;
  const line = String(first.line);
  return key ? text(`${id}_key`, { line, key, message }) : text(`${id}_line`, { line, message });
}
