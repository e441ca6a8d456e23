import { SAID, type Said, type SaidId, type Words } from './said.ts';

let patterns: [id: SaidId, form: RegExp][] | null = null;

/**
 * What the gate's words say; null: they are not of this version, or somebody else's. They are outside text: whoever reads
 * them decides nothing by it.
 */
export function recognise(words: string): Said | null {
  patterns ??= Object.entries(SAID).flatMap(([id, all]: [string, Words]) =>
    (typeof all === 'string' ? [all] : [all.one, all.other]).map((template): [SaidId, RegExp] => [
      id as SaidId,
      formOf(template),
    ]),
  );
  for (const [id, form] of patterns) {
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
