import { reportTitle } from '../../utils/gate/scans.ts';
import type { ScanResult } from '../../utils/gate/verdict.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { safeText } from '../ui/safe-text.ts';
import { Threshold } from '../ui/severity.tsx';
import { SCAN_STATES } from './titles.ts';

const ICONS: Record<ScanResult['state'], IconName> = {
  ok: 'check-circle',
  nothing_to_scan: 'dash',
  failed: 'error',
  missing: 'alert',
  not_compared: 'alert',
};

/** Which scans ran, from what severity each fails, and what became of it. */
export function ScansTable({ scans }: { scans: readonly ScanResult[] }) {
  return (
    <table class="mrg-scans">
      <thead>
        <tr>
          <th scope="col">Scan</th>
          <th scope="col">Fails on</th>
          <th scope="col">Result</th>
        </tr>
      </thead>
      <tbody>
        {scans.map((result) => (
          <tr key={result.scan}>
            <th scope="row">{reportTitle(result.scan)}</th>
            <td>
              {result.notAskedFor ? 'Not asked for by the policy' : <Threshold failOn={result.failOn} />}
            </td>
            <td>
              <span class={`mrg-scans__state mrg-scans__state--${result.state}`}>
                <Icon name={ICONS[result.state]} />
                {SCAN_STATES[result.state]}
              </span>
              {result.tool && <span class="mrg-scans__tool"> by {safeText(result.tool, 60)}</span>}
              {result.cause && <p class="mrg-scans__cause">{safeText(result.cause, 300)}</p>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
