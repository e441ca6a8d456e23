import { recognise, recogniseFinding } from '../gate/recognise.ts';
import type { Said } from '../gate/said.ts';
import { text } from './text.ts';
import type { Param, Text } from './types.ts';

/** More pieces than that are no words of the gate's. */
const MOST = 8;
/** Where one of the things begins that were not scanned: a name of a file may have a comma in it. */
const NEXT_MISSING = /, (?=\d+ (?:files? (?:over|with) |submodules?|Git LFS ))/g;

/**
 * What the gate says in English, for any language. A mere string where this version does not know the words, and
 * so is what it does not know within others, as their `why`.
 */
export function understood(words: string): Text {
  const pieces = words.split('; ');
  const [first, ...more] = (pieces.length > MOST ? null : partsOf(pieces)) ?? [words];
  return more.reduce<Text>((before, second) => text('common.and', { first: before, second }), first!);
}

/** The same of what it says of a finding. */
export function understoodOfFinding(words: string): Text {
  return recogniseFinding(words) ?? words;
}

/** Words that stand side by side, each as short as it makes sense, since a semicolon may be one's own; null: they make none. */
function partsOf(pieces: readonly string[]): Text[] | null {
  for (let length = 1; length <= pieces.length; length++) {
    const said = recognise(pieces.slice(0, length).join('; '));
    if (!said) continue;
    const rest = length === pieces.length ? [] : partsOf(pieces.slice(length));
    if (rest) return [deeply(said), ...rest];
  }
  return null;
}

/** A text with the words in its parameters understood too. */
function deeply({ id, with: params }: Said): Text {
  if (!params) return { id };
  const all = Object.entries(params).map(([name, value]): [string, Param] => [
    name,
    typeof value === 'string' ? paramOf(name, value) : value,
  ]);
  return { id, with: Object.fromEntries(all) };
}

function paramOf(name: string, value: string): Param {
  if (name === 'why' || name === 'files') return understood(value);
  if (name === 'list') return understood(value.replaceAll(NEXT_MISSING, '; '));
  return value;
}
