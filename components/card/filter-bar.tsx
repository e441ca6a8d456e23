import type { FindingFilter } from '../../utils/card/filter.ts';
import { filterChoices } from '../../utils/card/filter.ts';
import { reportTitle } from '../../utils/gate/scans.ts';
import type { Verdict } from '../../utils/gate/verdict.ts';
import { Select } from '../ui/select.tsx';
import { severityTitle } from '../ui/severity.tsx';

interface FilterBarProps {
  verdict: Verdict;
  filter: FindingFilter;
  onFilter: (filter: FindingFilter) => void;
}

/** By severity and by scan; each only where there is a choice. */
export function FilterBar({ verdict, filter, onFilter }: FilterBarProps) {
  const { severities, scans } = filterChoices(verdict);
  return (
    <>
      {severities.length > 1 && (
        <Select
          label="Severity"
          value={filter.severity ?? 'all'}
          options={[
            { value: 'all', text: 'All severities' },
            ...severities.map((value) => ({ value, text: severityTitle(value) })),
          ]}
          onChange={(value) => onFilter({ ...filter, severity: value === 'all' ? null : value })}
        />
      )}
      {scans.length > 1 && (
        <Select
          label="Scan"
          value={filter.scan ?? 'all'}
          options={[
            { value: 'all', text: 'All scans' },
            ...scans.map((value) => ({ value, text: reportTitle(value) })),
          ]}
          onChange={(value) => onFilter({ ...filter, scan: value === 'all' ? null : value })}
        />
      )}
    </>
  );
}
