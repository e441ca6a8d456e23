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

/** Each says beside it which GitLab versions' markup has it, and when that was last looked at. */
interface Variant {
  name: string;
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
    // GitLab 15.7 to 19; seen 2026-03
    name: 'group-buttons',
    selector: '[data-testid="group-buttons"]',
    where: 'append',
  },
  {
    // GitLab 12 to 19; seen 2026-03
    name: 'home-panel-buttons',
    selector: '.group-home-panel .home-panel-buttons',
    where: 'append',
  },
  {
    // GitLab 11 to 19; seen 2026-03
    name: 'content',
    selector: '#content-body',
    where: 'prepend',
    onlyOn: /^groups:(show|details)$/,
  },
  {
    // GitLab any; seen 2026-11
    name: 'floating',
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
    // GitLab 16 to 19, after mount; seen 2026-08
    name: 'widget-state',
    selector: '#widget-state',
    where: 'before',
  },
  {
    // GitLab 11 to 19, before mount; seen 2026-08
    name: 'widget-mount-point',
    selector: '#js-vue-mr-widget',
    where: 'before',
  },
  {
    // GitLab 11 to 15, after mount; seen 2022-12
    name: 'mr-state-widget',
    selector: '.mr-state-widget',
    where: 'before',
  },
  {
    // GitLab 13 to 19; seen 2026-08
    name: 'discussion',
    selector: '.merge-request .issuable-discussion',
    where: 'prepend',
  },
  {
    // GitLab 11 to 19; seen 2026-08
    name: 'tabs',
    selector: '.merge-request-tabs-holder',
    where: 'before',
  },
  {
    // GitLab any; seen 2026-11
    name: 'floating',
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
