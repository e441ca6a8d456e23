import { useId } from 'preact/hooks';
import { SCANS, type ScanDefinition } from '../../utils/gate/scans.ts';
import { FAIL_ON, type FailOn } from '../../utils/gate/severity.ts';
import { t } from '../../utils/texts/page-texts.ts';
import { scanNeeds, scanSummary, scanTitle } from '../../utils/texts/scan-words.ts';
import { Checkbox } from '../ui/checkbox.tsx';
import { Icon } from '../ui/icon.tsx';
import { Select } from '../ui/select.tsx';
import { failOnTitle } from '../ui/severity.tsx';
import { type Draft, withScan, withScanFailOn } from './draft.ts';
import { usePanelActions } from './panel-context.ts';

interface ScanFieldsProps {
  draft: Draft;
  problem: string | undefined;
}

export function ScanFields({ draft, problem }: ScanFieldsProps) {
  const { setDraft } = usePanelActions();
  const problemId = useId();
  const chosen = SCANS.filter((scan) => draft.settings.scans.includes(scan.id));
  return (
    <div>
      <fieldset aria-describedby={problem ? problemId : undefined} data-invalid={problem ? true : undefined}>
        <legend class="mrg-choices__legend">{t('panel.configure.scans')}</legend>
        <div class="mrg-choices">
          {SCANS.map((scan) => (
            <Checkbox
              key={scan.id}
              checked={draft.settings.scans.includes(scan.id)}
              hint={<ScanHint scan={scan} chosen={draft.settings.scans.includes(scan.id)} />}
              onChange={(on) => setDraft(withScan(draft, scan.id, on))}
            >
              {scanTitle(scan.id)}
            </Checkbox>
          ))}
        </div>
      </fieldset>
      {problem && (
        <p class="mrg-field__error" id={problemId} role="alert">
          {problem}
        </p>
      )}
      {chosen.length > 0 && (
        <details class="mrg-details" open={Object.keys(draft.settings.perScan).length > 0}>
          <summary>
            <Icon name="chevron-right" size={12} />
            {t('panel.configure.per_scan')}
          </summary>
          <div class="mrg-details__body">
            {chosen.map((scan) => (
              <ScanThreshold key={scan.id} scan={scan} draft={draft} />
            ))}
          </div>
        </details>
      )}
    </div>
  );
}

/** What it finds and, once it is chosen and not every runner can run it, what it takes. */
function ScanHint({ scan, chosen }: { scan: ScanDefinition; chosen: boolean }) {
  const needs = scanNeeds(scan.id);
  return (
    <>
      {scanSummary(scan.id)}
      {chosen && needs && <span class="mrg-choice__needs">{needs}</span>}
    </>
  );
}

function ScanThreshold({ scan, draft }: { scan: ScanDefinition; draft: Draft }) {
  const { setDraft } = usePanelActions();
  const id = useId();
  return (
    <div class="mrg-field">
      <label class="mrg-field__hint" for={id}>
        {scanTitle(scan.id)}
      </label>
      <Select<FailOn | 'same'>
        id={id}
        value={draft.settings.perScan[scan.id] ?? 'same'}
        onChange={(value) => setDraft(withScanFailOn(draft, scan.id, value === 'same' ? null : value))}
        options={[
          {
            value: 'same',
            text: t('panel.configure.as_chosen', { threshold: failOnTitle(draft.settings.failOn) }),
          },
          ...FAIL_ON.map((failOn) => ({ value: failOn, text: failOnTitle(failOn) })),
        ]}
      />
    </div>
  );
}
