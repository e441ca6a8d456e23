import { t } from '../../utils/texts/page-texts.ts';
import { safeMultiline } from '../ui/safe-text.ts';

const LONGEST = 400_000;
const MOST_LINES = 2000;

/** A text with its line numbers. They are drawn, not text, so that what is copied is the file. */
export function PolicyText({ text, label }: { text: string; label: string }) {
  const lines = safeMultiline(text, LONGEST).replace(/\n$/, '').split('\n');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
    <section class="mrg-diff mrg-code" tabIndex={0} aria-label={label} data-testid="policy-text">
      <pre>
        {lines.slice(0, MOST_LINES).map((line, index) => (
          <span key={index} class="mrg-code__line">
            {line}
            {'\n'}
          </span>
        ))}
      </pre>
      {lines.length > MOST_LINES && (
        <p class="mrg-code__more">{t('panel.more_lines', { count: lines.length - MOST_LINES })}</p>
      )}
    </section>
  );
}
