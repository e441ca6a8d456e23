import { escapeMarkdown } from './escape.ts';
import type { Finding } from './finding.ts';
import { fixText } from './fix-text.ts';
import { ignoreCommand } from './ignore-command.ts';
import { reportTitle } from './scans.ts';
import { cap } from './text.ts';
import type { Verdict } from './verdict.ts';

/** What a thread of the gate is about: a finding by its fingerprint, or the merge request as a whole. */
export type ThreadSubject = { kind: 'finding'; fingerprint: string } | { kind: 'hold'; head: string };

const MARKED = /<!-- mr-gate:thread (?:hold ([0-9a-f]{40,64})|([0-9a-f]{32})) -->/;

/** What a comment of ours is the first of a thread about; null: it is another comment. */
export function readThreadSubject(body: string): ThreadSubject | null {
  const match = MARKED.exec(body);
  if (!match) return null;
  const [, head, fingerprint] = match;
  return head ? { kind: 'hold', head } : { kind: 'finding', fingerprint: fingerprint ?? '' };
}

/** The first comment of a thread on the line of a finding that blocks. */
export function findingThread(finding: Finding): string {
  const { name, severity, scan, description, fingerprint } = finding;
  const parts = [
    `⛔ **${escapeMarkdown(cap(name, 160))}** blocks this merge request (${severity}, ${reportTitle(scan)}).`,
    description && escapeMarkdown(cap(description.replace(/\s+/g, ' '), 400)),
    fixText(finding),
    `<sub>Resolved by MR Gate when it is fixed. No problem? A Maintainer comments <code>${ignoreCommand(fingerprint)}reason</code></sub>`,
    `<!-- mr-gate:thread ${fingerprint} -->`,
  ];
  return parts.filter((part) => part).join('\n\n');
}

/** The thread that holds a merge request whose pipelines take no status from the gate. */
export function holdThread(verdict: Verdict): string {
  return [
    `⛔ **MR Gate would block this merge request.** ${escapeMarkdown(verdict.cause)}`,
    'Its pipelines take no status from the gate. This thread says so instead; the gate resolves it when nothing blocks any more.',
    `<!-- mr-gate:thread hold ${verdict.head} -->`,
  ].join('\n\n');
}
