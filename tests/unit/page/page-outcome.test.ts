// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import { browser } from '#imports';
import { placeOf, readOutcomes, tellOutcome } from '../../../utils/page-outcome.ts';

afterEach(() => {
  delete (globalThis as { mrGateOutcomes?: unknown }).mrGateOutcomes;
  vi.restoreAllMocks();
});

test('what a script tells is worked out when it is asked for, and forgotten when it ends', () => {
  vi.spyOn(browser.runtime, 'getManifest').mockReturnValue({
    version: '1.2.3',
    manifest_version: 3,
    name: 'MR Gate',
  });
  expect(readOutcomes()).toBeNull();
  const ended = new AbortController();
  let state: 'loading' | 'signed_out' = 'loading';
  tellOutcome('card', () => ({ place: 'anchor', state }), ended.signal);
  state = 'signed_out';
  expect(readOutcomes()).toEqual({
    card: { place: 'anchor', state: 'signed_out', version: '1.2.3', alive: true },
  });
  // Its successor has told something before it ends.
  tellOutcome('card', () => ({ place: 'none', state: 'loading' }), new AbortController().signal);
  ended.abort();
  expect(readOutcomes()?.card?.place).toBe('none');
});

test('the question is one that can be sent to the page as text', () => {
  const alone = new Function(`return (${readOutcomes.toString()})()`) as typeof readOutcomes;
  expect(alone()).toBeNull();
});

test('a host’s place is where it is in the document', () => {
  const host = document.createElement('div');
  expect(placeOf(null)).toBe('none');
  expect(placeOf(host)).toBe('none');
  document.body.append(host);
  expect(placeOf(host)).toBe('anchor');
  host.dataset.mrGatePlace = 'floating';
  expect(placeOf(host)).toBe('floating');
});
