// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { ContentScriptContext } from '../../../utils/script-context.ts';

it('ends a content script when a newer copy of it starts, and no other script', () => {
  const old = new ContentScriptContext('merge-request');
  const other = new ContentScriptContext('group');
  expect([old.signal.aborted, other.signal.aborted]).toEqual([false, false]);
  const next = new ContentScriptContext('merge-request');
  expect([old.signal.aborted, other.signal.aborted, next.signal.aborted]).toEqual([true, false, false]);
});
