// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { onWidgetChanged } from '../../../utils/gitlab/page/widget-changes.ts';

describe('changes of the merge widget', () => {
  let host: HTMLElement;
  let ended: AbortController;
  const looks = vi.fn();
  let placed: () => void;

  beforeEach(() => {
    vi.useFakeTimers();
    document.body.innerHTML =
      '<section><div id="host"></div><div id="widget-state"><p>Pipeline</p></div><div id="notes"></div></section>';
    host = document.querySelector<HTMLElement>('#host')!;
    ended = new AbortController();
    looks.mockClear();
    placed = onWidgetChanged(host, looks, ended.signal);
    placed();
  });
  afterEach(() => {
    ended.abort();
    vi.useRealTimers();
  });

  const change = async (selector: string) => {
    document.querySelector(selector)!.append(document.createElement('i'));
    // Observers are told in a microtask.
    await vi.advanceTimersByTimeAsync(0);
  };

  test('looks once after several changes of the widget', async () => {
    await change('#widget-state');
    await change('#widget-state p');
    expect(looks).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(500);
    expect(looks).toHaveBeenCalledTimes(1);
  });

  test('changes elsewhere on the page mean nothing', async () => {
    await change('#notes');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(looks).not.toHaveBeenCalled();
  });

  test('a widget that never rests makes it look every five seconds at most', async () => {
    for (let second = 0; second < 20; second++) {
      await change('#widget-state');
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(looks.mock.calls.length).toBeGreaterThanOrEqual(3);
    expect(looks.mock.calls.length).toBeLessThanOrEqual(5);
  });

  test('a widget that is replaced is still followed', async () => {
    document.querySelector('#widget-state')!.outerHTML = '<div id="widget-state" class="new"></div>';
    await vi.advanceTimersByTimeAsync(0);
    await change('#widget-state.new');
    await vi.advanceTimersByTimeAsync(500);
    expect(looks).toHaveBeenCalledTimes(1);
  });

  test('is followed to where the host is put', async () => {
    document.querySelector('#notes')!.append(host);
    host.insertAdjacentHTML('afterend', '<div id="other"></div>');
    placed();
    await change('#widget-state');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(looks).not.toHaveBeenCalled();
    await change('#other');
    await vi.advanceTimersByTimeAsync(500);
    expect(looks).toHaveBeenCalledTimes(1);
  });

  test('a widget that comes with the page is no news; what changes in it later is', async () => {
    const widget = document.querySelector('#widget-state')!;
    widget.id = 'js-vue-mr-widget';
    placed();
    widget.id = 'widget-state';
    placed();
    await change('#widget-state');
    await vi.advanceTimersByTimeAsync(4_900);
    expect(looks).not.toHaveBeenCalled();
    await change('#widget-state');
    await vi.advanceTimersByTimeAsync(500);
    expect(looks).toHaveBeenCalledTimes(1);
  });

  test('ends with its signal', async () => {
    ended.abort();
    await change('#widget-state');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(looks).not.toHaveBeenCalled();
  });
});
