import { t } from '../../utils/texts/page-texts.ts';
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
  const nothing = t('panel.select.first');
  const item = (
    text: string,
    onSelect: () => void,
    applies: readonly Row[],
    otherwise: string,
    unless?: string,
  ): MenuItem => ({
    text:
      applies.length > 0 && applies.length < rows.length
        ? t('panel.with_count', { text, count: applies.length })
        : text,
    disabledReason:
      rows.length === 0 ? nothing : (unless ?? readOnly ?? (applies.length === 0 ? otherwise : undefined)),
    onSelect,
  });
  return (
    <Menu
      label={t('panel.actions.label', { repositories: repositories(rows.length) })}
      items={() => [
        item(
          t('panel.actions.set_exception'),
          () => configure([...rows], { mode: 'exception' }),
          rows,
          nothing,
        ),
        item(
          t('panel.actions.use_default'),
          () => wishes.useDefault(rows),
          rows,
          nothing,
          hasDefault ? undefined : t('panel.actions.no_default'),
        ),
        item(
          t('panel.actions.prolong'),
          () => wishes.prolong(excepted),
          excepted,
          t('panel.actions.no_exception'),
        ),
        item(t('panel.actions.reapply'), () => wishes.reapply(drifted), drifted, t('panel.actions.no_drift')),
        item(
          t('panel.actions.accept'),
          () => wishes.accept(acceptable),
          acceptable,
          t('panel.actions.no_accept'),
        ),
        item(
          t('panel.actions.remove'),
          () => wishes.remove(enrolled),
          enrolled,
          t('panel.actions.not_gated'),
        ),
        {
          text: rows.length > 0 ? t('panel.actions.hooks') : t('panel.actions.hooks_all'),
          disabledReason: looked.length === 0 ? t('panel.actions.no_hooks') : undefined,
          onSelect: () => void checkHooks(looked),
        },
      ]}
    >
      {t('panel.actions')}
    </Menu>
  );
}
