import { useMemo } from 'preact/hooks';
import { safeText } from '../ui/safe-text.ts';
import { Select } from '../ui/select.tsx';
import { SearchField } from '../ui/text-field.tsx';
import { countByStatus, STATUS_GROUP_TITLES, STATUS_GROUPS, subgroupsOf } from './filter.ts';
import { usePanel, usePanelActions } from './panel-context.ts';
import type { Row } from './row.ts';

interface ToolbarProps {
  rows: Row[];
  groupPath: string;
}

/** Search and filters. The counts are of all repositories, whatever the filter. */
export function Toolbar({ rows, groupPath }: ToolbarProps) {
  const filter = usePanel((state) => state.filter);
  const { setFilter } = usePanelActions();
  const counts = useMemo(() => countByStatus(rows), [rows]);
  const subgroups = useMemo(() => subgroupsOf(rows, groupPath), [rows, groupPath]);
  const states = STATUS_GROUPS.filter((group) => counts[group] > 0 || group === filter.status);
  return (
    <search class="mrg-toolbar" aria-label="Filter repositories">
      <SearchField
        label="Search repositories"
        value={filter.search}
        onInput={(search) => setFilter({ search })}
      />
      <Select
        label="State"
        value={filter.status}
        onChange={(status) => setFilter({ status })}
        options={[
          { value: 'all', text: 'All states' },
          ...states.map((group) => ({
            value: group,
            text: `${STATUS_GROUP_TITLES[group]} (${counts[group]})`,
          })),
        ]}
      />
      {subgroups.length > 0 && (
        <Select
          label="Subgroup"
          value={filter.subgroup}
          onChange={(subgroup) => setFilter({ subgroup })}
          options={[
            { value: '', text: 'All subgroups' },
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
