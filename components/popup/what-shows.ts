import { PAGE_KINDS, type PageKind } from '../../utils/gitlab/page/page-kinds.ts';
import type { Outcome, OutcomeState, PageOutcomes, ToldOutcome } from '../../utils/page-outcome.ts';
import type { Feature, Features } from '../../utils/settings.ts';

const isPage = (kind: PageKind['kind'], dataPage: string): boolean =>
  PAGE_KINDS.some((row) => row.kind === kind && row.dataPage.test(dataPage));

interface Place {
  is(dataPage: string): boolean;
  feature: Feature;
  shown: string;
  off: string;
  floating: string;
  nowhere: string;
  /** What it tells of itself, where that is not that it is shown. */
  told: Partial<Record<OutcomeState, string>>;
}

/** Where each part shows, by what GitLab says of its page (`<body data-page>`). */
const PLACES: readonly Place[] = [
  {
    is: (page) => /^(?:projects:merge_requests:index|groups:merge_requests)$/.test(page),
    feature: 'listBadges',
    shown: 'Merge requests that the gate has judged have a badge in this list.',
    off: 'Nothing shows on this page: the badges in lists are switched off in the options.',
    floating: 'Merge requests that the gate has judged have a badge in this list.',
    nowhere: 'No merge requests were found in this list, so there is nothing to put a badge on.',
    told: {
      loading: 'The gate’s states of this list are being read.',
      signed_out: 'Nothing shows on this page: you are signed out of this GitLab.',
      no_verdict: 'Nothing shows on this page: the gate has judged none of the merge requests in this list.',
      unread: 'Nothing shows on this page: GitLab did not say what the gate’s states are. Reload the page.',
    },
  },
  {
    is: (page) => isPage('merge-request', page),
    feature: 'card',
    shown: 'The gate’s card is above the merge button.',
    off: 'Nothing shows on this page: the gate card is switched off in the options.',
    floating:
      'The gate’s card floats in the lower corner: this page has none of the places that MR Gate knows.',
    nowhere: 'Nothing shows on this page: no place for the gate’s card was found. Reload the page.',
    told: {
      loading: 'The gate’s card is on this page and is still reading.',
      signed_out: 'The gate’s card is on this page, and shows no verdict: you are signed out of this GitLab.',
      not_gated: 'The gate’s card is on this page, and shows no verdict: this merge request is not gated.',
      no_verdict: 'The gate’s card is on this page, and shows no verdict yet.',
      unread: 'The gate’s card is on this page, and says why it could not read GitLab.',
    },
  },
  {
    is: (page) => isPage('group', page),
    feature: 'panelButton',
    shown: '“Configure Scans” is in this group’s header.',
    off: 'Nothing shows on this page: the Configure Scans button is switched off in the options.',
    floating:
      '“Configure Scans” floats in the lower corner: this page has none of the places that MR Gate knows.',
    nowhere: 'Nothing shows on this page: no place for “Configure Scans” was found. Reload the page.',
    told: {},
  },
];

const OLD = 'A part of an older MR Gate is still on this page. Reload the page.';
const NOT_STARTED =
  'Nothing shows on this page: it was open before MR Gate could run on it. Reload the page.';

export interface WhatShows {
  nothing: boolean;
  text: string;
}

/**
 * Why there is something of MR Gate on the page in the tab, or nothing. Holds for a GitLab that is granted.
 *
 * @param outcomes what our scripts in the page tell, which goes before what its kind lets one expect. null: there are
 *   none in it; undefined: they were not asked.
 */
export function whatShows(
  dataPage: string,
  features: Features,
  outcomes: PageOutcomes | null | undefined,
  version: string,
): WhatShows {
  const place = PLACES.find(({ is }) => is(dataPage));
  if (!place) {
    return {
      nothing: true,
      text: 'Nothing shows on this page. MR Gate shows on group pages, merge requests and their lists.',
    };
  }
  const told = outcomes?.[place.feature];
  if (told) return toldBy(place, told, version);
  if (!features[place.feature]) return { nothing: true, text: place.off };
  if (outcomes === undefined) return { nothing: false, text: place.shown };
  return { nothing: true, text: NOT_STARTED };
}

function toldBy(place: Place, told: ToldOutcome, version: string): WhatShows {
  if (!told.alive || told.version !== version) return { nothing: true, text: OLD };
  if (told.place === 'none') return { nothing: true, text: place.nowhere };
  const nothing = place.feature === 'listBadges' && told.state !== 'shown';
  return { nothing, text: textOf(place, told) };
}

function textOf(place: Place, { place: where, state }: Outcome): string {
  return place.told[state] ?? (where === 'floating' ? place.floating : place.shown);
}
