import type { ReportsSource } from '../../utils/card/card-types.ts';
import type { ScanResult } from '../../utils/gate/verdict.ts';
import { t } from '../../utils/texts/page-texts.ts';
import { scanTitle } from '../../utils/texts/scan-words.ts';
import type { Text } from '../../utils/texts/types.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { safeText } from '../ui/safe-text.ts';
import { Threshold } from '../ui/severity.tsx';
import { GateSaid } from './gate-said.tsx';

const ICONS: Record<ScanResult['state'], IconName> = {
  ok: 'check-circle',
  nothing_to_scan: 'dash',
  failed: 'error',
  missing: 'alert',
  not_compared: 'alert',
};

interface ScansTableProps {
  scans: readonly ScanResult[];
  /** What is told of a scan in place of its result's own words, which are the gate's. */
  causes: ReportsSource['causes'] | undefined;
}

/** Which scans ran, from what severity each fails, and what became of it. */
export function ScansTable({ scans, causes }: ScansTableProps) {
  return (
    <table class="mrg-scans">
      <thead>
        <tr>
          <th scope="col">{t('details.scan')}</th>
          <th scope="col">{t('details.fails_on')}</th>
          <th scope="col">{t('details.result')}</th>
        </tr>
      </thead>
      <tbody>
        {scans.map((result) => (
          <tr key={result.scan}>
            <th scope="row">{scanTitle(result.scan)}</th>
            <td>{result.notAskedFor ? t('details.not_asked_for') : <Threshold failOn={result.failOn} />}</td>
            <td>
              <span class={`mrg-scans__state mrg-scans__state--${result.state}`}>
                <Icon name={ICONS[result.state]} />
                {t(`details.scan_state.${result.state}`)}
              </span>
              {result.tool && (
                <span class="mrg-scans__tool">
                  {' '}
                  {t('details.by_tool', { tool: safeText(result.tool, 60) })}
                </span>
              )}
              <Cause text={causes ? causes[result.scan] : result.cause} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cause({ text }: { text: Text | undefined }) {
  return text ? (
    <p class="mrg-scans__cause">
      <GateSaid text={text} cap={300} />
    </p>
  ) : null;
}
