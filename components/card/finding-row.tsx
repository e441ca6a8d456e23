import type { CardPlace } from '../../utils/card/links.ts';
import { diffUrl, fileUrl } from '../../utils/card/links.ts';
import { sha1 } from '../../utils/card/sha1.ts';
import { openLine } from '../../utils/diff/next-finding.ts';
import type { Finding } from '../../utils/gate/finding.ts';
import { t } from '../../utils/texts/page-texts.ts';
import { scanTitle } from '../../utils/texts/scan-words.ts';
import { Badge } from '../ui/badge.tsx';
import { SafeLink } from '../ui/safe-link.tsx';
import { safeMultiline, safeText } from '../ui/safe-text.ts';
import { SeverityBadge } from '../ui/severity.tsx';
import { IgnoreFinding } from './ignore-finding.tsx';

interface FindingRowProps {
  finding: Finding;
  place: CardPlace;
  /** The commit that holds the finding. */
  commit: string;
  /** What of it this merge request's changes show: its line, its file alone, nothing. */
  inDiff: 'line' | 'file' | null;
  /** Whether the policy could be told to ignore it. */
  ignorable: boolean;
}

const SHOWN_IDENTIFIERS = 6;

/** One finding: what, where, how bad; why and what to do on request. */
export function FindingRow({ finding, place, commit, inDiff, ignorable }: FindingRowProps) {
  const identifiers = finding.identifiers.slice(0, SHOWN_IDENTIFIERS);
  const more = finding.identifiers.length - identifiers.length + (finding.moreIdentifiers ?? 0);
  const description = safeMultiline(finding.description, 4000).trim();
  const solution = safeMultiline(finding.solution ?? '', 2000).trim();
  return (
    <li class="mrg-finding">
      <SeverityBadge severity={finding.severity} />
      <div class="mrg-finding__head">
        <span class="mrg-finding__name">{safeText(finding.name, 160) || t('details.unnamed')}</span>
        <span class="mrg-finding__scan">{scanTitle(finding.scan)}</span>
        {finding.likelyFalsePositive && <Badge variant="muted">{t('details.false_positive')}</Badge>}
      </div>
      {finding.file && <FindingPlace {...{ finding, place, commit, inDiff }} file={finding.file} />}
      {identifiers.length > 0 && (
        <ul class="mrg-finding__ids">
          {identifiers.map((identifier, at) => (
            <li key={at}>
              {identifier.url ? (
                <SafeLink href={identifier.url} baseUrl={place.baseUrl}>
                  {safeText(identifier.name, 60)}
                </SafeLink>
              ) : (
                safeText(identifier.name, 60)
              )}
            </li>
          ))}
          {more > 0 && <li>{t('details.more', { number: more })}</li>}
        </ul>
      )}
      {(description || solution) && (
        <details class="mrg-finding__more">
          <summary class="mrg-finding__summary">
            {t(solution ? 'details.description_solution' : 'details.description')}
          </summary>
          {description && <p class="mrg-finding__text">{description}</p>}
          {solution && (
            <p class="mrg-finding__text">
              <strong>{t('details.solution')}</strong> {solution}
            </p>
          )}
        </details>
      )}
      {ignorable && <IgnoreFinding finding={finding} />}
    </li>
  );
}

function FindingPlace({
  finding,
  place,
  commit,
  inDiff,
  file,
}: Omit<FindingRowProps, 'ignorable'> & { file: string }) {
  const { startLine, endLine } = finding;
  const blob = fileUrl(place, commit, file, startLine, endLine);
  const diff = inDiff ? diffUrl(place, file) : null;
  const href = diff ?? blob;
  const openInPage = (event: MouseEvent) => {
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!plain || inDiff !== 'line' || startLine === undefined) return;
    const target = { path: file, line: startLine, end: endLine ?? startLine };
    if (openLine(document, target, sha1(file))) event.preventDefault();
  };
  const text = (
    <>
      {safeText(file, 300)
        .split(/(?<=\/)/)
        .map((part, index) => [index > 0 && <wbr />, part])}
      {startLine !== undefined && <span class="mrg-finding__line">:{startLine}</span>}
    </>
  );
  return (
    <div class="mrg-finding__place">
      {href ? (
        <SafeLink
          href={href}
          baseUrl={place.baseUrl}
          class="mrg-finding__file"
          sameTab={diff !== null}
          onClick={diff ? openInPage : undefined}
        >
          {text}
        </SafeLink>
      ) : (
        <span class="mrg-finding__file">{text}</span>
      )}
      {diff && blob && (
        <SafeLink href={blob} baseUrl={place.baseUrl}>
          {t('details.view_file')}
        </SafeLink>
      )}
    </div>
  );
}
