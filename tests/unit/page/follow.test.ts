import { afterEach, describe, expect, it, vi } from 'vitest';
import { onNavigated } from '../../../utils/gitlab/page/navigation.ts';
import { followTheme, type Theme } from '../../../utils/gitlab/page/theme.ts';

/** A window of which the tests control the address, the clock aside. */
function fakeWindow(withNavigationApi: boolean) {
  const view = Object.assign(new EventTarget(), {
    location: { href: 'https://gitlab.example/acme' },
    setInterval: (callback: () => void, ms: number) => setInterval(callback, ms),
    clearInterval: (timer: number) => clearInterval(timer),
    ...(withNavigationApi && { navigation: new EventTarget() }),
  });
  return view as unknown as Window & { location: { href: string }; navigation?: EventTarget };
}

afterEach(() => vi.useRealTimers());

describe('onNavigated', () => {
  it('tells of a finished navigation, once, with the new address', () => {
    const view = fakeWindow(true);
    const seen: string[] = [];
    const controller = new AbortController();
    onNavigated(() => seen.push(new URL(view.location.href).pathname), controller.signal, view);
    view.navigation?.dispatchEvent(new Event('navigate'));
    view.location.href = 'https://gitlab.example/groups/acme/-/shared';
    view.navigation?.dispatchEvent(new Event('navigatesuccess'));
    view.navigation?.dispatchEvent(new Event('navigatesuccess'));
    view.dispatchEvent(new Event('popstate'));
    expect(seen).toEqual(['/groups/acme/-/shared']);
    controller.abort();
    view.location.href = 'https://gitlab.example/other';
    view.navigation?.dispatchEvent(new Event('navigatesuccess'));
    expect(seen).toHaveLength(1);
  });

  it('notices the page’s pushState without the Navigation API', () => {
    vi.useFakeTimers();
    const view = fakeWindow(false);
    const seen: string[] = [];
    const controller = new AbortController();
    onNavigated(() => seen.push(new URL(view.location.href).pathname), controller.signal, view);
    view.location.href = 'https://gitlab.example/b';
    vi.advanceTimersByTime(1000);
    view.location.href = 'https://gitlab.example/c';
    view.dispatchEvent(new Event('popstate'));
    vi.advanceTimersByTime(1000);
    expect(seen).toEqual(['/b', '/c']);
    controller.abort();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('followTheme', () => {
  it('follows the class on <html>, and the system where GitLab does', async () => {
    const { Window } = await import('happy-dom');
    const window = new Window();
    const document = window.document as unknown as Document;
    const query = Object.assign(new EventTarget(), { matches: false });
    Object.assign(window, { matchMedia: () => query });
    vi.stubGlobal('MutationObserver', window.MutationObserver);
    const seen: Theme[] = [];
    const controller = new AbortController();
    followTheme(document, (theme) => seen.push(theme), controller.signal);
    expect(seen).toEqual(['light']);
    const setClass = async (name: string) => {
      document.documentElement.className = name;
      await window.happyDOM.waitUntilComplete();
    };
    const setSystem = async (dark: boolean) => {
      query.matches = dark;
      query.dispatchEvent(new Event('change'));
    };
    await setClass('gl-dark with-top-bar');
    await setClass('gl-dark with-top-bar other');
    await setClass('gl-light');
    await setSystem(true);
    expect(seen).toEqual(['light', 'dark', 'light']);
    await setClass('gl-system');
    await setSystem(false);
    expect(seen).toEqual(['light', 'dark', 'light', 'dark', 'light']);
    controller.abort();
    await setClass('gl-dark');
    await setSystem(true);
    expect(seen).toHaveLength(5);
    vi.unstubAllGlobals();
  });
});
