import { Marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { cardState } from '../../../utils/card/card-state.ts';
import { EVERYTHING, filterChoices, passes } from '../../../utils/card/filter.ts';
import { cardMarkdown } from '../../../utils/card/markdown.ts';
import { finding, NOW, PLACE, reading, verdict } from './fixtures.ts';

const NONE = { blocking: [], introduced: [], existing: [], fixed: [], ignored: [] };
const of = verdict({
  findings: {
    ...NONE,
    blocking: [finding(), finding({ scan: 'sast', severity: 'high', name: 'Eval', file: 'a (b).ts' })],
    introduced: [finding({ severity: 'low', name: 'Weak hash' })],
    fixed: [finding({ severity: 'high', name: 'Gone' })],
  },
});
const state = cardState(reading(of), NOW);

describe('the filter of a card', () => {
  it('offers what there is, most severe first', () => {
    expect(filterChoices(of, EVERYTHING)).toEqual({
      severities: ['critical', 'high', 'low'],
      scans: ['secret_detection'],
    });
  });

  it('offers what is chosen, whatever the verdict has', () => {
    expect(filterChoices(verdict(), { severity: 'low', scan: 'sast' })).toEqual({
      severities: ['low'],
      scans: ['sast'],
    });
    expect(filterChoices(of, { severity: 'medium', scan: 'secret_detection' })).toEqual({
      severities: ['critical', 'high', 'medium', 'low'],
      scans: ['secret_detection'],
    });
  });

  it('lets through what has both', () => {
    const all = Object.values(of.findings).flat();
    const names = (filter: Parameters<typeof passes>[0]) =>
      all.filter((one) => passes(filter, one)).map(({ name }) => name);
    expect(names(EVERYTHING)).toHaveLength(4);
    expect(names({ severity: 'high', scan: null })).toEqual(['Eval', 'Gone']);
    expect(names({ severity: 'high', scan: 'sast' })).toEqual(['Eval']);
  });
});

describe('a card as Markdown', () => {
  it('says what it says, with a row and a link for each finding', () => {
    const text = cardMarkdown(state, of, PLACE, EVERYTHING);
    expect(text).toContain(
      `](${PLACE.baseUrl}/acme/shop/checkout/-/merge_requests/7) at <code>aaaaaaaa</code>: 2 new`,
    );
    const rows = text.split('\n').filter((line) => /^\| (Blocks|New|Fixed) /.test(line));
    expect(rows).toHaveLength(4);
    expect(rows[0]).toContain('| Blocks | Critical | AWS access key | [<code>src/config/aws.ts:12</code>](');
    expect(rows[1]).toContain('a%20%28b%29.ts#L12)');
    expect(rows[3]).toContain(`/-/blob/${of.base}/`);
  });

  it('holds only what is shown, and says what is left out', () => {
    const text = cardMarkdown(state, of, PLACE, { severity: 'low', scan: null });
    expect(text).toContain('Weak hash');
    expect(text).not.toContain('Eval');
    expect(text).toContain('3 more are filtered out or not listed here.');
    const cut = verdict({ ...of, counts: { ...of.counts, introduced: 90 } });
    expect(cardMarkdown(state, cut, PLACE, EVERYTHING)).toContain('89 more not listed here.');
  });

  it('takes no structure from a hostile name', () => {
    const hostile = verdict({
      findings: {
        ...NONE,
        blocking: [
          finding({ name: '| x |\n\n# @all <img src=x> [a](javascript:b) `c`', file: 'a|b`](c.ts' }),
        ],
      },
    });
    const html = new Marked({ gfm: true }).parse(cardMarkdown(state, hostile, PLACE, EVERYTHING), {
      async: false,
    });
    expect(html.match(/<tr>/g)).toHaveLength(2);
    expect(html).not.toMatch(/<h1|<img|javascript:b"|@all/);
  });
});
