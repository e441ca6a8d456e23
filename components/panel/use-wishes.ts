import { t } from '../../utils/texts/page-texts.ts';
import { usePanelActions } from './panel-context.ts';
import type { Row } from './row.ts';
import { repositories } from './words.ts';

/** What can be wished for repositories at once, each of which leads to a plan. */
export interface Wishes {
  useDefault: (rows: readonly Row[]) => void;
  reapply: (rows: readonly Row[]) => void;
  accept: (rows: readonly Row[]) => void;
  /** Asks for the new day first. */
  prolong: (rows: readonly Row[]) => void;
  remove: (rows: readonly Row[]) => void;
}

export function useWishes(): Wishes {
  const { reviewPlan, openDialog } = usePanelActions();
  const ids = (rows: readonly Row[]) => rows.map((row) => row.id);
  return {
    useDefault: (rows) =>
      void reviewPlan(t('panel.wish.use_default', { repositories: these(rows) }), {
        mode: 'use_default',
        projects: ids(rows),
      }),
    reapply: (rows) =>
      void reviewPlan(t('panel.wish.reapply', { repositories: these(rows) }), {
        mode: 'restore_drift',
        projects: ids(rows),
      }),
    accept: (rows) =>
      void reviewPlan(t('panel.wish.accept', { repositories: these(rows) }), {
        mode: 'accept_drift',
        projects: ids(rows),
      }),
    prolong: (rows) => openDialog({ kind: 'prolong', rows }),
    remove: (rows) =>
      void reviewPlan(t('panel.wish.remove', { repositories: these(rows) }), {
        mode: 'remove',
        projects: ids(rows),
      }),
  };
}

/** "shop/checkout", or how many. */
export function these(rows: readonly Row[]): string {
  return rows.length === 1 && rows[0]
    ? t('panel.one_repository', { path: rows[0].shortPath })
    : repositories(rows.length);
}
