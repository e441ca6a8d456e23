import { expect, it } from 'vitest';
import { reaches, readSeverity, SEVERITIES } from '../../../utils/gate/severity.ts';

it.each(SEVERITIES)('reads %s however it is spelt', (severity) => {
  expect(readSeverity(severity)).toBe(severity);
  expect(readSeverity(severity.toUpperCase())).toBe(severity);
  expect(readSeverity(severity[0]!.toUpperCase() + severity.slice(1))).toBe(severity);
});

it.each([undefined, null, 5, '', 'severe', ' high', ['high']])('takes %j for unknown', (value) => {
  expect(readSeverity(value)).toBe('unknown');
});

it('ranks unknown as medium', () => {
  expect(reaches('unknown', 'medium')).toBe(true);
  expect(reaches('unknown', 'high')).toBe(false);
  expect(reaches('info', 'low')).toBe(false);
  expect(reaches('critical', 'never')).toBe(false);
});
