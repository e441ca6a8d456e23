import { describe, expect, it } from 'vitest';
import { whatShows } from '../../../components/popup/what-shows.ts';
import { DEFAULTS, type Feature } from '../../../utils/settings.ts';

const { features } = DEFAULTS;

describe('why nothing shows', () => {
  it.each([
    ['projects:merge_requests:show', 'card'],
    ['projects:merge_requests:diffs', 'card'],
    ['projects:merge_requests:index', 'listBadges'],
    ['groups:merge_requests', 'listBadges'],
    ['groups:show', 'panelButton'],
  ] as const)('%s shows something, unless %s is off', (page, feature: Feature) => {
    expect(whatShows(page, features).nothing).toBe(false);
    const off = whatShows(page, { ...features, [feature]: false });
    expect(off).toMatchObject({
      nothing: true,
      text: expect.stringContaining('switched off in the options'),
    });
  });

  it.each(['projects:show', 'groups:new', 'projects:merge_requests:edit', 'root:index', ''])(
    '%j: says where MR Gate shows',
    (page) => {
      expect(whatShows(page, features)).toMatchObject({
        nothing: true,
        text: expect.stringContaining('on group pages, merge requests and their lists'),
      });
    },
  );
});
