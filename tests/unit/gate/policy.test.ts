import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectiveSettings } from '../../../utils/gate/effective.ts';
import type { Policy } from '../../../utils/gate/policy.ts';
import { readPolicy } from '../../../utils/gate/read-policy.ts';
import { describeSettings, sameSettings } from '../../../utils/gate/settings.ts';
import { canonical, writePolicy } from '../../../utils/gate/write-policy.ts';
import { policies, settings } from './arbitraries.ts';

const GOOD = `version: 1
default:                      # every gated repo without an exception
  fail_on: high
  scans: [dependency_scanning, iac, sast, secret_detection]
  per_scan: { secret_detection: low }
  drafts: true
exceptions:
  # shop/legacy dies in spring
  - project: 4711             # the id
    path: acme/shop/legacy
    fail_on: critical
    scans: [secret_detection]
    reason: replaced by checkout-v2
    owner: anna
    until: 2027-03-31
ignores:
  - { project: 4711, finding: abc, reason: test key, by: anna, until: 2027-01-31 }
`;

function read(text: string): Policy {
  const reading = readPolicy(text);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.policy;
}

function problems(text: string) {
  const reading = readPolicy(text);
  return reading.ok ? [] : reading.problems;
}

describe('reading a policy', () => {
  it('reads what people write', () => {
    expect(read(GOOD)).toEqual({
      version: 1,
      default: {
        failOn: 'high',
        scans: ['dependency_scanning', 'iac', 'sast', 'secret_detection'],
        perScan: { secret_detection: 'low' },
        drafts: true,
      },
      exceptions: [
        {
          project: 4711,
          path: 'acme/shop/legacy',
          failOn: 'critical',
          scans: ['secret_detection'],
          perScan: {},
          drafts: true,
          reason: 'replaced by checkout-v2',
          owner: 'anna',
          until: '2027-03-31',
        },
      ],
      ignores: [{ project: 4711, finding: 'abc', reason: 'test key', by: 'anna', until: '2027-01-31' }],
    });
  });

  it('knows no default before one is chosen', () => {
    expect(read('version: 1\n').default).toBeNull();
    expect(read('version: 1\ndefault:\nexceptions:\nignores: []\n').default).toBeNull();
  });

  const standard = 'version: 1\ndefault:\n  fail_on: high\n  scans: [sast]\n';
  const wrong: [string, string, number, string][] = [
    ['a misspelt key', 'version: 1\ndefault:\n  failon: high\n  scans: [sast]\n', 3, 'default.failon'],
    ['a key at the top', `${standard}defualt: 1\n`, 5, 'defualt'],
    ['no severity', 'version: 1\ndefault:\n  scans: [sast]\n', 3, 'default.fail_on'],
    ['a wrong severity', 'version: 1\ndefault:\n  fail_on: hihg\n  scans: [sast]\n', 3, 'default.fail_on'],
    [
      'a wrong scan',
      'version: 1\ndefault:\n  fail_on: high\n  scans:\n    - sast\n    - dast\n',
      6,
      'default.scans[1]',
    ],
    ['a scan twice', 'version: 1\ndefault:\n  fail_on: high\n  scans: [sast, sast]\n', 4, 'default.scans[1]'],
    ['no scans', 'version: 1\ndefault:\n  fail_on: high\n  scans: []\n', 4, 'default.scans'],
    ['a per-scan severity', `${standard}  per_scan:\n    sast: bad\n`, 6, 'default.per_scan.sast'],
    ['drafts that are no yes or no', `${standard}  drafts: maybe\n`, 5, 'default.drafts'],
    ['another version', 'version: 2\n', 1, 'version'],
    ['no version', '# empty\ndefault:\n', 2, 'version'],
    ['a list at the top', '- version: 1\n', 1, ''],
    ['text alone', 'hello\n', 1, ''],
    ['nothing', '', 1, ''],
    ['a tab', 'version: 1\ndefault:\n\tfail_on: high\n', 3, ''],
    ['an unclosed bracket', 'version: 1\ndefault:\n  scans: [sast\n', 4, ''],
    ['a key twice', 'version: 1\nversion: 1\n', 2, ''],
    ['a second document', 'version: 1\n---\nversion: 1\n', 2, ''],
    ['a tag', 'version: !!js/function 1\n', 1, ''],
    ['an anchor', 'version: 1\ndefault: &a\n  fail_on: high\n  scans: [sast]\n', 3, ''],
    [
      'an exception without id',
      'version: 1\nexceptions:\n  - path: a/b\n    fail_on: low\n    scans: [sast]\n    reason: x\n',
      3,
      'exceptions[0].project',
    ],
    [
      'an id as text',
      'version: 1\nexceptions:\n  - project: "7"\n    fail_on: low\n    scans: [sast]\n    reason: x\n',
      3,
      'exceptions[0].project',
    ],
    [
      'no reason',
      'version: 1\nexceptions:\n  - project: 7\n    fail_on: low\n    scans: [sast]\n',
      3,
      'exceptions[0].reason',
    ],
    [
      'a day that is none',
      'version: 1\nignores:\n  - project: 7\n    finding: x\n    reason: y\n    until: 2027-02-30\n',
      6,
      'ignores[0].until',
    ],
    [
      'an image that is none',
      'version: 1\nimages:\n  - { project: 7, image: "a b" }\n',
      3,
      'images[0].image',
    ],
    [
      'a commit that is not in the tag',
      'version: 1\nimages:\n  - { project: 7, image: "a/{commit}:1" }\n',
      3,
      'images[0].image',
    ],
    ['an image without a project', 'version: 1\nimages:\n  - image: a\n', 3, 'images[0].project'],
    [
      'an image twice',
      'version: 1\nimages:\n  - { project: 7, image: a }\n  - { project: 7, image: a }\n',
      4,
      'images[1]',
    ],
    ['a list that is none', 'version: 1\nignores: 5\n', 2, 'ignores'],
    ['an entry that is none', 'version: 1\nignores:\n  - 5\n', 3, 'ignores[0]'],
    [
      'two exceptions of one project',
      'version: 1\nexceptions:\n  - { project: 7, fail_on: low, scans: [sast], reason: x }\n  - { project: 7, fail_on: high, scans: [sast], reason: y }\n',
      4,
      'exceptions[1]',
    ],
  ];
  it.each(wrong)('tells %s with its line and key', (_what, text, line, key) => {
    expect(problems(text)).toContainEqual(expect.objectContaining({ line, key }));
  });

  it('tells every problem, in the order of the file', () => {
    const text = 'version: 1\ndefault:\n  fail_on: x\n  scans: [y]\nother: 1\n';
    expect(problems(text).map((p) => p.line)).toEqual([3, 4, 5]);
  });

  it('refuses alias bombs, deep nests and huge files quickly', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nversion: 1\n`;
    expect(problems(bomb).length).toBeGreaterThan(0);
    expect(problems(`version: 1\ndefault: ${'['.repeat(20_000)}`).length).toBeGreaterThan(0);
    expect(problems(`version: 1\n#${'x'.repeat(5_000_000)}`)[0]?.message).toMatch(/larger/);
  });

  it('never throws and never says ok for noise', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const reading = readPolicy(text);
        if (reading.ok) expect(canonical(read(writePolicy(reading.policy)))).toBe(canonical(reading.policy));
        else expect(reading.problems.every((p) => p.line >= 1 && p.message !== '')).toBe(true);
      }),
    );
  });
});

describe('writing a policy', () => {
  it('reads back as it was meant', () => {
    fc.assert(
      fc.property(policies(), (policy) => {
        const text = writePolicy(policy);
        expect(canonical(read(text))).toBe(canonical(policy));
        expect(writePolicy(policy, text)).toBe(text);
      }),
    );
  });

  it('edits any readable file into any policy', () => {
    fc.assert(
      fc.property(policies(), policies(), (before, after) => {
        expect(canonical(read(writePolicy(after, writePolicy(before))))).toBe(canonical(after));
      }),
    );
  });

  it('leaves a file alone that says it already', () => {
    expect(writePolicy(read(GOOD), GOOD)).toBe(GOOD);
  });

  it('keeps the comments of a hand-edited file', () => {
    const policy = read(GOOD);
    const text = writePolicy({ ...policy, default: { ...policy.default!, failOn: 'medium' } }, GOOD);
    expect(text).toContain('# every gated repo without an exception');
    expect(text).toContain('# shop/legacy dies in spring');
    expect(text).toContain('fail_on: medium');
    expect(text.indexOf('legacy')).toBeLessThan(text.indexOf('ignores'));
  });

  it('drops an exception and keeps the others', () => {
    const policy = read(GOOD);
    const text = writePolicy({ ...policy, exceptions: [] }, GOOD);
    expect(text).not.toContain('legacy');
    expect(text).toContain('per_scan: {secret_detection: low}');
  });

  it('writes what a person would', () => {
    const text = writePolicy({
      version: 1,
      default: { failOn: 'high', scans: ['secret_detection'], perScan: {}, drafts: true },
      exceptions: [],
      ignores: [],
    });
    expect(text).toContain('default:\n  fail_on: high\n  scans: [secret_detection]\n  drafts: true\n');
  });

  it('never writes over a file that it can not read', () => {
    expect(() => writePolicy(read(GOOD), 'version: 1\nfoo: bar\n')).toThrow(/problems/);
  });
});

describe('effective settings', () => {
  const policy = read(GOOD);
  it('come from an exception through its last day', () => {
    expect(effectiveSettings(policy, 4711, '2027-03-31')).toMatchObject({
      source: 'exception',
      settings: { failOn: 'critical' },
    });
  });
  it('come from the default after it, and say so', () => {
    expect(effectiveSettings(policy, 4711, '2027-04-01')).toMatchObject({
      source: 'default',
      settings: { failOn: 'high' },
      ended: { path: 'acme/shop/legacy' },
    });
  });
  it('come from the default for all others, and from nowhere without one', () => {
    expect(effectiveSettings(policy, 1, '2026-01-01')).toEqual({
      source: 'default',
      settings: policy.default,
    });
    expect(effectiveSettings({ ...policy, default: null }, 1, '2026-01-01')).toBeNull();
  });
});

describe('settings', () => {
  it('are the same in any order', () => {
    fc.assert(
      fc.property(settings(), (s) => {
        expect(sameSettings(s, { ...s, scans: [...s.scans].reverse() })).toBe(true);
        expect(sameSettings(s, { ...s, drafts: !s.drafts })).toBe(false);
        const { onError, ...rest } = s;
        expect(sameSettings(s, onError ? rest : { ...s, onError: 'allow' })).toBe(false);
      }),
    );
  });
  it('are described in a line', () => {
    expect(describeSettings({ failOn: 'high', scans: ['sast'], perScan: {}, drafts: true })).toBe(
      'High · 1 scan',
    );
    expect(describeSettings({ failOn: 'never', scans: ['sast', 'iac'], perScan: {}, drafts: true })).toBe(
      'Report only · 2 scans',
    );
  });
});
