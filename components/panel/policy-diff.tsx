import { useMemo } from 'preact/hooks';
import { t } from '../../utils/texts/page-texts.ts';
import { safeMultiline } from '../ui/safe-text.ts';
import { lineDiff } from './line-diff.ts';

const LONGEST = 400_000;
const MOST_LINES = 600;
const MARKS = { same: ' ', added: '+', removed: '-', gap: ' ' } as const;

/** What the commit to the policy file changes, as a diff. */
export function PolicyDiff({
  before,
  after,
  label = t('panel.plan.policy_diff'),
}: {
  before: string;
  after: string;
  label?: string;
}) {
  const lines = useMemo(
    () => lineDiff(safeMultiline(before, LONGEST), safeMultiline(after, LONGEST)),
    [before, after],
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
    <section class="mrg-diff" tabIndex={0} aria-label={label}>
      <pre>
        {lines.slice(0, MOST_LINES).map((line, index) => (
          <span key={`${index} ${line.text}`} class={`mrg-diff__line mrg-diff__line--${line.kind}`}>
            {MARKS[line.kind]} {line.text}
            {'\n'}
          </span>
        ))}
        {lines.length > MOST_LINES && t('panel.more_lines', { count: lines.length - MOST_LINES })}
      </pre>
    </section>
  );
}
