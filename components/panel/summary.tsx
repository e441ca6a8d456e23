import type { GroupSnapshot } from '../../utils/apply/group-snapshot.ts';
import { POLICY_FILE } from '../../utils/gate/policy.ts';
import { SCANS } from '../../utils/gate/scans.ts';
import { rich, t } from '../../utils/texts/page-texts.ts';
import { scanTitle } from '../../utils/texts/scan-words.ts';
import { SafeLink } from '../ui/safe-link.tsx';
import { Threshold } from '../ui/severity.tsx';
import { Activity } from './activity.tsx';
import { Coverage } from './coverage.tsx';
import { countByStatus, STATUS_GROUPS } from './filter.ts';
import { usePanel, usePanelActions } from './panel-context.ts';
import { policyUrl } from './policy-url.ts';
import type { Row } from './row.ts';
import { Waiting } from './waiting.tsx';
import { list, number } from './words.ts';
import { readOnlyReason } from './write-access.ts';

/** How far the group is covered: the counts by state, each of which filters by it, and what the group default is. */
export function Summary({ rows, snapshot }: { rows: Row[]; snapshot: GroupSnapshot }) {
  const filter = usePanel((state) => state.filter);
  const { setFilter } = usePanelActions();
  const counts = countByStatus(rows);
  return (
    <div class="mrg-summary">
      <Coverage counts={counts} />
      <ul class="mrg-summary__counts" aria-label={t('panel.summary.label')}>
        {STATUS_GROUPS.map((group) => (
          <li key={group}>
            <button
              type="button"
              class={`mrg-summary__count mrg-summary__count--${group}`}
              aria-pressed={filter.status === group}
              disabled={counts[group] === 0}
              onClick={() => setFilter({ status: filter.status === group ? 'all' : group })}
            >
              <strong>{number(counts[group])}</strong>
              <span>{t(`panel.filter.${group}`)}</span>
            </button>
          </li>
        ))}
      </ul>
      <Activity loadedAt={snapshot.loadedAt} />
      <Waiting
        rows={rows}
        readOnly={readOnlyReason(snapshot)}
        hasDefault={Boolean(snapshot.policy?.ok && snapshot.policy.policy.default)}
      />
      <GroupDefault snapshot={snapshot} />
    </div>
  );
}

function GroupDefault({ snapshot }: { snapshot: GroupSnapshot }) {
  const { gateProject, policy, connection } = snapshot;
  if (!gateProject || !policy?.ok) return null;
  const settings = policy.policy.default;
  const titles = SCANS.filter((scan) => settings?.scans.includes(scan.id)).map((scan) => scanTitle(scan.id));
  return (
    <p class="mrg-summary__default">
      {rich('panel.summary.default', {
        settings: settings ? (
          <>
            <Threshold failOn={settings.failOn} /> · {list(titles)}
          </>
        ) : (
          t('panel.summary.no_default')
        ),
        file: (
          <SafeLink href={policyUrl(gateProject)} baseUrl={connection.baseUrl}>
            {POLICY_FILE}
          </SafeLink>
        ),
      })}
    </p>
  );
}
