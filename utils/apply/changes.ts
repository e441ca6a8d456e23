import type { EnrolledRepo } from '../gate/enrolment.ts';
import type { EffectiveSettings, GateSettings, PolicyException } from '../gate/policy.ts';
import { SCAN_IDS } from '../gate/scans.ts';
import { normalSettings } from '../gate/settings.ts';
import { sameText, text } from '../texts/text.ts';
import type { Text } from '../texts/types.ts';
import type { FieldChange } from './plan-types.ts';
import { failOnText, joined, scansText } from './settings-text.ts';

const NONE: Text = text('apply.value.none');

/** What differs between two settings, field by field, for people. null: not gated. */
export function settingsChanges(before: GateSettings | null, after: GateSettings | null): FieldChange[] {
  return differing([
    [text('apply.field.fails_on'), before && failOnText(before.failOn), after && failOnText(after.failOn)],
    [text('apply.field.scans'), before && scansOf(before), after && scansOf(after)],
    [text('apply.field.other_thresholds'), before && perScanText(before), after && perScanText(after)],
    [text('apply.field.drafts'), before && draftsText(before), after && draftsText(after)],
    [text('apply.field.on_error'), before && onErrorText(before), after && onErrorText(after)],
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
    [text('apply.field.source'), before && sourceText(before), after && sourceText(after)],
    [text('apply.field.reason'), was?.reason ?? null, is?.reason ?? null],
    [text('apply.field.owner'), was?.owner || null, is?.owner || null],
    [text('apply.field.until'), untilText(was), untilText(is)],
  ]);
}

function untilText(exception: PolicyException | undefined): Text | null {
  return exception?.until ? text('apply.value.day', { day: exception.until }) : null;
}

/** Those that differ; null: there is none. */
export function differing(fields: [Text, Text | null, Text | null][]): FieldChange[] {
  return fields
    .map(([field, before, after]) => ({ field, before: before ?? NONE, after: after ?? NONE }))
    .filter(({ before, after }) => !sameText(before, after));
}

function sourceText({ ended, source }: EffectiveSettings): Text {
  if (ended) return text('apply.value.default_ended');
  return source === 'default' ? text('apply.value.default') : text('apply.value.exception');
}

function scansOf(settings: GateSettings): Text {
  return scansText(normalSettings(settings).scans);
}

function perScanText(settings: GateSettings): Text | null {
  const { perScan } = normalSettings(settings);
  const entries = SCAN_IDS.flatMap((id) => {
    const failOn = perScan[id];
    if (failOn === undefined) return [];
    return text('apply.scan_threshold', { scan: text(`common.scan.${id}`), threshold: failOnText(failOn) });
  });
  return entries.length === 0 ? null : joined('apply.list', entries);
}

function draftsText(settings: GateSettings): Text {
  return settings.drafts ? text('apply.value.gated') : text('apply.value.not_gated');
}

/** Blocking is what everybody expects: told only where it is otherwise. */
function onErrorText(settings: GateSettings): Text | null {
  return settings.onError === 'allow' ? text('apply.value.lets_through') : null;
}

/** The webhook comes. */
export function hookMade(): FieldChange {
  return { field: text('apply.field.webhook'), before: NONE, after: 'MR Gate' };
}

/** The webhook goes. */
export function hookGone(): FieldChange {
  return { field: text('apply.field.webhook'), before: 'MR Gate', after: NONE };
}

/** Whether drift is accepted. */
export function acceptanceChanges(before: EnrolledRepo, after: EnrolledRepo): FieldChange[] {
  const told = ({ accepted }: EnrolledRepo): Text =>
    accepted ? text('apply.value.accepted') : text('apply.value.not_accepted');
  return differing([[text('apply.field.drift'), told(before), told(after)]]);
}

/** How many findings are ignored. */
export function ignoreChanges(before: number, after: number): FieldChange[] {
  return differing([[text('apply.field.ignores'), String(before), String(after)]]);
}
