import { inject } from 'vitest';

/** The gate program as WXT builds it and the set-up commits it, from the sources as they are (`build-once.ts`). */
export async function builtProgram(): Promise<string> {
  const answer = await fetch(inject('gateProgram'));
  const text = await answer.text();
  if (!answer.ok) throw new Error(`The gate program could not be built: ${text}`);
  return text;
}
