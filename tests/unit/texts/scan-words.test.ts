import { expect, test } from 'vitest';
import { reportTitle, SCANS } from '../../../utils/gate/scans.ts';
import { scanNeeds, scanSummary, scanTitle } from '../../../utils/texts/scan-words.ts';

test('an English page names scans as the gate’s note does', () => {
  for (const { id, title, summary, needs } of SCANS) {
    expect([scanTitle(id), scanSummary(id), scanNeeds(id)]).toEqual([title, summary, needs]);
  }
  for (const kind of ['dast', 'api_fuzzing', 'coverage_fuzzing'] as const) {
    expect(scanTitle(kind)).toBe(reportTitle(kind));
  }
});
