import { codeMarkdown, encodeAddress, escapeMarkdown } from '../gate/escape.ts';
import type { Finding } from '../gate/finding.ts';
import { reportTitle } from '../gate/scans.ts';
import type { FindingClasses, Verdict } from '../gate/verdict.ts';
import type { CardState } from './card-types.ts';
import { type FindingFilter, isFiltering, passes } from './filter.ts';
import { type CardPlace, fileUrl } from './links.ts';

const CLASSES: readonly { of: keyof FindingClasses; word: string }[] = [
  { of: 'blocking', word: 'Blocks' },
  { of: 'introduced', word: 'New' },
  { of: 'existing', word: 'Existing' },
  { of: 'fixed', word: 'Fixed' },
  { of: 'ignored', word: 'Ignored' },
];

/**
 * What a card shows, as Markdown to paste into a ticket or a chat: the sentence and a table of the findings that the
 * filter lets through. Outside text is escaped as it is in the gate's own comment.
 */
export function cardMarkdown(
  state: CardState,
  verdict: Verdict,
  place: CardPlace,
  filter: FindingFilter,
): string {
  const mr = `${place.baseUrl}/${place.projectPath}/-/merge_requests/${place.iid}`;
  const rows = CLASSES.flatMap(({ of, word }) =>
    verdict.findings[of]
      .filter((finding) => passes(filter, finding))
      .map((finding) => row(finding, word, place, of === 'fixed' ? verdict.base : verdict.head)),
  );
  const total = Object.values(verdict.counts).reduce((sum, count) => sum + count, 0);
  const title = `**MR Gate** on [${escapeMarkdown(`${place.projectPath}!${place.iid}`)}](${encodeAddress(mr)}) at ${codeMarkdown(verdict.head.slice(0, 8))}: ${escapeMarkdown(state.sentence)}`;
  if (rows.length === 0) return `${title}\n`;
  const table = ['| | Severity | Finding | Where | Scan |', '| --- | --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
  const left = total - rows.length;
  const rest =
    left > 0 ? `\n\n${left} more ${isFiltering(filter) ? 'are filtered out or' : ''} not listed here.` : '';
  return `${title}\n\n${table}${rest.replace('  ', ' ')}\n`;
}

function row(finding: Finding, word: string, place: CardPlace, commit: string): string {
  const severity = finding.severity.charAt(0).toUpperCase() + finding.severity.slice(1);
  return `| ${word} | ${severity} | ${escapeMarkdown(finding.name)} | ${where(finding, place, commit)} | ${reportTitle(finding.scan)} |`;
}

function where({ file, startLine, endLine }: Finding, place: CardPlace, commit: string): string {
  if (file === undefined) return '–';
  const text = codeMarkdown(startLine === undefined ? file : `${file}:${startLine}`);
  const url = fileUrl(place, commit, file, startLine, endLine);
  // A parenthesis in a path would end the link.
  return url ? `[${text}](${url.replaceAll('(', '%28').replaceAll(')', '%29')})` : text;
}
