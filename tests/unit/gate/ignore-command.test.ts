import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ignoreCommand, readIgnoreCommand } from '../../../utils/gate/ignore-command.ts';

describe('a comment that asks to ignore a finding', () => {
  it.each([
    ['MR Gate ignore 1a2b3c4d: test key', { finding: '1a2b3c4d', reason: 'test key' }],
    [
      'mr-gate, ignore `1A2B3C4D5E` until 2027-01-31: a: b',
      { finding: '1a2b3c4d5e', reason: 'a: b', until: '2027-01-31' },
    ],
    ['Thanks!\n\n  @MR-Gate ignore 1a2b3c4d:  why not  \nbye', { finding: '1a2b3c4d', reason: 'why not' }],
  ])('%s', (comment, command) => {
    expect(readIgnoreCommand(comment)).toEqual({ ok: true, ...command });
  });

  it.each([
    ['MR Gate ignore 1: test key', /fingerprint/],
    ['MR Gate ignore all: test key', /fingerprint/],
    ['MR Gate ignore 1a2b3c4d', /no reason/],
    ['MR Gate ignore 1a2b3c4d: x', /no reason/],
    ['MR Gate ignore 1a2b3c4d until tomorrow: fixed then', /can't be read/],
    ['MR Gate ignore 1a2b3c4d until 2027-02-30: fixed then', /can't be read/],
    ['MR Gate ignore 1a2b3c4d 5e6f7a8b: both', /can't be read/],
  ])('%s is answered with what is wrong', (comment, problem) => {
    const command = readIgnoreCommand(comment);
    expect(command).toMatchObject({ ok: false, problem: expect.stringMatching(problem) });
  });

  it.each(['', 'ignore 1a2b3c4d: x', '> MR Gate ignore 1a2b3c4d: quoted', 'The MR Gate ignores it'])(
    '%s is not for the gate',
    (comment) => {
      expect(readIgnoreCommand(comment)).toBeNull();
    },
  );

  it('reads what the note offers, and nothing makes it throw or hang', () => {
    const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(hex, (fingerprint) => {
        const command = readIgnoreCommand(`${ignoreCommand(fingerprint)}key of the test system`);
        expect(command).toMatchObject({ ok: true, finding: fingerprint.slice(0, 12) });
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), fc.boolean(), (text, marked) => {
        const command = readIgnoreCommand(marked ? `MR Gate ignore ${text}` : text);
        if (command?.ok) {
          expect(command.finding).toMatch(/^[0-9a-f]{8,32}$/);
          expect(command.reason).not.toMatch(/[\r\n]/);
        }
      }),
    );
    expect(readIgnoreCommand(`MR Gate ignore ${' '.repeat(1e6)}x`)).toMatchObject({ ok: false });
  });
});
