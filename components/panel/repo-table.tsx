import { useCallback, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { t } from '../../utils/texts/page-texts.ts';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { filterRows, isFiltered, NO_FILTER, type SortKey } from './filter.ts';
import { usePanel, usePanelActions, usePanelEnvironment } from './panel-context.ts';
import { RepoRow } from './repo-row.tsx';
import type { Row } from './row.ts';
import { useRowMenu } from './row-menu.ts';
import { setAll, toggle, toggleRange } from './selection.ts';
import { SelectionBar } from './selection-bar.tsx';
import { useRowSlots } from './use-row-slots.ts';
import { useRowWindow } from './use-row-window.ts';
import { useNarrow } from './use-width.ts';

const WIDE_ROW = 48;
const NARROW_ROW = 92;
const NARROW = 960;

interface RepoTableProps {
  rows: Row[];
  readOnly: string | undefined;
  hasDefault: boolean;
}

/** The repositories, windowed: rows that are not in view are not in the document. */
export function RepoTable({ rows, readOnly, hasDefault }: RepoTableProps) {
  const { store, baseUrl } = usePanelEnvironment();
  const actions = usePanelActions();
  const filter = usePanel((state) => state.filter);
  const selection = usePanel((state) => state.selection);
  const area = useRef<HTMLElement>(null);
  const list = useRef<HTMLTableSectionElement>(null);
  const shown = useMemo(() => filterRows(rows, filter), [rows, filter]);
  const selectable = useMemo(() => shown.filter((row) => row.selectable).map((row) => row.id), [shown]);
  const narrow = useNarrow(area, NARROW);
  const rowHeight = narrow ? NARROW_ROW : WIDE_ROW;
  // Where there is little room, the whole panel scrolls and not a slit of it.
  const scrolls = () =>
    narrow ? (area.current?.closest<HTMLElement>('.mrg-dialog__body') ?? null) : area.current;
  const { start, end } = useRowWindow(scrolls, list, shown.length, rowHeight);
  const inView = shown.slice(start, end);
  const slots = useRowSlots(
    list,
    inView.map((row) => row.path),
  );

  // Another question, another list: it starts at its top.
  useLayoutEffect(() => area.current?.scrollTo(0, 0), [filter]);

  const onSelect = useCallback(
    (row: Row, on: boolean, range: boolean) => {
      const { selection: before } = store.getState();
      actions.setSelection(range ? toggleRange(before, selectable, row.id, on) : toggle(before, row.id, on));
    },
    [selectable],
  );
  const menu = useRowMenu(readOnly, hasDefault);

  const ticked = selectable.filter((id) => selection.ids.has(id)).length;
  const filtered = isFiltered(filter);
  const all = ticked > 0 && ticked === selectable.length;
  return (
    <div class={narrow ? 'mrg-table-area mrg-table-area--narrow' : 'mrg-table-area'}>
      <SelectionBar shown={selectable} ticked={ticked} filtered={filtered} />
      {/* What is typed above the table changes what is in it, out of sight of who listens. */}
      <span class="mrg-visually-hidden" role="status">
        {filtered && t('panel.filter.found', { count: shown.length })}
      </span>
      <section
        class={narrow ? 'mrg-table mrg-table--narrow' : 'mrg-table'}
        aria-label={t('panel.table.label')}
        ref={area}
        tabIndex={-1}
        onKeyDown={moveBetweenRows}
      >
        <table aria-label={t('panel.table.label')} aria-rowcount={shown.length + 1}>
          <thead>
            <tr aria-rowindex={1}>
              <th scope="col" class="mrg-repo__select">
                <Checkbox
                  checked={all}
                  indeterminate={ticked > 0 && !all}
                  disabled={selectable.length === 0}
                  label={t('panel.select.all_repositories', { count: selectable.length })}
                  title={t('panel.select.all', { count: selectable.length })}
                  testId="select-all"
                  onChange={(on) => actions.setSelection(setAll(selection, selectable, on))}
                />
              </th>
              <SortHeader sortKey="path" text={t('panel.table.repository')} class="mrg-repo__name" />
              <SortHeader sortKey="status" text={t('panel.table.state')} class="mrg-repo__state" />
              <th scope="col" class="mrg-repo__fails">
                {t('panel.table.fails_on')}
              </th>
              <th scope="col" class="mrg-repo__scans">
                {t('panel.table.scans')}
              </th>
              <th scope="col" class="mrg-repo__from">
                {t('panel.table.details')}
              </th>
              <th scope="col" class="mrg-repo__menu">
                <span class="mrg-visually-hidden">{t('panel.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody ref={list}>
            <Gap rows={start} rowHeight={rowHeight} />
            {inView.map((row, index) => (
              <RepoRow
                key={slots[index]?.key}
                row={row}
                index={start + index}
                selected={selection.ids.has(row.id)}
                baseUrl={baseUrl}
                onSelect={onSelect}
                menu={menu}
              />
            ))}
            <Gap rows={shown.length - end} rowHeight={rowHeight} />
          </tbody>
        </table>
        {shown.length === 0 && (
          <EmptyState
            icon="search"
            title={t('panel.table.none')}
            actions={<Button onClick={() => actions.setFilter(NO_FILTER)}>{t('panel.table.clear')}</Button>}
          />
        )}
      </section>
    </div>
  );
}

/** Stands for rows that are not rendered. */
function Gap({ rows, rowHeight }: { rows: number; rowHeight: number }) {
  if (rows === 0) return null;
  return (
    <tr class="mrg-table__gap" aria-hidden style={{ height: `${rows * rowHeight}px` }}>
      <td colSpan={7} />
    </tr>
  );
}

interface SortHeaderProps {
  sortKey: SortKey;
  text: string;
  class: string;
}

function SortHeader({ sortKey, text, class: className }: SortHeaderProps) {
  const filter = usePanel((state) => state.filter);
  const { setFilter } = usePanelActions();
  const active = filter.sort === sortKey;
  const direction = filter.descending ? 'descending' : 'ascending';
  return (
    <th scope="col" class={className} aria-sort={active ? direction : 'none'}>
      <button
        type="button"
        class="mrg-table__sort"
        onClick={() => setFilter({ sort: sortKey, descending: active && !filter.descending })}
      >
        {text}
        <span class={active ? `mrg-table__arrow mrg-table__arrow--${direction}` : 'mrg-table__arrow'}>
          <Icon name="chevron-down" size={12} />
        </span>
      </button>
    </th>
  );
}

/** Up and down go from box to box, as in a list. */
function moveBetweenRows(event: KeyboardEvent) {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0 || !(event.target instanceof HTMLInputElement) || event.target.type !== 'checkbox') return;
  const row = event.target.closest('tr');
  const next = step > 0 ? row?.nextElementSibling : row?.previousElementSibling;
  const box = next?.querySelector('input');
  if (!box) return;
  event.preventDefault();
  box.focus();
}
