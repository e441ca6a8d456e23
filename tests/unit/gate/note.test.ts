import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeMarkdown, encodePath, escapeMarkdown } from '../../../utils/gate/escape.ts';
import { capVerdict, writeNote } from '../../../utils/gate/note.ts';
import { readNote } from '../../../utils/gate/read-note.ts';
import type { Verdict } from '../../../utils/gate/verdict.ts';
import { hostile, verdicts } from './arbitraries.ts';

const LINKS = {
  projectUrl: 'https://gitlab.example/acme/shop',
  gateUrl: 'https://gitlab.example/acme/mr-gate',
};

function some(change: Partial<Verdict> = {}): Verdict {
  return { ...fc.sample(verdicts(), { numRuns: 1, seed: 42 })[0]!, ...change };
}

const finding = {
  fingerprint: 'a'.repeat(32),
  scan: 'secret_detection' as const,
  severity: 'critical' as const,
  name: 'GitHub token',
  description: '',
  file: 'src/conf ig/[a](b).ts',
  startLine: 7,
  endLine: 9,
  identifiers: [],
};
const only = (list: Partial<Verdict['findings']>): Partial<Verdict> => {
  const findings = { blocking: [], introduced: [], existing: [], fixed: [], ignored: [], ...list };
  const counts = Object.fromEntries(Object.entries(findings).map(([k, v]) => [k, v.length]));
  return { findings, counts: counts as Verdict['counts'] };
};

/** What a Markdown reader sees of the part for people. */
const forPeople = (note: string) => note.slice(0, note.lastIndexOf('<!-- mr-gate:v1'));

describe('the note', () => {
  it('gives the verdict back, capped', () => {
    fc.assert(
      fc.property(verdicts(), (verdict) => {
        const note = writeNote(verdict, LINKS);
        expect(readNote(note)).toEqual({ ok: true, verdict: capVerdict(verdict) });
        expect(capVerdict(capVerdict(verdict))).toEqual(capVerdict(verdict));
      }),
    );
  }, 30_000);

  it('counts the identifiers that it has no room for', () => {
    const identifiers = Array.from({ length: 10 }, (_, at) => ({
      type: 'cwe',
      name: `CWE-${at}`,
      value: `${at}`,
    }));
    const verdict = some(only({ blocking: [{ ...finding, identifiers, moreIdentifiers: 3 }] }));
    const reading = readNote(writeNote(verdict, LINKS));
    const [kept] = (reading?.ok && reading.verdict.findings.blocking) || [];
    expect(kept?.identifiers).toHaveLength(5);
    expect(kept?.moreIdentifiers).toBe(8);
  });

  it('carries as many findings as fit, and the full counts', () => {
    const blocking = Array.from({ length: 3000 }, (_, i) => ({
      ...finding,
      fingerprint: String(i).padStart(32, '0'),
      description: 'd'.repeat(600),
      likelyFalsePositive: i % 2 === 0,
    }));
    const verdict = some(only({ blocking }));
    const note = writeNote(verdict, LINKS);
    expect(note.length).toBeLessThanOrEqual(1_000_000);
    const reading = readNote(note);
    const kept = reading?.ok ? reading.verdict : null;
    expect(kept?.counts.blocking).toBe(3000);
    expect(kept!.findings.blocking.length).toBeGreaterThan(20);
    expect(kept!.findings.blocking.length).toBeLessThan(3000);
    expect(kept!.findings.blocking.slice(0, 2).map((f) => f.likelyFalsePositive)).toEqual([true, false]);
  });

  it('lets no outside text become markup, a mention, a reference, a link or a command', () => {
    fc.assert(
      fc.property(verdicts(), (verdict) => {
        const text = forPeople(writeNote(verdict, LINKS));
        for (const tag of text.match(/<[^>]*>/g) ?? []) {
          expect(tag).toMatch(/^<\/?(code|span|details|summary|sub)>$/);
        }
        const link = /\]\(([^)]*)\)/g;
        for (const [, address] of text.matchAll(link))
          expect(address).toMatch(/^https?:\/\/[\w\-./:%#?=+&;]+$/);
        const outside = text.replace(link, ']').replace(/<[^>]*>|&#\d+;/g, '');
        expect(outside).not.toMatch(/@|https?:|\]\(/);
        for (const line of text.split('\n')) expect(line.trimStart()).not.toMatch(/^\//);
      }),
    );
  }, 30_000);

  it('links a finding to its lines in the head commit', () => {
    const head = 'b'.repeat(40);
    const note = writeNote(some({ head, ...only({ blocking: [finding] }) }), LINKS);
    expect(note).toContain(
      `](https://gitlab.example/acme/shop/-/blob/${head}/src/conf%20ig/%5Ba%5D%28b%29.ts#L7-9)`,
    );
    expect(note).toContain('| 🔴 Critical | GitHub token |');
    expect(note).toContain('How to go on');
  });

  it('says how to fix it, with the identifiers as links', () => {
    const fixable = {
      ...finding,
      solution: 'Revoke it\n@all.',
      identifiers: [
        { type: 'cwe', name: 'CWE-798', value: '798', url: 'https://cwe.mitre.org/x?a=1&b=(2)' },
        { type: 'rule', name: 'no link', value: 'x' },
      ],
    };
    const note = writeNote(some(only({ blocking: [fixable, fixable] })), LINKS);
    expect(note).toContain('How to fix (1)');
    expect(note).toContain(
      '- **GitHub token**: Revoke it <span>&#64;</span>all. · [CWE-798](https://cwe.mitre.org/x?a=1&amp;b=%282%29)',
    );
  });

  it('says what was there before, and how much is not shown', () => {
    const many = Array.from({ length: 90 }, () => finding);
    const note = writeNote(some(only({ existing: many })), LINKS);
    expect(note).toContain('Already in the target branch (does not block) (90)');
    expect(note).toContain('… and 65 more, 90 in all.');
    expect(note).not.toContain('How to go on');
  });

  it('stays small however much was found', () => {
    const long = {
      ...finding,
      name: '𝔸'.repeat(5000),
      description: '𝔸'.repeat(5000),
      file: 'é'.repeat(5000),
    };
    const lots = Array.from({ length: 20_000 }, () => long);
    const verdict = some(
      only({ blocking: lots, introduced: lots, existing: lots, fixed: lots, ignored: lots }),
    );
    const note = writeNote(verdict, LINKS);
    expect(note.length).toBeLessThanOrEqual(200_000);
    expect(new TextEncoder().encode(note).length).toBeLessThan(300_000);
    expect(note).toContain('20000 in all');
    const reading = readNote(note);
    expect(reading?.ok && reading.verdict.counts.blocking).toBe(20_000);
    expect(reading?.ok && reading.verdict.findings.blocking.length).toBeGreaterThan(0);
  });

  it('drops a pipeline address that is none', () => {
    const gate = { project: 'a/b', pipelineUrl: 'javascript:alert(1)', version: '1' };
    const verdict = some({ gate, ...only({}), scans: [], cause: 'x' });
    expect(writeNote(verdict, LINKS)).not.toContain('javascript');
    expect(capVerdict(verdict).gate.pipelineUrl).toBe('');
  });
});

describe('reading a note', () => {
  const wrap = (data: unknown) =>
    `x\n<!-- mr-gate:v1 ${Buffer.from(JSON.stringify(data)).toString('base64')} -->`;

  it('knows what is not ours', () => {
    expect(readNote('LGTM')).toBeNull();
    expect(readNote('<!-- mr-gate:v2 e30= -->')).toBeNull();
  });

  it.each([
    ['too large', `<!-- mr-gate:v1 ${'A'.repeat(500_000)} -->`, 'large'],
    ['no base64', '<!-- mr-gate:v1 ??? -->', 'bare'],
    ['broken base64', '<!-- mr-gate:v1 A -->', 'garbled'],
    ['broken UTF-8', `<!-- mr-gate:v1 ${btoa('"\xff"')} -->`, 'garbled'],
    ['two verdicts', '<!-- mr-gate:v1 e30= --><!-- mr-gate:v1 e30= -->', 'several'],
    ['another schema', wrap({ schema: 2 }), 'newer'],
    ['something else', wrap({ schema: 1, state: 'passed' }), 'other'],
    ['null', wrap(null), 'other'],
  ])('refuses %s', (_what, body, reason) => {
    const reading = readNote(body);
    expect(reading && !reading.ok && reading.reason).toBe(reason);
  });

  it('refuses unknown keys, and drops links that are not https', () => {
    const verdict = capVerdict(some(only({ blocking: [finding] })));
    expect(readNote(wrap({ ...verdict, extra: 1 }))?.ok).toBe(false);
    const evil = structuredClone(verdict);
    evil.findings.blocking[0]!.identifiers = [
      { type: 't', name: 'n', value: 'v', url: 'javascript:alert(1)' },
    ];
    const reading = readNote(wrap(evil));
    expect(reading?.ok && reading.verdict.findings.blocking[0]?.identifiers[0]).toEqual({
      type: 't',
      name: 'n',
      value: 'v',
    });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (data, text) => {
        readNote(wrap(data));
        readNote(`<!-- mr-gate:v1 ${text} -->`);
      }),
    );
  });
});

describe('escaping', () => {
  it('keeps letters and nothing that means something', () => {
    fc.assert(
      fc.property(hostile(), (text) => {
        const bare = /^[\p{L}\p{N}\p{M} .,:;='()/_-]*$/u;
        expect(escapeMarkdown(text).replace(/<\/?span>|&#\d+;/g, '')).toMatch(bare);
        expect(codeMarkdown(text).replace(/^<code>|<\/code>$|&#\d+;|[/:]/g, '')).toMatch(bare);
        expect(encodePath(text)).toMatch(/^[\w\-.%/]*$/);
      }),
    );
  });
  it('splits what GitLab would take for a reference', () => {
    expect(escapeMarkdown('www.evil.example')).toBe('www&#46;evil.example');
    expect(escapeMarkdown('a: b :tada: https://x')).toBe(
      'a: b <span>&#58;</span>tada: https<span>&#58;</span><span>&#47;</span><span>&#47;</span>x',
    );
    expect(codeMarkdown('https://x')).toBe('<code>https&#58;//x</code>');
    expect(escapeMarkdown('- a.b (c)')).toBe('&#45; a.b (c)');
    expect(codeMarkdown('src/a_b.ts:7')).toBe('<code>src/a_b.ts:7</code>');
    expect(escapeMarkdown('/close _a_ a/b')).toBe('<span>&#47;</span>close &#95;a&#95; a/b');
    expect(escapeMarkdown('@all')).toBe('<span>&#64;</span>all');
    expect(encodePath('a/../b')).toBe('a/%2E%2E/b');
  });
});
