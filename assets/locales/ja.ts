import type { Translation } from '../../utils/texts/types.ts';
import type { EN } from './en.ts';
import { actions } from './ja/actions.ts';
import { apply } from './ja/apply.ts';
import { card } from './ja/card.ts';
import { common } from './ja/common.ts';
import { connect } from './ja/connect.ts';
import { details } from './ja/details.ts';
import { errors } from './ja/errors.ts';
import { gate } from './ja/gate.ts';
import { group } from './ja/group.ts';
import { list } from './ja/list.ts';
import { options } from './ja/options.ts';
import { panel } from './ja/panel.ts';
import { panelManage } from './ja/panel-manage.ts';
import { panelPlan } from './ja/panel-plan.ts';
import { panelTable } from './ja/panel-table.ts';
import { popup } from './ja/popup.ts';
import { reports } from './ja/reports.ts';
import { welcome } from './ja/welcome.ts';

export const JA: Translation<typeof EN> = {
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
