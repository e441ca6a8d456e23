export type Theme = 'light' | 'dark';

/**
 * GitLab's colours as the page shows them now. `<html class="gl-dark">` is dark (13 and later). With "System"
 * as the user's preference it is `gl-system`, and a script of the page adds and removes `gl-dark` as the
 * system changes; the media query is asked too, since GitLab's style sheets go by it.
 */
export function readTheme(document: Document): Theme {
  const { classList } = document.documentElement;
  if (classList.contains('gl-dark')) return 'dark';
  return classList.contains('gl-system') && darkQuery(document)?.matches ? 'dark' : 'light';
}

/** Calls back with the theme at once and at every change, until `signal` aborts. */
export function followTheme(document: Document, onTheme: (theme: Theme) => void, signal: AbortSignal): void {
  if (signal.aborted) return;
  let last: Theme | null = null;
  const look = () => {
    const theme = readTheme(document);
    if (theme === last || signal.aborted) return;
    last = theme;
    onTheme(theme);
  };
  const observer = new MutationObserver(look);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['class'] });
  signal.addEventListener('abort', () => observer.disconnect(), { once: true });
  darkQuery(document)?.addEventListener('change', look, { signal });
  look();
}

function darkQuery(document: Document): MediaQueryList | null {
  return document.defaultView?.matchMedia?.('(prefers-color-scheme: dark)') ?? null;
}
