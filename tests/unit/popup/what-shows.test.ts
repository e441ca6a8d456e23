import { describe, expect, it } from 'vitest';
import { whatShows } from '../../../components/popup/what-shows.ts';
import type { Outcome, PageOutcomes, ToldOutcome } from '../../../utils/page-outcome.ts';
import { DEFAULTS, type Feature } from '../../../utils/settings.ts';

const { features } = DEFAULTS;
const VERSION = '1.0.0';
const say = (page: string, outcomes?: PageOutcomes | null, switches = features) =>
  whatShows(page, switches, outcomes, VERSION);
const told = (part: Feature, state: Outcome['state'], more: Partial<ToldOutcome> = {}): PageOutcomes => ({
  [part]: { place: 'anchor', state, version: VERSION, alive: true, ...more },
});

const PAGES = [
  ['projects:merge_requests:show', 'card'],
  ['projects:merge_requests:diffs', 'card'],
  ['projects:merge_requests:index', 'listBadges'],
  ['groups:merge_requests', 'listBadges'],
  ['groups:show', 'panelButton'],
] as const satisfies readonly [string, Feature][];

describe('why nothing shows', () => {
  it.each(PAGES)('%s shows something, unless %s is off', (page, feature) => {
    expect(say(page).nothing).toBe(false);
    expect(say(page, undefined, { ...features, [feature]: false })).toMatchObject({
      nothing: true,
      text: expect.stringMatching(/_off$/),
    });
  });

  it.each(['projects:show', 'groups:new', 'projects:merge_requests:edit', 'root:index', ''])(
    '%j: says where MR Gate shows',
    (page) => {
      expect(say(page, {})).toMatchObject({
        nothing: true,
        text: 'popup.here.elsewhere',
      });
    },
  );

  it.each(PAGES)(
    '%s: what the script of %s tells goes before what its kind lets one expect',
    (page, part) => {
      expect(say(page, null)).toMatchObject({
        nothing: true,
        text: 'popup.here.not_started',
      });
      // Switched off since, in a page that has it still.
      expect(say(page, told(part, 'shown'), { ...features, [part]: false }).nothing).toBe(false);
      expect(say(page, told(part, 'shown', { place: 'none' })).nothing).toBe(true);
      for (const old of [{ alive: false }, { version: '0.9.0' }])
        expect(say(page, told(part, 'shown', old)).text).toBe('popup.here.old');
    },
  );

  it.each([
    ['projects:merge_requests:show', told('card', 'signed_out'), 'popup.here.card_signed_out', false],
    ['projects:merge_requests:show', told('card', 'not_gated'), 'popup.here.card_not_gated', false],
    ['projects:merge_requests:show', told('card', 'running'), 'popup.here.card_no_verdict', false],
    ['projects:merge_requests:show', told('card', 'read_error'), 'popup.here.card_unread', false],
    [
      'projects:merge_requests:show',
      told('card', 'shown', { place: 'floating' }),
      'popup.here.card_floating',
      false,
    ],
    ['groups:show', told('panelButton', 'shown', { place: 'floating' }), 'popup.here.button_floating', false],
    ['groups:merge_requests', told('listBadges', 'signed_out'), 'popup.here.badges_signed_out', true],
    ['groups:merge_requests', told('listBadges', 'no_verdict'), 'popup.here.badges_none', true],
    ['groups:merge_requests', told('listBadges', 'unread'), 'popup.here.badges_unread', true],
  ] as const)('%s with %j', (page, outcomes, text, nothing) => {
    expect(say(page, outcomes)).toEqual({ text, nothing });
  });
});
