import { actions } from './en/actions.ts';
import { apply } from './en/apply.ts';
import { card } from './en/card.ts';
import { common } from './en/common.ts';
import { connect } from './en/connect.ts';
import { details } from './en/details.ts';
import { errors } from './en/errors.ts';
import { gate } from './en/gate.ts';
import { group } from './en/group.ts';
import { list } from './en/list.ts';
import { options } from './en/options.ts';
import { panel } from './en/panel.ts';
import { panelManage } from './en/panel-manage.ts';
import { panelPlan } from './en/panel-plan.ts';
import { panelTable } from './en/panel-table.ts';
import { popup } from './en/popup.ts';
import { reports } from './en/reports.ts';
import { welcome } from './en/welcome.ts';

/** The English texts: what every other language is held to. */
export const EN = {
  // In this order they are packed the smallest.
  ...reports,
  ...card,
  ...errors,
  ...gate,
  ...list,
  ...actions,
  ...details,
  ...apply,
  ...group,
  ...panel,
  ...panelManage,
  ...panelPlan,
  ...panelTable,
  ...popup,
  ...options,
  ...welcome,
  ...connect,
  ...common,
} as const;
