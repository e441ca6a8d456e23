import type { SettingsWish } from '../../utils/apply/wanted.ts';
import type { GateSettings, Policy } from '../../utils/gate/policy.ts';
import { PRESELECTED, SCANS, type ScanId } from '../../utils/gate/scans.ts';
import type { FailOn } from '../../utils/gate/severity.ts';
import { t } from '../../utils/texts/page-texts.ts';
import type { Row } from './row.ts';

/** What stands in the Configure Scans dialog, finished or not. */
export interface Draft {
  mode: SettingsWish['mode'];
  settings: GateSettings;
  reason: string;
  owner: string;
  /** YYYY-MM-DD or empty. */
  until: string;
}

export interface DraftProblems {
  scans?: string;
  reason?: string;
  owner?: string;
  until?: string;
}

/** What a group starts with: strict enough to matter, lenient enough to be kept on. */
export const FIRST_SETTINGS: GateSettings = {
  failOn: 'high',
  scans: [...PRESELECTED],
  perScan: {},
  drafts: true,
};

/** How the dialog opens: with the default where there is one, else asking for one. */
export function newDraft(policy: Policy, owner: string, rows: readonly Row[]): Draft {
  const only = rows.length === 1 ? rows[0] : undefined;
  return {
    mode: policy.default ? 'use_default' : 'set_default',
    settings: only?.exception ?? policy.default ?? FIRST_SETTINGS,
    reason: only?.exception?.reason ?? '',
    owner: only?.exception?.owner ?? owner,
    until: only?.exception?.until ?? '',
  };
}

/** Another mode; a new default starts from the default that there is. */
export function withMode(draft: Draft, mode: Draft['mode'], policy: Policy): Draft {
  if (mode === draft.mode) return draft;
  const settings = mode === 'set_default' && policy.default ? policy.default : draft.settings;
  return { ...draft, mode, settings };
}

export function withFailOn(draft: Draft, failOn: FailOn): Draft {
  return { ...draft, settings: { ...draft.settings, failOn } };
}

export function withScan(draft: Draft, id: ScanId, on: boolean): Draft {
  const scans = SCANS.map((scan) => scan.id).filter((each) =>
    each === id ? on : draft.settings.scans.includes(each),
  );
  const perScan = { ...draft.settings.perScan };
  if (!on) delete perScan[id];
  return { ...draft, settings: { ...draft.settings, scans, perScan } };
}

/** A threshold for one scan; null: that of all scans. */
export function withScanFailOn(draft: Draft, id: ScanId, failOn: FailOn | null): Draft {
  const perScan = { ...draft.settings.perScan };
  if (failOn) perScan[id] = failOn;
  else delete perScan[id];
  return { ...draft, settings: { ...draft.settings, perScan } };
}

export function withDrafts(draft: Draft, drafts: boolean): Draft {
  return { ...draft, settings: { ...draft.settings, drafts } };
}

/** What keeps the draft from being planned; empty: nothing. */
export function problemsOf(draft: Draft, today: string): DraftProblems {
  if (draft.mode === 'use_default') return {};
  const problems: DraftProblems = {};
  if (draft.settings.scans.length === 0) problems.scans = t('panel.configure.no_scans');
  if (draft.mode === 'set_default') return problems;
  if (!draft.reason.trim()) problems.reason = t('panel.configure.no_reason');
  if (!draft.owner.trim()) problems.owner = t('panel.configure.no_owner');
  if (draft.until && draft.until < today) problems.until = t('panel.configure.day_over');
  return problems;
}

export function wantedOf(draft: Draft, projects: number[]): SettingsWish {
  const { mode, settings } = draft;
  if (mode === 'use_default') return { mode, projects };
  const kept: GateSettings = {
    failOn: settings.failOn,
    scans: settings.scans,
    perScan: settings.perScan,
    drafts: settings.drafts,
  };
  if (mode === 'set_default') return { mode, projects, settings: kept };
  return {
    mode,
    projects,
    settings: kept,
    reason: draft.reason.trim(),
    owner: draft.owner.trim(),
    ...(draft.until && { until: draft.until }),
  };
}
