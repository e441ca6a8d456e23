import { useMemo, useRef } from 'preact/hooks';
import { t } from '../../utils/texts/page-texts.ts';
import { safeText } from '../ui/safe-text.ts';
import { Select } from '../ui/select.tsx';
import { SearchField } from '../ui/text-field.tsx';
import { useFocusWhenLost } from '../ui/use-focus-when-lost.ts';
import { countByStatus, STATUS_GROUPS, type StatusFilter, subgroupsOf, waitingRows } from './filter.ts';
import { usePanel, usePanelActions } from './panel-context.ts';
import type { Row } from './row.ts';

interface ToolbarProps {
  rows: Row[];
  groupPath: string;
}

const STATUSES = [...STATUS_GROUPS, 'decision', 'new'] as const;

function countOfEach(rows: readonly Row[]): Record<(typeof STATUSES)[number], number> {
  const { decision, fresh } = waitingRows(rows);
  return { ...countByStatus(rows), decision: decision.length, new: fresh.length };
}

/** Search and filters. The counts are of all repositories, whatever the filter. */
export function Toolbar({ rows, groupPath }: ToolbarProps) {
  const start = useRef<HTMLElement>(null);
  useFocusWhenLost(start);
  const filter = usePanel((state) => state.filter);
  const { setFilter } = usePanelActions();
  const counts = useMemo(() => countOfEach(rows), [rows]);
  const subgroups = useMemo(() => subgroupsOf(rows, groupPath), [rows, groupPath]);
  const states = STATUSES.filter((status) => counts[status] > 0 || status === filter.status);
  return (
    <search class="mrg-toolbar" aria-label={t('panel.filter.label')} ref={start} tabIndex={-1}>
      <SearchField
        label={t('panel.filter.search')}
        value={filter.search}
        onInput={(search) => setFilter({ search })}
      />
      <Select<StatusFilter>
        label={t('panel.filter.state')}
        value={filter.status}
        onChange={(status) => setFilter({ status })}
        options={[
          { value: 'all', text: t('panel.filter.all') },
          ...states.map((status) => ({
            value: status,
            text: t('panel.with_count', { text: t(`panel.filter.${status}`), count: counts[status] }),
          })),
        ]}
      />
      {subgroups.length > 0 && (
        <Select
          label={t('panel.filter.subgroup')}
          value={filter.subgroup}
          onChange={(subgroup) => setFilter({ subgroup })}
          options={[
            { value: '', text: t('panel.filter.all_subgroups') },
            ...subgroups.map((path) => ({
              value: path,
              text: safeText(path.slice(groupPath.length + 1)),
            })),
          ]}
        />
      )}
    </search>
  );
}
