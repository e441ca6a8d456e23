import type { EffectiveSettings, GateSettings } from '../gate/policy.ts';
import { scan } from '../gate/scans.ts';
import { failOnTitle, normalSettings } from '../gate/settings.ts';
import type { FieldChange } from './types.ts';

const NONE = 'none';

/** What differs between two settings, field by field, for people. null: not gated. */
export function settingsChanges(before: GateSettings | null, after: GateSettings | null): FieldChange[] {
  return differing([
    ['Fails on', before && failOnTitle(before.failOn), after && failOnTitle(after.failOn)],
    ['Scans', before && scansText(before), after && scansText(after)],
    ['Other thresholds', before && perScanText(before), after && perScanText(after)],
    ['Draft merge requests', before && draftsText(before), after && draftsText(after)],
    ['Where it could not tell', before && onErrorText(before), after && onErrorText(after)],
  ]);
}

/** What differs in the exception itself: who, why, until when. */
export function exceptionChanges(
  before: EffectiveSettings | null,
  after: EffectiveSettings | null,
): FieldChange[] {
  const was = before?.exception ?? before?.ended;
  const is = after?.exception ?? after?.ended;
  return differing([
    ['Settings from', before && sourceText(before), after && sourceText(after)],
    ['Reason', was?.reason ?? null, is?.reason ?? null],
    ['Owner', was?.owner || null, is?.owner || null],
    ['Until', was?.until ?? null, is?.until ?? null],
  ]);
}

function differing(fields: [string, string | null, string | null][]): FieldChange[] {
  return fields
    .map(([field, before, after]) => ({ field, before: before ?? NONE, after: after ?? NONE }))
    .filter(({ before, after }) => before !== after);
}

function sourceText(effective: EffectiveSettings): string {
  if (effective.ended) return 'default (its exception has ended)';
  return effective.source === 'default' ? 'default' : 'exception';
}

function scansText(settings: GateSettings): string {
  return normalSettings(settings)
    .scans.map((id) => scan(id).title)
    .join(', ');
}

function perScanText(settings: GateSettings): string | null {
  const entries = Object.entries(normalSettings(settings).perScan);
  if (entries.length === 0) return null;
  return entries
    .map(([id, failOn]) => `${scan(id as keyof GateSettings['perScan']).title}: ${failOnTitle(failOn)}`)
    .join(', ');
}

function draftsText(settings: GateSettings): string {
  return settings.drafts ? 'gated' : 'not gated';
}

/** Blocking is what everybody expects: told only where it is otherwise. */
function onErrorText(settings: GateSettings): string | null {
  return settings.onError === 'allow' ? 'lets through' : null;
}
