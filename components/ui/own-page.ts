import { KIT } from './kit-style.ts';

/**
 * Makes one of the extension's own pages ready: with the kit's styles, before the page's own, and in the system's
 * colours.
 *
 * @returns where the page is to be rendered
 */
export function ownPage(): HTMLElement {
  const app = document.querySelector<HTMLElement>('#app');
  if (!app) throw new Error('The page has no place to be in');
  const style = document.createElement('style');
  style.textContent = KIT;
  document.head.prepend(style);

  const dark = matchMedia('(prefers-color-scheme: dark)');
  const followColours = (): void => {
    app.dataset.theme = dark.matches ? 'dark' : 'light';
  };
  dark.addEventListener('change', followColours);
  followColours();
  return app;
}
