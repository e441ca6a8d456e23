import { useMemo } from 'preact/hooks';
import { SCANS } from '../../utils/gate/scans.ts';
import { isReportOnly } from '../../utils/gate/settings.ts';
import { t } from '../../utils/texts/page-texts.ts';
import { scanTitle } from '../../utils/texts/scan-words.ts';
import { Badge } from '../ui/badge.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { Menu, type MenuItem } from '../ui/menu.tsx';
import { SafeLink } from '../ui/safe-link.tsx';
import { safeText } from '../ui/safe-text.ts';
import { Threshold } from '../ui/severity.tsx';
import type { Row } from './row.ts';
import { StateBadge } from './state-badge.tsx';
import { list } from './words.ts';

interface RepoRowProps {
  row: Row;
  index: number;
  selected: boolean;
  baseUrl: string;
  onSelect: (row: Row, on: boolean, range: boolean) => void;
  /** What the ⋮ menu offers. */
  menu: (row: Row) => MenuItem[];
}

/** Rendered anew only where it shows something else: scrolling moves the window of rows many times a second. */
export function RepoRow({ row, index, selected, baseUrl, onSelect, menu }: RepoRowProps) {
  return useMemo(
    () => renderRow({ row, index, selected, baseUrl, onSelect, menu }),
    [row, index, selected, baseUrl, onSelect, menu],
  );
}

function renderRow({ row, index, selected, baseUrl, onSelect, menu }: RepoRowProps) {
  const classes = ['mrg-repo'];
  if (selected) classes.push('mrg-repo--selected');
  if (!row.selectable) classes.push('mrg-repo--muted');
  return (
    <tr class={classes.join(' ')} aria-rowindex={index + 2} data-testid="repo-row" data-repo={row.path}>
      <td class="mrg-repo__select">
        <Checkbox
          checked={selected}
          disabled={!row.selectable}
          label={t('panel.select.one', { repository: row.shortPath })}
          title={row.selectable ? undefined : row.reason}
          onChange={(on, event) => onSelect(row, on, event.shiftKey)}
        />
      </td>
      <td class="mrg-repo__name" title={row.shortPath}>
        <SafeLink href={row.webUrl} baseUrl={baseUrl} class="mrg-repo__link">
          <RepoPath path={row.shortPath} />
        </SafeLink>
        {row.isNew && (
          <span class="mrg-repo__new">
            <Badge variant="info" title={t('panel.row.new_title')}>
              {t('panel.row.new')}
            </Badge>
          </span>
        )}
      </td>
      <td class="mrg-repo__state">
        <StateBadge status={row.status} reason={[row.reason, row.next].filter(Boolean).join(' ')} />
      </td>
      <td class="mrg-repo__fails">
        {row.settings && <Threshold failOn={row.settings.failOn} />}
        {row.settings && Object.keys(row.settings.perScan).length > 0 && (
          <span class="mrg-repo__more" title={t('panel.row.per_scan')}>
            {' '}
            +
          </span>
        )}
      </td>
      <td class="mrg-repo__scans">{row.settings && <ScanList ids={row.settings.scans} />}</td>
      <td class="mrg-repo__from">
        <From row={row} />
      </td>
      <td class="mrg-repo__menu">
        <Menu
          label={t('panel.actions.label_one', { repository: row.shortPath })}
          baseUrl={baseUrl}
          items={() => menu(row)}
        />
      </td>
    </tr>
  );
}

/** `shop/backend/` quietly, `payments` plainly. */
function RepoPath({ path }: { path: string }) {
  const slash = path.lastIndexOf('/') + 1;
  return (
    <>
      {slash > 0 && <span class="mrg-repo__group">{path.slice(0, slash)}</span>}
      {path.slice(slash)}
    </>
  );
}

function ScanList({ ids }: { ids: readonly string[] }) {
  const titles = SCANS.filter((scan) => ids.includes(scan.id)).map((scan) => scanTitle(scan.id));
  if (titles.length === 1) return <span title={titles[0]}>{titles[0]}</span>;
  return <span title={list(titles)}>{t('panel.scans', { count: titles.length })}</span>;
}

/** Where the settings come from, or why there are none. Always readable, not only on hover. */
function From({ row }: { row: Row }) {
  const text = fromText(row);
  return (
    <span class="mrg-repo__reason" title={text}>
      {text}
    </span>
  );
}

function fromText({ status, exception, reason, drift, settings }: Row): string {
  if (status === 'gated') return t('panel.group_default');
  // Its settings would block, and what was accepted of its drift keeps them from it.
  if (status === 'report_only' && settings && !isReportOnly(settings)) return reason;
  if ((status === 'exception' || status === 'report_only') && exception) {
    // What decides first: the reason is the part that may be cut.
    const why = { owner: safeText(exception.owner), reason: safeText(exception.reason) };
    return exception.until
      ? t('panel.row.exception_until', { day: exception.until, ...why })
      : t('panel.row.exception', why);
  }
  if (status === 'report_only') return t('panel.group_default');
  if (status === 'drifted' && drift.length > 0) {
    return drift.map(({ field, before, after }) => `${field}: ${before} → ${after}`).join('; ');
  }
  return reason;
}
