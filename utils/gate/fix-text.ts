import { encodeLink, escapeMarkdown } from './escape.ts';
import type { Finding, Identifier } from './finding.ts';
import { cap, safeLink } from './text.ts';

const MOST_LINKS = 4;

/** What a scanner says of how to fix a finding, and where to read about it; '' where it says nothing. One line. */
export function fixText({ solution, identifiers }: Pick<Finding, 'solution' | 'identifiers'>): string {
  const what = solution ? escapeMarkdown(cap(solution.replace(/\s+/g, ' '), 400)) : '';
  const links = identifiers.map(identifierLink).filter((link) => link !== '');
  return [what, links.slice(0, MOST_LINKS).join(', ')].filter((part) => part !== '').join(' · ');
}

/** Only what can be read up somewhere: names alone say little to people. */
function identifierLink({ name, value, url }: Identifier): string {
  const address = safeLink(url);
  const text = cap(name || value, 80);
  return address && text ? `[${escapeMarkdown(text)}](${encodeLink(address)})` : '';
}
