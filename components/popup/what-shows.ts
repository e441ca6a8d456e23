import { PAGE_KINDS, type PageKind } from '../../utils/gitlab/page/page-kinds.ts';
import type { Features } from '../../utils/settings.ts';

const isPage = (kind: PageKind['kind'], dataPage: string): boolean =>
  PAGE_KINDS.some((row) => row.kind === kind && row.dataPage.test(dataPage));

/** Where each part shows, by what GitLab says of its page (`<body data-page>`). */
const PLACES: readonly {
  is(dataPage: string): boolean;
  feature: keyof Features;
  shown: string;
  off: string;
}[] = [
  {
    is: (page) => /^(?:projects:merge_requests:index|groups:merge_requests)$/.test(page),
    feature: 'listBadges',
    shown: 'Merge requests that the gate has judged have a badge in this list.',
    off: 'The badges in lists are switched off in the options.',
  },
  {
    is: (page) => isPage('merge-request', page),
    feature: 'card',
    shown: 'The gate’s card is above the merge button. Without a gate, and without reports, there is none.',
    off: 'The gate card is switched off in the options.',
  },
  {
    is: (page) => isPage('group', page),
    feature: 'panelButton',
    shown: '“Configure Scans” is in this group’s header.',
    off: 'The Configure Scans button is switched off in the options.',
  },
];

/** Why there is something of MR Gate on the page in the tab, or nothing. Holds for a GitLab that is granted. */
export function whatShows(dataPage: string, features: Features): { nothing: boolean; text: string } {
  const place = PLACES.find(({ is }) => is(dataPage));
  if (!place) {
    return {
      nothing: true,
      text: 'Nothing shows on this page. MR Gate shows on group pages, merge requests and their lists.',
    };
  }
  return features[place.feature]
    ? { nothing: false, text: place.shown }
    : { nothing: true, text: `Nothing shows on this page: ${place.off}` };
}
