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
  return (row) => {
    const items: MenuItem[] = [];
    const write = (text: string, onSelect: () => void, unless?: string) =>
      items.push({ text, onSelect, disabledReason: readOnly ?? unless });
    const { exception } = row;
    const ended = exception !== null && row.status === 'needs_decision';

    items.push({
      text: 'Show details',
      onSelect: () => openDialog({ kind: 'details', project: row.id }),
    });
    if (row.drift.length > 0) {
      write('Re-apply settings…', () => wishes.reapply([row]));
      if (row.acceptable) write('Accept the drift…', () => wishes.accept([row]));
    }
    if (exception) write('Prolong the exception…', () => wishes.prolong([row]));
    if (exception && ended)
      write('Drop the exception…', () => wishes.useDefault([row]), hasDefault ? undefined : NO_DEFAULT);
    if (row.selectable) {
      write(exception ? 'Change the exception…' : 'Make an exception…', () =>
        configure([row], { mode: 'exception' }),
      );
      if (!ended)
        write('Use the group default…', () => wishes.useDefault([row]), hasDefault ? undefined : NO_DEFAULT);
    }
    if (row.enrolled) write('Remove MR Gate…', () => wishes.remove([row]));
    items.push({ text: 'Open repository', href: row.webUrl });
    const { clipboard } = navigator;
    // Browsers have no clipboard on plain http.
    if (clipboard)
      items.push({
        text: `Copy project ID: ${row.id}`,
        onSelect: () => void clipboard.writeText(String(row.id)),
      });
    return items;
  };
}

const NO_DEFAULT = 'No group default has been chosen yet.';
