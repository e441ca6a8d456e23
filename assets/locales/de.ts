import type { Translation } from '../../utils/texts/types.ts';
import { actions } from './de/actions.ts';
import { apply } from './de/apply.ts';
import { card } from './de/card.ts';
import { common } from './de/common.ts';
import { connect } from './de/connect.ts';
import { details } from './de/details.ts';
import { errors } from './de/errors.ts';
import { gate } from './de/gate.ts';
import { group } from './de/group.ts';
import { list } from './de/list.ts';
import { options } from './de/options.ts';
import { panel } from './de/panel.ts';
import { panelManage } from './de/panel-manage.ts';
import { panelPlan } from './de/panel-plan.ts';
import { panelTable } from './de/panel-table.ts';
import { popup } from './de/popup.ts';
import { reports } from './de/reports.ts';
import { welcome } from './de/welcome.ts';
import type { EN } from './en.ts';

export const DE: Translation<typeof EN> = {
  ...actions,
  ...apply,
  ...card,
  ...common,
  ...connect,
  ...details,
  ...errors,
  ...gate,
  ...group,
  ...list,
  ...options,
  ...panel,
  ...panelManage,
  ...panelPlan,
  ...panelTable,
  ...popup,
  ...reports,
  ...welcome,
};
