import { Menu, type MenuItem } from '../ui/menu.tsx';
import { usePanelActions } from './panel-context.ts';
import type { Row } from './row.ts';
import { useWishes } from './use-wishes.ts';
import { repositories } from './words.ts';

interface ActionsMenuProps {
  /** The selected repositories. */
  rows: readonly Row[];
  /** Every repository of the group. */
  all: readonly Row[];
  /** Why nothing can be written now. */
  readOnly: string | undefined;
  hasDefault: boolean;
}

/** What can be done to the selected repositories besides Configure Scans. */
export function ActionsMenu({ rows, all, readOnly, hasDefault }: ActionsMenuProps) {
  const { configure, checkHooks } = usePanelActions();
  const wishes = useWishes();
  const drifted = rows.filter((row) => row.drift.length > 0);
  const acceptable = rows.filter((row) => row.acceptable);
  const excepted = rows.filter((row) => row.exception);
  const enrolled = rows.filter((row) => row.enrolled);
  const looked = rows.length > 0 ? enrolled : all.filter((row) => row.enrolled);
  const item = (
    text: string,
    onSelect: () => void,
    applies: readonly Row[],
    otherwise: string,
    unless?: string,
  ): MenuItem => ({
    text: applies.length > 0 && applies.length < rows.length ? `${text} (${applies.length})` : text,
    disabledReason:
      rows.length === 0 ? NOTHING : (unless ?? readOnly ?? (applies.length === 0 ? otherwise : undefined)),
    onSelect,
  });
  return (
    <Menu
      label={`Actions for ${repositories(rows.length)}`}
      items={() => [
        item('Set exception…', () => configure([...rows], { mode: 'exception' }), rows, NOTHING),
        item(
          'Use the group default…',
          () => wishes.useDefault(rows),
          rows,
          NOTHING,
          hasDefault ? undefined : 'No group default has been chosen yet.',
        ),
        item(
          'Prolong exceptions…',
          () => wishes.prolong(excepted),
          excepted,
          'None of them has an exception.',
        ),
        item('Re-apply settings…', () => wishes.reapply(drifted), drifted, 'None of them has drifted.'),
        item(
          'Accept drift…',
          () => wishes.accept(acceptable),
          acceptable,
          'None of them has settings that drifted.',
        ),
        item('Remove MR Gate…', () => wishes.remove(enrolled), enrolled, 'None of them is gated.'),
        {
          text: rows.length > 0 ? 'Look at their webhooks' : 'Look at the webhooks of all gated repositories',
          disabledReason: looked.length === 0 ? 'No repository is gated.' : undefined,
          onSelect: () => void checkHooks(looked),
        },
      ]}
    >
      Actions
    </Menu>
  );
}

const NOTHING = 'Select repositories first.';
