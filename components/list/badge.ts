import type { Theme } from '../../utils/gitlab/page/theme.ts';
import type { ListBadge } from '../../utils/list/list-state.ts';
import { pageLanguage, say, t } from '../../utils/texts/page-texts.ts';

/** What the page's own badges are called, and their background and text where it has no such token (before 17). */
const COLOURS: Record<ListBadge['tone'], Record<Theme, readonly [string, string]>> = {
  success: { light: ['#c3e6cd', '#24663b'], dark: ['#52b87a', '#17291c'] },
  danger: { light: ['#fdd4cd', '#ae1800'], dark: ['#f6806d', '#3d1610'] },
  info: { light: ['#cbe2f9', '#0b5cad'], dark: ['#63a6e9', '#1d283e'] },
  neutral: { light: ['#ececef', '#4c4b51'], dark: ['#4d4b4e', '#ecebea'] },
};

/** Names our element, and whose state it shows. */
export const BADGE_OF = 'data-mr-gate-of';

/** A row's badge: an item of GitLab's own list of signs, styled inline since it stands among GitLab's styles. */
export function createBadge(document: Document, key: string, badge: ListBadge, theme: Theme): HTMLElement {
  const item = document.createElement('li');
  item.setAttribute(BADGE_OF, key);
  item.style.cssText = 'display: inline-flex; list-style: none; margin: -2px 8px -2px 0';
  item.append(document.createElement('span'));
  fillBadge(item, badge, theme);
  return item;
}

/** Writes only what has changed. */
export function fillBadge(item: HTMLElement, { tone, text }: ListBadge, theme: Theme): void {
  const pill = item.firstElementChild as HTMLElement | null;
  const look = `${tone} ${theme}`;
  if (!pill || (item.dataset.look === look && pill.textContent === say(text))) return;
  const [background, color] = COLOURS[tone][theme];
  item.dataset.look = look;
  pill.style.cssText =
    'padding: 2px 8px; border-radius: 16px; font-size: 12px; line-height: 16px; white-space: nowrap';
  pill.style.background = `var(--gl-badge-${tone}-background-color-default, ${background})`;
  pill.style.color = `var(--gl-badge-${tone}-text-color-default, ${color})`;
  // The status alone; who set it, and what was found, is what the card checks and shows.
  pill.title = t('list.hint');
  pill.lang = pageLanguage();
  pill.textContent = say(text);
}
