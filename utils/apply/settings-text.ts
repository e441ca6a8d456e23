import type { GateSettings } from '../gate/policy.ts';
import type { FailOn } from '../gate/severity.ts';
import { text } from '../texts/text.ts';
import type { Text } from '../texts/types.ts';

/** A threshold for people: `High`, `Report only`. */
export function failOnText(failOn: FailOn): Text {
  return failOn === 'never' ? text('common.fail_on.never') : text(`common.severity.${failOn}`);
}

/** One line for people: `High · 1 scan`. */
export function settingsText(settings: GateSettings): Text {
  return text('apply.settings', {
    failOn: failOnText(settings.failOn),
    count: new Set(settings.scans).size,
  });
}

/** Several texts as one: `apply.list` "a, b", `apply.clauses` "a; b", `common.sentences` "A. B.". Empty where there are none. */
export function joined(
  id: 'apply.list' | 'apply.clauses' | 'common.sentences',
  [first = '', ...rest]: readonly Text[],
): Text {
  return rest.length === 0 ? first : text(id, { first, rest: joined(id, rest) });
}

/** Scans by name, one after the other. */
export function scansText(scans: GateSettings['scans']): Text {
  return joined(
    'apply.list',
    scans.map((scan) => text(`common.scan.${scan}`)),
  );
}
