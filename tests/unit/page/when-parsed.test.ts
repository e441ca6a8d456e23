// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest';
import { whenParsed } from '../../../utils/gitlab/page/when-parsed.ts';

/** A document that is still being read, and how it goes on. */
function documentAt(readyState: DocumentReadyState) {
  const page = document.implementation.createHTMLDocument();
  const state = vi.spyOn(page, 'readyState', 'get').mockReturnValue(readyState);
  const becomes = (next: DocumentReadyState) => {
    state.mockReturnValue(next);
    page.dispatchEvent(new Event('readystatechange'));
  };
  return { page, becomes };
}

test.each(['interactive', 'complete'] as const)('a document that is %s: at once', (readyState) => {
  const callback = vi.fn();
  const { page, becomes } = documentAt(readyState);
  whenParsed(callback, new AbortController().signal, page);
  expect(callback).toHaveBeenCalledOnce();
  becomes('complete');
  expect(callback).toHaveBeenCalledOnce();
});

test('one that is still read: as soon as its markup is there, and once', () => {
  const callback = vi.fn();
  const { page, becomes } = documentAt('loading');
  whenParsed(callback, new AbortController().signal, page);
  expect(callback).not.toHaveBeenCalled();
  becomes('interactive');
  expect(callback).toHaveBeenCalledOnce();
  becomes('complete');
  expect(callback).toHaveBeenCalledOnce();
});

test('a script that has ended meanwhile is not called, nor one that had before', () => {
  const callback = vi.fn();
  const { page, becomes } = documentAt('loading');
  const controller = new AbortController();
  whenParsed(callback, controller.signal, page);
  controller.abort();
  becomes('interactive');
  whenParsed(callback, controller.signal, page);
  expect(callback).not.toHaveBeenCalled();
});
