import * as v from 'valibot';
import { expect, test } from 'vitest';
import {
  newDraft,
  problemsOf,
  wantedOf,
  withFailOn,
  withMode,
  withScan,
  withScanFailOn,
} from '../../../components/panel/draft.ts';
import { toRows } from '../../../components/panel/row.ts';
import { REQUESTS } from '../../../utils/messages.ts';
import { POLICY, SETTINGS, snapshot, TODAY } from './fixture.ts';

const rows = toRows(snapshot());
const exceptionRow = rows.filter((row) => row.exception);

test('it opens with the default where there is one, else it asks for one', () => {
  expect(newDraft(POLICY, 'olga', rows).mode).toBe('use_default');
  const first = newDraft({ ...POLICY, default: null }, 'olga', rows);
  expect(first.mode).toBe('set_default');
  expect(first.settings.scans).toEqual(['secret_detection']);
});

test('one repository with an exception is offered its own settings, reason and end', () => {
  expect(newDraft(POLICY, 'olga', exceptionRow)).toMatchObject({
    settings: { failOn: 'critical' },
    reason: 'Replaced soon',
    owner: 'anna',
    until: '2027-03-31',
  });
});

test('changing the default starts from the default, not from an exception', () => {
  const draft = withMode(newDraft(POLICY, 'olga', exceptionRow), 'set_default', POLICY);
  expect(draft.settings).toEqual(SETTINGS);
});

test('an exception needs a reason and an owner, and cannot end in the past', () => {
  const draft = {
    ...newDraft(POLICY, '', rows),
    mode: 'exception' as const,
    reason: ' ',
    until: '2026-11-22',
  };
  expect(Object.keys(problemsOf(draft, TODAY))).toEqual(['reason', 'owner', 'until']);
  expect(problemsOf({ ...draft, reason: 'r', owner: 'o', until: TODAY }, TODAY)).toEqual({});
});

test('settings without a scan are refused, using the default needs none', () => {
  const none = withScan(newDraft(POLICY, 'olga', rows), 'secret_detection', false);
  expect(problemsOf({ ...none, mode: 'set_default' }, TODAY)).toHaveProperty('scans');
  expect(problemsOf({ ...none, mode: 'use_default' }, TODAY)).toEqual({});
});

test('dropping a scan drops its own threshold too', () => {
  const own = withScanFailOn(newDraft(POLICY, 'olga', rows), 'secret_detection', 'low');
  expect(own.settings.perScan).toEqual({ secret_detection: 'low' });
  expect(withScan(own, 'secret_detection', false).settings.perScan).toEqual({});
});

test('what is sent fits the contract in every mode, with nothing of an exception left in it', () => {
  const draft = withFailOn({ ...newDraft(POLICY, 'olga', exceptionRow), reason: ' because ' }, 'never');
  for (const mode of ['use_default', 'set_default', 'exception'] as const) {
    for (const until of ['', '2027-01-01']) {
      const wanted = wantedOf({ ...draft, mode, until }, [11, 12]);
      const read = v.safeParse(REQUESTS['plan.make'].params, { groupPath: 'acme', wanted });
      expect(read.issues).toBe(undefined);
    }
  }
  expect(wantedOf({ ...draft, mode: 'exception' }, [11])).toMatchObject({ reason: 'because' });
});
