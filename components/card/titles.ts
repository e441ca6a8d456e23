import type { CardState } from '../../utils/card/card-types.ts';
import type { ScanResult } from '../../utils/gate/verdict.ts';

const TITLES: Record<CardState['kind'], string> = {
  passed: 'MR Gate: passed',
  failed: 'MR Gate: failed',
  report_only: 'MR Gate: report only',
  running: 'MR Gate: evaluating…',
  outdated: 'MR Gate: evaluating…',
  not_gated: 'MR Gate: no verdict',
  expired: 'MR Gate: reports expired',
  error: 'MR Gate: could not tell',
  unverified: 'MR Gate: not verified',
  draft: 'MR Gate: draft',
  closed: 'MR Gate',
  signed_out: 'MR Gate: signed out',
  read_error: 'MR Gate: can’t be read',
};

export function stateTitle(state: CardState): string {
  if (state.kind === 'passed' && state.tone === 'warning') return 'MR Gate: passed with findings';
  if (state.reports && state.kind === 'not_gated') return 'MR Gate: not gated';
  return TITLES[state.kind];
}

export const SCAN_STATES: Record<ScanResult['state'], string> = {
  ok: 'Scanned',
  nothing_to_scan: 'Nothing to scan',
  failed: 'Failed',
  missing: 'No report',
  not_compared: 'Not compared',
};
