/** What we use of the Navigation API; its types are not in every TypeScript's DOM library. */
interface NavigationEvents {
  addEventListener(type: 'navigatesuccess', listener: () => void, options: { signal: AbortSignal }): void;
}

/**
 * Calls back after the address has changed without a new document: GitLab's tabs of a group or a merge
 * request do that. After, not before: the Navigation API's `navigate` fires while `location` still is the
 * old page. Where there is no Navigation API, `pushState` of the page's world cannot be heard from ours, so
 * the address is compared twice a second.
 */
export function onNavigated(callback: () => void, signal: AbortSignal, view: Window = window): void {
  if (signal.aborted) return;
  let last = view.location.href;
  const look = () => {
    if (signal.aborted || view.location.href === last) return;
    last = view.location.href;
    callback();
  };
  const { navigation } = view as { navigation?: NavigationEvents };
  view.addEventListener('popstate', look, { signal });
  view.addEventListener('hashchange', look, { signal });
  if (navigation) {
    navigation.addEventListener('navigatesuccess', look, { signal });
    return;
  }
  const timer = view.setInterval(look, 500);
  signal.addEventListener('abort', () => view.clearInterval(timer), { once: true });
}
