import { globSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DE } from '../../../assets/locales/de.ts';
import { EN } from '../../../assets/locales/en.ts';
import { FINDING_WORDS } from '../../../utils/gate/finding-words.ts';
import { recognise, recogniseFinding } from '../../../utils/gate/recognise.ts';
import { inEnglish, SAID, type SaidId } from '../../../utils/gate/said.ts';
import { addTexts, say } from '../../../utils/texts/page-texts.ts';
import { understood, understoodOfFinding } from '../../../utils/texts/said-text.ts';

describe('the gate’s words', () => {
  beforeEach(() => addTexts('de', DE));
  afterEach(() => addTexts('en', EN));

  it.each(Object.keys(SAID) as SaidId[])('are known again: %s', (id) => {
    const words = SAID[id];
    const known = Object.hasOwn(FINDING_WORDS, id) ? recogniseFinding : recognise;
    const templates = typeof words === 'string' ? [words] : [words.one, words.other];
    templates.forEach((template, other) => {
      const all = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => [
        name!,
        name === 'count' ? 1 + other : /^(?:line|minutes|most|number)$/.test(name!) ? '7' : `src/${name}`,
      ]);
      const said = { id, ...(all.length > 0 && { with: Object.fromEntries(all) }) };
      expect(known(inEnglish(said))).toEqual(said);
    });
  });

  it('are told in another language, one in the other and side by side', () => {
    const cause =
      'the target branch could not be scanned (the scan left no report; its job in the gate pipeline says why); ' +
      'not scanned: 2 files over 5 MB (a.bin, b, 1 c.bin), 1 submodule; could not be parsed: a.js, b.js, c.js and 2 more';
    expect(say(understood(cause))).toBe(
      'der Zielbranch konnte nicht gescannt werden (der Scan hat keinen Bericht hinterlassen; warum, sagt sein Job in der ' +
        'Pipeline des Gates); nicht gescannt: 2 Dateien über 5 MB (a.bin, b, 1 c.bin); 1 Submodul; nicht auswertbar: ' +
        'a.js, b.js, c.js und 2 weitere',
    );
    expect(
      say(understood('mr-gate.yml line 3, default.fail_on: Must be one of critical, high. (and 2 more)')),
    ).toBe(
      'mr-gate.yml, Zeile 3, default.fail_on: Muss einer dieser Werte sein: critical, high. (und 2 weitere)',
    );
  });

  it('are told of a finding, whose other words are a scanner’s', () => {
    const told = (words: string) => say(understoodOfFinding(words));
    expect(
      told('AWS secret access key found in the repository. Whoever can read the repository can use it.'),
    ).toBe('AWS secret access key im Repository gefunden. Wer das Repository lesen kann, kann es verwenden.');
    expect(told('left-pad 1.3.0 is under WTFPL')).toBe('left-pad 1.3.0 steht unter WTFPL');
    const others = ['Use of eval', 'Eval can be harmful. Update your habits.', ''];
    expect(others.map(told)).toEqual(others);
  });

  it('are left as they are where they are not of this version, marked as English', () => {
    const words = 'it took a while; the scanner was tired';
    expect(understood(words)).toBe(words);
    expect(say(understood(`the target branch could not be scanned (${words})`))).toBe(
      `der Zielbranch konnte nicht gescannt werden (${words})`,
    );
    const hostile = 'could not be parsed: a; '.repeat(400);
    expect(understood(hostile)).toBe(hostile);
  });

  it('are all that it has for a cause', () => {
    const spoken =
      /\b(?:cause|problem|remark|why)\b:? ?=?:? ['"`](?=[^'"`]* )|(?:GitFailed|failed|warn)\(['"`]/;
    const files = globSync(['utils/gate/**/*.ts', 'utils/gate-program/*.ts']);
    expect(files.length).toBeGreaterThan(60);
    const others = files.flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => spoken.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    );
    // On a command line, in answers to comments, and of what GitLab would have to call a commit.
    const elsewhere = /gate-program\/by-hand|gate\/ignore-command|not a commit id/;
    expect(others.filter((line) => !elsewhere.test(line))).toEqual([]);
  });
});
