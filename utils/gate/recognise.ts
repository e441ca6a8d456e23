import { CAUSE_WORDS } from './cause-words.ts';
import { FINDING_WORDS } from './finding-words.ts';
import { POLICY_WORDS } from './policy-words.ts';
import type { Said, SaidId, Words } from './said.ts';

type Forms = readonly [id: SaidId, form: RegExp][];

let ofCauses: Forms | null = null;
let ofFindings: Forms | null = null;

/**
 * What the gate's words for a cause or a problem say; null: they are not of this version, or somebody else's. They are
 * outside text: whoever reads them decides nothing by it.
 */
export function recognise(words: string): Said | null {
  ofCauses ??= formsOf({ ...CAUSE_WORDS, ...POLICY_WORDS });
  return firstOf(ofCauses, words);
}

/** The same of what it says of a finding. Of those there are thousands, and most are others' words. */
export function recogniseFinding(words: string): Said | null {
  ofFindings ??= formsOf(FINDING_WORDS);
  return firstOf(ofFindings, words);
}

function formsOf(said: Readonly<Partial<Record<SaidId, Words>>>): Forms {
  return Object.entries(said).flatMap(([id, words]) =>
    (typeof words === 'string' ? [words] : [words.one, words.other]).map((template): [SaidId, RegExp] => [
      id as SaidId,
      formOf(template),
    ]),
  );
}

function firstOf(forms: Forms, words: string): Said | null {
  for (const [id, form] of forms) {
    const match = form.exec(words);
    if (!match) continue;
    if (!match.groups) return { id };
    const { count, ...params } = match.groups;
    return { id, with: count === undefined ? params : { ...params, count: Number(count) } };
  }
  return null;
}

/** What the parameters of these names look like; others are any text. */
const FORMS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['count', 'line', 'minutes', 'most', 'number'].map((name) => [name, '\\d{1,15}'])),
  key: '\\S+',
};

/** What a template's texts look like. */
function formOf(template: string): RegExp {
  const form = template
    .split(/\{(\w+)\}/)
    .map((piece, index) => {
      if (index % 2 === 0) return piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      return `(?<${piece}>${FORMS[piece] ?? '.+?'})`;
    })
    .join('');
  return new RegExp(`^${form}$`, 'su');
}
