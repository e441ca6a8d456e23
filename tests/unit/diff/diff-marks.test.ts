import { describe, expect, it } from 'vitest';
import { diffMarks, fileLabel, leftOut } from '../../../utils/diff/diff-marks.ts';
import { nextStop, stops } from '../../../utils/diff/next-finding.ts';
import { finding, verdict } from '../card/fixtures.ts';

const NONE = { blocking: [], introduced: [], existing: [], fixed: [], ignored: [] };

describe('the marks of a verdict', () => {
  it('are its new findings: what was there before, is gone or ignored marks nothing', () => {
    const one = [finding({ file: 'a.ts' })];
    expect(
      diffMarks(verdict({ findings: { ...NONE, existing: one, fixed: one, ignored: one } }), true),
    ).toEqual([]);
    expect(diffMarks(verdict({ findings: { ...NONE, introduced: one } }), true)).toHaveLength(1);
  });

  it('count findings without a line in the file, and leave out those without a file', () => {
    const { file: _file, startLine: _start, ...bare } = finding();
    const { startLine: _line, ...wholeFile } = finding({ file: 'package-lock.json' });
    const [marks, ...others] = diffMarks(
      verdict({ findings: { ...NONE, blocking: [bare, wholeFile] } }),
      true,
    );
    expect(others).toEqual([]);
    expect(marks).toMatchObject({ path: 'package-lock.json', count: 1, lines: [] });
  });

  it('share a line: the worst says its name, all are told', () => {
    const [marks] = diffMarks(
      verdict({
        findings: {
          ...NONE,
          blocking: [finding({ name: 'First', startLine: 4 }), finding({ name: 'Second', startLine: 4 })],
          introduced: [finding({ name: 'Third', severity: 'low', startLine: 4, endLine: 9 })],
        },
      }),
      true,
    );
    expect(marks?.lines).toEqual([
      {
        kind: 'blocking',
        line: 4,
        end: 12,
        label: 'Critical: First (and 2 more)',
        text: [
          'Blocks the merge request. Critical: First',
          'Blocks the merge request. Critical: Second',
          'New, below the threshold. Low: Third',
        ].join('\n'),
      },
    ]);
  });

  it.each([
    [1, 1, '1 finding blocks'],
    [3, 3, '3 findings block'],
    [3, 1, '1 finding blocks, 2 below the threshold'],
    [1, 0, '1 new finding'],
    [2, 0, '2 new findings'],
  ])('of %i findings, %i blocking, say %s', (count, blocking, text) => {
    expect(fileLabel({ path: 'a', count, blocking, enforced: true, cut: false, lines: [] })).toBe(text);
  });
});

it('says nothing of blocking where nothing is enforced', () => {
  const [marks] = diffMarks(verdict({ findings: { ...NONE, blocking: [finding()] } }), false);
  expect(marks && fileLabel(marks)).toBe('1 new finding');
  expect(marks?.lines[0]?.text).toBe('New, at or above the threshold. Critical: AWS access key');
});

it('claims no full count where the gate’s comment carries a part of the findings', () => {
  const part = verdict({
    findings: { ...NONE, blocking: [finding()] },
    counts: { blocking: 150, introduced: 51, existing: 9, fixed: 0, ignored: 0 },
  });
  expect(leftOut(part)).toBe(200);
  const [marks] = diffMarks(part, true);
  expect(marks && fileLabel(marks)).toBe('At least 1 new finding');
  expect(leftOut(verdict({ findings: { ...NONE, blocking: [finding()] } }))).toBe(0);
});

describe('the next finding', () => {
  const all = stops(
    diffMarks(
      verdict({
        findings: {
          ...NONE,
          blocking: [finding({ file: 'b.ts', startLine: 9 }), finding({ file: 'a.ts', startLine: 20 })],
          introduced: [finding({ file: 'a.ts', startLine: 3 })],
        },
      }),
      true,
    ),
  );
  const names = all.map(({ file, mark }) => `${file.path}:${mark.line}`);

  it('goes through files and lines in order, round and round, both ways', () => {
    expect(names).toEqual(['a.ts:3', 'a.ts:20', 'b.ts:9']);
    let at = null;
    for (const name of [...names, ...names]) {
      at = nextStop(all, at, false);
      expect(`${at?.file.path}:${at?.mark.line}`).toBe(name);
    }
    expect(nextStop(all, all[0] ?? null, true)).toBe(all[2]);
    expect(nextStop(all, null, true)).toBe(all[2]);
  });

  it('is none where there are none, and starts over where the last one is gone', () => {
    expect(nextStop([], all[1] ?? null, false)).toBeNull();
    expect(nextStop(all.slice(1), all[0] ?? null, false)).toBe(all[1]);
  });
});
