import type { ListBadge } from '../../utils/list/list-state.ts';
import { pageLanguage, say, t } from '../../utils/texts/page-texts.ts';

/** GitLab's own badge colours where the page has them, with literals that are legible on light and on dark. */
const COLOURS: Record<ListBadge['tone'], readonly [string, string]> = {
  success: [
    'var(--gl-badge-success-background-color-default, #c3e6cd)',
    'var(--gl-badge-success-text-color-default, #24663b)',
  ],
  danger: [
    'var(--gl-badge-danger-background-color-default, #fdd4cd)',
    'var(--gl-badge-danger-text-color-default, #ae1800)',
  ],
  info: [
    'var(--gl-badge-info-background-color-default, #cbe2f9)',
    'var(--gl-badge-info-text-color-default, #0b5cad)',
  ],
  neutral: [
    'var(--gl-badge-neutral-background-color-default, #ececef)',
    'var(--gl-badge-neutral-text-color-default, #4c4b51)',
  ],
};

/** Names our element, and whose state it shows. */
export const BADGE_OF = 'data-mr-gate-of';

/** A row's badge: an item of GitLab's own list of signs, styled inline since it stands among GitLab's styles. */
export function createBadge(document: Document, key: string, badge: ListBadge): HTMLElement {
  const item = document.createElement('li');
  item.setAttribute(BADGE_OF, key);
  item.style.cssText = 'display: inline-flex; list-style: none; margin: -2px 8px -2px 0';
  item.append(document.createElement('span'));
  fillBadge(item, badge);
  return item;
}

/** Writes only what has changed. */
export function fillBadge(item: HTMLElement, { tone, text }: ListBadge): void {
  const pill = item.firstElementChild as HTMLElement | null;
  if (!pill || (item.dataset.tone === tone && pill.textContent === say(text))) return;
  const [background, color] = COLOURS[tone];
  item.dataset.tone = tone;
  pill.style.cssText =
    'padding: 2px 8px; border-radius: 16px; font-size: 12px; line-height: 16px; white-space: nowrap';
  pill.style.background = background;
  pill.style.color = color;
  // The status alone; who set it, and what was found, is what the card checks and shows.
  pill.title = t('list.hint');
  pill.lang = pageLanguage();
  pill.textContent = say(text);
}
