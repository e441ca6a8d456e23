import * as v from 'valibot';
import { REQUESTS } from '../../utils/messages.ts';
import type { EvaluateOptions } from '../../utils/reports/evaluate.ts';
import { judgeReports } from '../../utils/reports/judge-reports.ts';
import { DEFAULTS, type UngatedDefault } from '../../utils/settings.ts';

/** The worker's judgement of reports, with all that a message loses on its way there and back. */
export function judging(
  now: Date,
  ungated: UngatedDefault = DEFAULTS.ungatedDefault,
): EvaluateOptions['judge'] {
  const sent = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
  return async (read) =>
    sent(judgeReports(v.parse(REQUESTS['page.judgeReports'].params, sent(read)), ungated, now));
}
