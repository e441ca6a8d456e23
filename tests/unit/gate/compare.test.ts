import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareFindings, identified } from '../../../utils/gate/compare.ts';
import { make, reported } from './arbitraries.ts';

const many = () => fc.array(reported(), { maxLength: 12 });

describe('comparing head with base', () => {
  it('finds every finding in exactly one class', () => {
    fc.assert(
      fc.property(many(), many(), (head, base) => {
        const { introduced, existing, fixed } = compareFindings(head, base);
        expect(introduced.length + existing.length).toBe(head.length);
        expect(existing.length + fixed.length).toBe(base.length);
        expect(new Set([...introduced, ...existing])).toEqual(new Set(head.map(identified)));
      }),
    );
  });

  it('introduces nothing where nothing changed, in whatever order and at whatever lines', () => {
    fc.assert(
      fc.property(
        many().chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }), fc.nat(50)),
        ),
        ([base, shuffled, by]) => {
          const head = shuffled.map((f) => ({
            ...f,
            finding: { ...f.finding, startLine: (f.finding.startLine ?? 0) + by },
          }));
          const { introduced, fixed } = compareFindings(head, base);
          expect([introduced, fixed]).toEqual([[], []]);
        },
      ),
    );
  });

  it('introduces everything where the base is empty, and fixes everything where the head is', () => {
    fc.assert(
      fc.property(many(), (all) => {
        expect(compareFindings(all, []).introduced).toHaveLength(all.length);
        expect(compareFindings([], all).fixed).toHaveLength(all.length);
      }),
    );
  });

  const at = (place: string, signature = '', line = 1) => make({ rule: 'r', place, signature }, line);

  it('counts a second copy of an old finding as introduced', () => {
    expect(compareFindings([at('a', 's', 1), at('a', 's', 9)], [at('a', 's', 1)]).introduced).toMatchObject([
      { startLine: 9 },
    ]);
    expect(compareFindings([at('a', 's'), at('b', 's')], [at('a', 's')]).introduced).toMatchObject([
      { file: 'b' },
    ]);
  });

  it('knows a finding again that was moved to another file', () => {
    const { introduced, existing } = compareFindings([at('b', 's', 40)], [at('a', 's', 2)]);
    expect([introduced.length, existing.length]).toEqual([0, 1]);
  });

  it('knows a renamed file where git says so', () => {
    expect(compareFindings([at('new')], [at('old')], { new: 'old' }).introduced).toEqual([]);
    expect(compareFindings([at('new')], [at('old')]).introduced).toHaveLength(1);
  });

  it('knows the package of a renamed lock file, and no place that only looks like its name', () => {
    const found = (file: string, place: string) => {
      const reported = make({ rule: 'cve:1', place, signature: '' });
      return { ...reported, finding: { ...reported.finding, file } };
    };
    const renames = { 'web/package-lock.json': 'package-lock.json' };
    const head = [found('web/package-lock.json', 'web/package-lock.json:lodash')];
    const base = [found('package-lock.json', 'package-lock.json:lodash')];
    expect(compareFindings(head, base, renames).introduced).toEqual([]);
    expect(compareFindings(head, base).introduced).toHaveLength(1);
    // The place is an image that happens to have a file's name in it.
    const image = [found('web/package-lock.json', 'registry/web/package-lock.json')];
    const was = [found('package-lock.json', 'package-lock.jsonlock.json')];
    expect(compareFindings(image, was, renames).introduced).toHaveLength(1);
    // No file at all.
    const { file: _, ...placeless } = head[0]!.finding;
    expect(
      compareFindings([{ ...head[0]!, finding: placeless }], base, {
        undefined: 'package-lock.json',
        ...renames,
      }).introduced,
    ).toHaveLength(1);
  });

  it('takes another secret in the same place for a new one', () => {
    expect(compareFindings([at('a', 's2')], [at('a', 's1')])).toMatchObject({
      introduced: [{ file: 'a' }],
      existing: [],
      fixed: [{ file: 'a' }],
    });
  });

  it('matches by place where one side has no signature', () => {
    expect(compareFindings([at('a', 's')], [at('a')]).introduced).toEqual([]);
  });

  it('handles thousands alike in no time', () => {
    const head = Array.from({ length: 20_000 }, (_, i) => at('a', '', i));
    const base = Array.from({ length: 20_000 }, (_, i) => at('a', '', i + 30_000));
    expect(compareFindings(head, base).existing).toHaveLength(20_000);
  });
});
