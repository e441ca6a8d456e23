import { useCallback } from 'preact/hooks';
import { t } from '../../utils/texts/page-texts.ts';
import type { MenuItem } from '../ui/menu.tsx';
import { usePanelActions } from './panel-context.ts';
import type { Row } from './row.ts';
import { useWishes } from './use-wishes.ts';

/**
 * What the ⋮ menu of a repository offers: first what its state asks for.
 *
 * @param readOnly why nothing can be written now
 */
export function useRowMenu(readOnly: string | undefined, hasDefault: boolean): (row: Row) => MenuItem[] {
  const { configure, openDialog } = usePanelActions();
  const wishes = useWishes();
  const itemsOf = (row: Row): MenuItem[] => {
    const items: MenuItem[] = [];
    const write = (text: string, onSelect: () => void, unless?: string) =>
      items.push({ text, onSelect, disabledReason: readOnly ?? unless });
    const noDefault = hasDefault ? undefined : t('panel.actions.no_default');
    const { exception } = row;
    const ended = exception !== null && row.status === 'needs_decision';

    items.push({
      text: t('panel.actions.details'),
      onSelect: () => openDialog({ kind: 'details', project: row.id }),
    });
    if (row.drift.length > 0) {
      write(t('panel.actions.reapply'), () => wishes.reapply([row]));
      if (row.acceptable) write(t('panel.actions.accept_one'), () => wishes.accept([row]));
    }
    if (exception) write(t('panel.actions.prolong_one'), () => wishes.prolong([row]));
    if (exception && ended) write(t('panel.actions.drop'), () => wishes.useDefault([row]), noDefault);
    if (row.selectable) {
      write(exception ? t('panel.actions.change_exception') : t('panel.actions.make_exception'), () =>
        configure([row], { mode: 'exception' }),
      );
      if (!ended) write(t('panel.actions.use_default'), () => wishes.useDefault([row]), noDefault);
    }
    if (row.enrolled) write(t('panel.actions.remove'), () => wishes.remove([row]));
    items.push({ text: t('panel.actions.open'), href: row.webUrl });
    const { clipboard } = navigator;
    // Browsers have no clipboard on plain http.
    if (clipboard)
      items.push({
        text: t('panel.actions.copy_id', { id: String(row.id) }),
        onSelect: () => void clipboard.writeText(String(row.id)),
      });
    return items;
  };
  // What it can do is stable, so the rows' own are: they need not be rendered anew with the table.
  return useCallback(itemsOf, [readOnly, hasDefault]);
}
