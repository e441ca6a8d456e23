import type { ReportKind } from '../gate/scans.ts';
import { understood } from '../texts/said-text.ts';
import { text } from '../texts/text.ts';
import type { Text } from '../texts/types.ts';
import type { Outcomes } from './outcomes.ts';

/**
 * What is to be told of each scan: why it has no result, or what is uncertain about the one it has. In place of the
 * gate's own words for it, which are for its comment and English.
 *
 * @param hasBase whether the target branch has a pipeline to compare with
 */
export function causesOf(
  kinds: readonly ReportKind[],
  head: Outcomes,
  base: Outcomes,
  hasBase: boolean,
): Partial<Record<ReportKind, Text>> {
  const told = kinds.flatMap((kind): [ReportKind, Text][] => {
    const unread = head.causes.get(kind) ?? [];
    const outcome = head.of.get(kind);
    if (outcome?.state !== 'read') return [[kind, listed(unread, 'and') ?? text('reports.no_report')]];
    const { remark } = outcome.report;
    const all = listed(
      [...notCompared(kind, base, hasBase), ...(remark ? [understood(remark)] : []), ...unread],
      'and',
    );
    return all === null ? [] : [[kind, all]];
  });
  return Object.fromEntries(told);
}

function notCompared(kind: ReportKind, { of, causes }: Outcomes, hasBase: boolean): Text[] {
  if (of.get(kind)?.state === 'read') return [];
  const none = text(hasBase ? 'reports.base.no_report' : 'reports.base.no_pipeline');
  return [text('reports.no_base', { why: listed(causes.get(kind) ?? [], 'and') ?? none })];
}

/** Several texts as one; null: there are none. */
export function listed(texts: readonly Text[], by: 'and' | 'comma'): Text | null {
  const [first, ...others] = texts;
  if (first === undefined) return null;
  return others.reduce((all, second) => text(`reports.all.${by}`, { first: all, second }), first);
}
