import { looksLikeGitLab } from './recognise.ts';

/** Where our host element goes: inside `element` as its last or first child, or right before it. */
export interface Anchor {
  element: Element;
  where: 'append' | 'before' | 'prepend';
  /** The variant's name, for tests and for a style of its own (`floating`). */
  variant: string;
  /** Place in the ranking, 0 is best. */
  rank: number;
}

interface Variant {
  name: string;
  /** GitLab versions whose markup has it, and when that was last looked at. */
  gitlab: string;
  seen: string;
  selector: string;
  where: Anchor['where'];
  /** Taken only on these pages, since elsewhere the same element means something else. */
  onlyOn?: RegExp;
}

/**
 * The buttons of a group's header: server-rendered, so there at once and never re-rendered.
 * The last two are for a GitLab whose header we do not know: better a button in a poor place than none.
 */
export const GROUP_BUTTONS: readonly Variant[] = [
  {
    name: 'group-buttons',
    gitlab: '15.7 to 19',
    seen: '2026-03',
    selector: '[data-testid="group-buttons"]',
    where: 'append',
  },
  {
    name: 'home-panel-buttons',
    gitlab: '12 to 19',
    seen: '2026-03',
    selector: '.group-home-panel .home-panel-buttons',
    where: 'append',
  },
  {
    name: 'content',
    gitlab: '11 to 19',
    seen: '2026-03',
    selector: '#content-body',
    where: 'prepend',
    onlyOn: /^groups:(show|details)$/,
  },
  {
    name: 'floating',
    gitlab: 'any',
    seen: '2026-11',
    selector: 'body',
    where: 'append',
    onlyOn: /^groups:(show|details)$/,
  },
];

/**
 * Right above GitLab's merge widget. Vue replaces `#js-vue-mr-widget` by `#widget-state` when it mounts, so
 * that a host before either stands at the same place.
 */
export const MERGE_WIDGET: readonly Variant[] = [
  {
    name: 'widget-state',
    gitlab: '16 to 19, after mount',
    seen: '2026-08',
    selector: '#widget-state',
    where: 'before',
  },
  {
    name: 'widget-mount-point',
    gitlab: '11 to 19, before mount',
    seen: '2026-08',
    selector: '#js-vue-mr-widget',
    where: 'before',
  },
  {
    name: 'mr-state-widget',
    gitlab: '11 to 15, after mount',
    seen: '2022-12',
    selector: '.mr-state-widget',
    where: 'before',
  },
  {
    name: 'discussion',
    gitlab: '13 to 19',
    seen: '2026-08',
    selector: '.merge-request .issuable-discussion',
    where: 'prepend',
  },
  {
    name: 'tabs',
    gitlab: '11 to 19',
    seen: '2026-08',
    selector: '.merge-request-tabs-holder',
    where: 'before',
  },
  {
    name: 'floating',
    gitlab: 'any',
    seen: '2026-11',
    selector: 'body',
    where: 'append',
    onlyOn: /^projects:merge_requests:(show|diffs)$/,
  },
];

/** Where the group page's button goes; null: not a GitLab's group overview. */
export function findGroupButtons(document: Document): Anchor | null {
  return findAnchor(document, GROUP_BUTTONS, /^groups:/);
}

/** Where the gate card goes; null: not a GitLab's merge request. */
export function findMergeWidget(document: Document): Anchor | null {
  return findAnchor(document, MERGE_WIDGET, /^projects:merge_requests:/);
}

function findAnchor(document: Document, variants: readonly Variant[], pages: RegExp): Anchor | null {
  const dataPage = document.body?.getAttribute('data-page') ?? '';
  if (!pages.test(dataPage) || !looksLikeGitLab(document)) return null;
  for (const [rank, { name, selector, where, onlyOn }] of variants.entries()) {
    if (onlyOn && !onlyOn.test(dataPage)) continue;
    const element = document.querySelector(selector);
    if (!element?.parentElement) continue;
    const parent = where === 'before' ? element.parentElement : element;
    // GitLab's overview is a CSS grid: one more child of it would push the side bar below the page.
    if (parent.classList.contains('merge-request-overview')) continue;
    return { element, where, variant: name, rank };
  }
  return null;
}
