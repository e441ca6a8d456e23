import type { FindingFilter } from '../../utils/card/filter.ts';
import { filterChoices } from '../../utils/card/filter.ts';
import type { Verdict } from '../../utils/gate/verdict.ts';
import { t } from '../../utils/texts/page-texts.ts';
import { scanTitle } from '../../utils/texts/scan-words.ts';
import { Select } from '../ui/select.tsx';
import { severityTitle } from '../ui/severity.tsx';

interface FilterBarProps {
  verdict: Verdict;
  filter: FindingFilter;
  onFilter: (filter: FindingFilter) => void;
}

/** By severity and by scan; each only where there is a choice. */
export function FilterBar({ verdict, filter, onFilter }: FilterBarProps) {
  const { severities, scans } = filterChoices(verdict, filter);
  return (
    <>
      {severities.length > 1 && (
        <Select
          label={t('details.severity')}
          value={filter.severity ?? 'all'}
          options={[
            { value: 'all', text: t('details.severities') },
            ...severities.map((value) => ({ value, text: severityTitle(value) })),
          ]}
          onChange={(value) => onFilter({ ...filter, severity: value === 'all' ? null : value })}
        />
      )}
      {scans.length > 1 && (
        <Select
          label={t('details.scan')}
          value={filter.scan ?? 'all'}
          options={[
            { value: 'all', text: t('details.all_scans') },
            ...scans.map((value) => ({ value, text: scanTitle(value) })),
          ]}
          onChange={(value) => onFilter({ ...filter, scan: value === 'all' ? null : value })}
        />
      )}
    </>
  );
}
