import { describe, expect, it } from 'vitest';
import { compareFindings, identified } from '../../../utils/gate/compare.ts';
import { withLines } from '../../../utils/gate/line-identity.ts';
import { outcomes } from '../../support/mutations.ts';
import { reportOutcomes } from '../../support/report-mutations.ts';
import { make } from './arbitraries.ts';

/** Compares what a scanner without signatures found at these lines of one file. */
function compare(
  head: { text: string; lines: number[]; file?: string },
  base: { text: string; lines: number[]; file?: string },
  renames: Record<string, string> = {},
) {
  const found = ({ lines, file = 'a.js' }: { lines: number[]; file?: string }) =>
    lines.map((line) => make({ rule: 'eval', place: file, signature: '' }, line));
  const text =
    ({ text, file = 'a.js' }: { text: string; file?: string }) =>
    (name: string) =>
      name === file ? text : null;
  const sides = withLines(found(head), found(base), { head: text(head), base: text(base) }, renames);
  const { introduced, existing, fixed } = compareFindings(sides.head, sides.base, renames);
  return {
    introduced: introduced.map((f) => f.startLine),
    existing: existing.length,
    fixed: fixed.length,
    fingerprints: compareFindings(sides.head, []).introduced.map((f) => f.fingerprint),
  };
}

const OLD = 'start();\nconst one = eval(request.body.one);\nend();\n';

describe('findings that their scanner gave no mark', () => {
  it('come out right for everything that people do to files, and so do all others', () => {
    const wrong = [...outcomes(6), ...reportOutcomes(6)].filter(
      ({ falseNew, missedNew }) => falseNew + missedNew > 0,
    );
    expect(wrong).toEqual([]);
  });

  it('do not hide a new one behind a fixed one', () => {
    const head = 'start();\nend();\n\nfunction more() {\n  run(eval(document.location.hash));\n}\n';
    expect(compare({ text: head, lines: [5] }, { text: OLD, lines: [2] })).toMatchObject({
      introduced: [5],
      fixed: 1,
    });
  });

  it('are other ones where what is done, or to what, was edited, and not where a name was', () => {
    const edits = [
      'eval(request.body.two)',
      'eval(location.hash)',
      'exec(request.body.one)',
      'eval(request.body.one + location.hash)',
      "eval('one')",
      'eval(end)',
    ];
    for (const edit of edits) {
      const head = { text: `start();\nconst one = ${edit};\nend();\n`, lines: [2] };
      expect(compare(head, { text: OLD, lines: [2] })).toMatchObject({ introduced: [2], fixed: 1 });
    }
    const handler = (name: string) => `function run(${name}) {\n  eval(${name}.body);\n}\n`;
    const renaming = compare(
      { text: handler('input'), lines: [2] },
      { text: handler('request'), lines: [2] },
    );
    expect(renaming).toMatchObject({ introduced: [], existing: 1 });
    // One name for another is a renaming only where the old one is gone and the new one was not there.
    const base = { text: 'const safe = 1;\nconst input = 2;\nexec(safe);\nlog(input);\n', lines: [3] };
    const swapped = 'const safe = 1;\nconst input = 2;\nexec(input);\nlog(input);\n';
    expect(compare({ text: swapped, lines: [3] }, base).introduced).toEqual([3]);
  });

  it('are known again where they moved, were reformatted, broken into lines, or their result or names edited', () => {
    const moved = `\n\n${OLD}`;
    const formatted = 'start()\n\tconst one = eval( request.body.one )\nend()\n';
    const broken = 'start();\nconst one = eval(\n  request.body.one,\n);\nend();\n';
    const edited = 'start();\nthis.result = await eval(request.body.one);\nend();\n';
    for (const [text, line] of [
      [moved, 4],
      [formatted, 2],
      [broken, 2],
      [edited, 2],
    ] as const) {
      expect(compare({ text, lines: [line] }, { text: OLD, lines: [2] })).toMatchObject({
        introduced: [],
        existing: 1,
      });
    }
    const renamed = { text: edited, lines: [2], file: 'b.js' };
    expect(compare(renamed, { text: OLD, lines: [2] }, { 'b.js': 'a.js' }).introduced).toEqual([]);
    // Not known as renamed: the text alone tells, and it is another.
    expect(compare(renamed, { text: OLD, lines: [2] }).introduced).toEqual([2]);
  });

  it('count once more for each copy', () => {
    const head = `${OLD}const one = eval(request.body.one);\n`;
    expect(compare({ text: head, lines: [2, 4] }, { text: OLD, lines: [2] }).introduced).toEqual([4]);
  });

  it('have each a fingerprint of their own, so that an ignore holds for one alone', () => {
    const text = 'eval(request.first.argument);\neval(request.second.argument);\n';
    const { fingerprints } = compare({ text, lines: [1, 2] }, { text: '', lines: [] });
    expect(new Set(fingerprints).size).toBe(2);
    const indented = compare({ text: `\n  ${text}`, lines: [2] }, { text: '', lines: [] });
    expect(indented.fingerprints[0]).toBe(fingerprints[0]);
  });

  it('stay as they are where there is no such line', () => {
    const { fingerprints } = compare({ text: 'a\n', lines: [7] }, { text: '', lines: [] });
    expect(fingerprints).toEqual([
      identified(make({ rule: 'eval', place: 'a.js', signature: '' }, 7)).fingerprint,
    ]);
  });

  it('take no longer where thousands of them changed', () => {
    const many = (from: number) =>
      Array.from({ length: 5000 }, (_, i) => `eval(argument.number${from + i}.of.many.others);`).join('\n');
    const lines = Array.from({ length: 5000 }, (_, i) => i + 1);
    const { introduced } = compare({ text: many(0), lines }, { text: many(20_000), lines });
    expect(introduced.length).toBeGreaterThan(4000);
  });
});
