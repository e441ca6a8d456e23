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
      title="Diagnostics"
      about="For a bug report: versions, settings and the shape of the last requests. Hosts, names, paths and tokens are left out. Nothing is sent."
    >
      <div class="mrg-options__buttons">
        <Button loading={busy} onClick={() => void options.makeReport()} testId="make-report">
          {report === null ? 'Make a report' : 'Make it again'}
        </Button>
        {report !== null && (
          <Button variant="confirm" onClick={() => void options.copyReport()} testId="copy-report">
            Copy
          </Button>
        )}
        <span role="status">{copied && 'Copied.'}</span>
      </div>
      {report !== null && (
        <textarea
          class="mrg-input mrg-options__report"
          aria-label="Diagnostics report"
          readOnly
          rows={12}
          value={report}
          data-testid="report"
        />
      )}
    </Section>
  );
}
