import { codeMarkdown, encodeAddress, escapeMarkdown } from '../gate/escape.ts';
import type { Finding } from '../gate/finding.ts';
import type { FindingClasses, Verdict } from '../gate/verdict.ts';
import { say, t } from '../texts/page-texts.ts';
import { scanTitle } from '../texts/scan-words.ts';
import type { CardState } from './card-types.ts';
import { type FindingFilter, isFiltering, passes } from './filter.ts';
import { type CardPlace, fileUrl } from './links.ts';

const CLASSES = ['blocking', 'introduced', 'existing', 'fixed', 'ignored'] as const;

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
  const rows = CLASSES.flatMap((of) =>
    verdict.findings[of]
      .filter((finding) => passes(filter, finding))
      .map((finding) => row(finding, of, place, of === 'fixed' ? verdict.base : verdict.head)),
  );
  const total = Object.values(verdict.counts).reduce((sum, count) => sum + count, 0);
  const title = t('details.md.title', {
    link: `[${escapeMarkdown(`${place.projectPath}!${place.iid}`)}](${encodeAddress(mr)})`,
    commit: codeMarkdown(verdict.head.slice(0, 8)),
    sentence: escapeMarkdown(say(state.sentence)),
  });
  if (rows.length === 0) return `${title}\n`;
  const head = ['', t('details.severity'), t('details.md.finding'), t('details.md.where'), t('details.scan')];
  const table = [line(head), '| --- | --- | --- | --- | --- |', ...rows].join('\n');
  const left = total - rows.length;
  const rest = t(isFiltering(filter) ? 'details.md.filtered' : 'details.md.unlisted', { number: left });
  return `${title}\n\n${table}${left > 0 ? `\n\n${rest}` : ''}\n`;
}

function row(finding: Finding, of: keyof FindingClasses, place: CardPlace, commit: string): string {
  return line([
    t(`details.md.${of}`),
    t(`common.severity.${finding.severity}`),
    escapeMarkdown(finding.name),
    where(finding, place, commit),
    scanTitle(finding.scan),
  ]);
}

function line(cells: readonly string[]): string {
  return `|${cells
    .map((cell) => ` ${cell} |`)
    .join('')
    .replace(/^ {2}/, ' ')}`;
}

function where({ file, startLine, endLine }: Finding, place: CardPlace, commit: string): string {
  if (file === undefined) return '–';
  const text = codeMarkdown(startLine === undefined ? file : `${file}:${startLine}`);
  const url = fileUrl(place, commit, file, startLine, endLine);
  // A parenthesis in a path would end the link.
  return url ? `[${text}](${url.replaceAll('(', '%28').replaceAll(')', '%29')})` : text;
}
