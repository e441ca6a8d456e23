import { t } from '../../utils/texts/page-texts.ts';
import { Button } from '../ui/button.tsx';
import { useStore } from '../ui/use-store.ts';
import type { Options } from './options-store.ts';
import { Section } from './section.tsx';

export function Diagnostics({ options }: { options: Options }) {
  const report = useStore(options.store, (state) => state.report);
  const copied = useStore(options.store, (state) => state.copied);
  const busy = useStore(options.store, (state) => state.busy === 'diagnostics');
  return (
    <Section
      options={options}
      name="diagnostics"
      title={t('options.diagnostics.title')}
      about={t('options.diagnostics.about')}
    >
      <div class="mrg-options__buttons">
        <Button loading={busy} onClick={() => void options.makeReport()} testId="make-report">
          {report === null ? t('options.diagnostics.make') : t('options.diagnostics.again')}
        </Button>
        {report !== null && (
          <Button variant="confirm" onClick={() => void options.copyReport()} testId="copy-report">
            {t('options.diagnostics.copy')}
          </Button>
        )}
        <span role="status">{copied && t('options.diagnostics.copied')}</span>
      </div>
      {report !== null && (
        <textarea
          class="mrg-input mrg-options__report"
          aria-label={t('options.diagnostics.report')}
          readOnly
          rows={12}
          value={report}
          data-testid="report"
        />
      )}
    </Section>
  );
}
