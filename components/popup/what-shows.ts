import type { PageKind } from '../../utils/gitlab/page/page-kind.ts';
import { PAGE_KINDS } from '../../utils/gitlab/page/page-kinds.ts';
import type { Outcome, OutcomeState, PageOutcomes, ToldOutcome } from '../../utils/page-outcome.ts';
import type { Feature, Features } from '../../utils/settings.ts';
import type { TextId } from '../../utils/texts/types.ts';

const isPage = (kind: PageKind['kind'], dataPage: string): boolean =>
  PAGE_KINDS.some((row) => row.kind === kind && row.dataPage.test(dataPage));

interface Place {
  is(dataPage: string): boolean;
  feature: Feature;
  shown: TextId;
  off: TextId;
  floating: TextId;
  nowhere: TextId;
  /** What it tells of itself, where that is not that it is shown. */
  told: Partial<Record<OutcomeState, TextId>>;
}

/** Where each part shows, by what GitLab says of its page (`<body data-page>`). */
const PLACES: readonly Place[] = [
  {
    is: (page) => isPage('merge-request-list', page),
    feature: 'listBadges',
    shown: 'popup.here.badges',
    off: 'popup.here.badges_off',
    floating: 'popup.here.badges',
    nowhere: 'popup.here.badges_nowhere',
    told: {
      loading: 'popup.here.badges_loading',
      signed_out: 'popup.here.badges_signed_out',
      no_verdict: 'popup.here.badges_none',
      unread: 'popup.here.badges_unread',
    },
  },
  {
    is: (page) => isPage('merge-request', page),
    feature: 'card',
    shown: 'popup.here.card',
    off: 'popup.here.card_off',
    floating: 'popup.here.card_floating',
    nowhere: 'popup.here.card_nowhere',
    told: {
      loading: 'popup.here.card_loading',
      signed_out: 'popup.here.card_signed_out',
      not_gated: 'popup.here.card_not_gated',
      running: 'popup.here.card_no_verdict',
      outdated: 'popup.here.card_no_verdict',
      read_error: 'popup.here.card_unread',
    },
  },
  {
    is: (page) => isPage('group', page),
    feature: 'panelButton',
    shown: 'popup.here.button',
    off: 'popup.here.button_off',
    floating: 'popup.here.button_floating',
    nowhere: 'popup.here.button_nowhere',
    told: {},
  },
];

export interface WhatShows {
  nothing: boolean;
  text: TextId;
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
      text: 'popup.here.elsewhere',
    };
  }
  const told = outcomes?.[place.feature];
  if (told) return toldBy(place, told, version);
  if (!features[place.feature]) return { nothing: true, text: place.off };
  if (outcomes === undefined) return { nothing: false, text: place.shown };
  return { nothing: true, text: 'popup.here.not_started' };
}

function toldBy(place: Place, told: ToldOutcome, version: string): WhatShows {
  if (!told.alive || told.version !== version) return { nothing: true, text: 'popup.here.old' };
  if (told.place === 'none') return { nothing: true, text: place.nowhere };
  const nothing = place.feature === 'listBadges' && told.state !== 'shown';
  return { nothing, text: textOf(place, told) };
}

function textOf(place: Place, { place: where, state }: Outcome): TextId {
  return place.told[state] ?? (where === 'floating' ? place.floating : place.shown);
}
