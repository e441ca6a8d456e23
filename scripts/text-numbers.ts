import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EN } from '../assets/locales/en.ts';

const ROOT = join(import.meta.dirname, '..');
/** Whose texts are shown where they are named, and never kept from one version to the next as those of a job are. */
const SHOWN_ONLY = /^(?:actions|card|details|group|list|options|panel|popup|reports|welcome)\./;
/** Ids of the other areas, each at the place that its number is: this list only grows (`number-texts.mjs`). */
export const KEPT_IDS = join(ROOT, 'assets', 'locales', 'kept-ids.txt');

/** A string of code that may be an id. */
export const ID_IN_CODE = /(["'`])([a-z]+\.[\w.]+)\1/g;

/** Ids that the package has numbers in place of, counted in each area: 6 kB less to download. */
export function textNumbers(): ReadonlyMap<string, string> {
  const ids = idsNamedWhole();
  const counts = new Map<string, number>();
  const numbered = [...keptIds(), ...ids.filter((id) => SHOWN_ONLY.test(id))].map((id): [string, string] => {
    const area = id.slice(0, id.indexOf('.'));
    const number = counts.get(area) ?? 0;
    counts.set(area, number + 1);
    return [id, `${area}.${number}`];
  });
  const named = new Set(ids);
  return new Map(numbered.filter(([id]) => named.has(id)));
}

/** Ids that have no number yet, and a job may keep their texts. */
export function idsToNumber(): string[] {
  const kept = new Set(keptIds());
  return idsNamedWhole().filter((id) => !SHOWN_ONLY.test(id) && !kept.has(id));
}

export function keptIds(): string[] {
  return readFileSync(KEPT_IDS, 'utf8').match(/\S+/g) ?? [];
}

/** All but those that code puts together, since it does so with their names. */
function idsNamedWhole(): string[] {
  const code = ['components', 'entrypoints', 'utils'].flatMap(sourcesIn).join('\n');
  const named = new Set([...code.matchAll(ID_IN_CODE)].map(([, , id]) => id!));
  const beginnings = [...code.matchAll(/`([a-z]+\.[\w.]*)\$\{/g)].map(([, beginning]) => beginning!);
  const ids = Object.keys(EN);
  const isPut = (id: string) => beginnings.some((beginning) => id.startsWith(beginning));
  // Named nowhere, as a whole: made of another one.
  const longer = ids.filter((id) => !named.has(id) && !isPut(id));
  return ids.filter((id) => !isPut(id) && !longer.some((made) => made.startsWith(id)));
}

function sourcesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}
