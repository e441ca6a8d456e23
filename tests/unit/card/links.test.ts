import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffUrl, fileUrl, nextUrl, ownUrl, policyUrl } from '../../../utils/card/links.ts';
import { sha1 } from '../../../utils/card/sha1.ts';
import { gateProjectCandidates, groupsAbove, mayGate } from '../../../utils/gate/gate-project.ts';
import { BASE_URL, HEAD, PLACE, verdict } from './fixtures.ts';

describe('sha1', () => {
  it('is the SHA-1 of the UTF-8 bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(sha1(text)).toBe(createHash('sha1').update(text.toWellFormed(), 'utf8').digest('hex'));
      }),
    );
  });
});

describe('links into the repository', () => {
  it('lead to the lines at the commit', () => {
    expect(fileUrl(PLACE, HEAD, 'src/a b.ts', 3, 5)).toBe(
      `${BASE_URL}/acme/shop/checkout/-/blob/${HEAD}/src/a%20b.ts#L3-5`,
    );
    expect(fileUrl(PLACE, HEAD, 'a.ts', 3, 3)).toMatch(/#L3$/);
    expect(fileUrl(PLACE, HEAD, 'a.ts')).toMatch(/a\.ts$/);
  });

  it('lead to the file in the changes', () => {
    // The anchor that GitLab itself gives README.md.
    expect(diffUrl(PLACE, 'README.md')).toBe(
      `${BASE_URL}/acme/shop/checkout/-/merge_requests/7/diffs#8ec9a00bfd09b3190ac6b22251dbb1aa95a0579d`,
    );
  });

  it('never lead out of the repository, whatever the path', () => {
    const part = fc.oneof(
      fc.constantFrom('..', '.', '', '%2e%2e', '?x', '#y', 'https:', '\\', ' ', '\u202e', '\ud800'),
      fc.string({ unit: 'binary', maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), fc.option(fc.nat()), (parts, line) => {
        const url = fileUrl(PLACE, HEAD, parts.join('/'), line ?? undefined);
        if (url === null) return;
        const { href, search } = new URL(url);
        expect(href.startsWith(`${BASE_URL}/acme/shop/checkout/-/blob/${HEAD}/`)).toBe(true);
        expect(search).toBe('');
      }),
    );
  });

  it('takes no address of another site as the gate’s', () => {
    expect(ownUrl(PLACE, `${BASE_URL}/acme/mr-gate/-/pipelines/1`)).toBe(
      `${BASE_URL}/acme/mr-gate/-/pipelines/1`,
    );
    for (const url of [
      'https://evil.example/',
      `${BASE_URL}.evil.example/x`,
      `${BASE_URL}/../other`,
      'javascript:alert(1)',
      'nonsense',
      '',
    ]) {
      expect(ownUrl(PLACE, url), url).toBeNull();
    }
  });

  it('names a policy only in a group above', () => {
    expect(policyUrl(PLACE, verdict())).toBe(`${BASE_URL}/acme/mr-gate/-/blob/${'d'.repeat(40)}/mr-gate.yml`);
    const elsewhere = verdict({ gate: { project: 'evil/mr-gate', pipelineUrl: '', version: '1' } });
    expect(policyUrl(PLACE, elsewhere)).toBeNull();
  });

  it('knows where each next step is done', () => {
    expect(nextUrl(PLACE, { text: '', to: 'group' }, null)).toBe(`${BASE_URL}/acme/shop`);
    expect(nextUrl(PLACE, { text: '', to: 'webhooks' }, null)).toBe(`${BASE_URL}/acme/shop/checkout/-/hooks`);
    expect(nextUrl(PLACE, { text: '', to: 'sign_in' }, null)).toBe(`${BASE_URL}/users/sign_in`);
    expect(nextUrl(PLACE, { text: '', to: 'run' }, 'https://evil.example')).toBeNull();
    expect(nextUrl(PLACE, { text: '' }, `${BASE_URL}/x`)).toBeNull();
  });
});

describe('gate projects', () => {
  it('lie in a group above', () => {
    expect(groupsAbove('acme/shop/checkout')).toEqual(['acme', 'acme/shop']);
    const yes = ['acme/mr-gate', 'acme/gate', 'acme/shop/mr-gate'];
    const no = [
      'mr-gate',
      'evil/mr-gate',
      'acme/shop/checkout/mr-gate',
      'acme/platform/mr-gate',
      'acme/../mr-gate',
      'acme/mr-gate/',
      'acme/mr gate',
      '',
      `acme/${'x'.repeat(300)}`,
    ];
    for (const path of yes) expect(mayGate(path, 'acme/shop/checkout'), path).toBe(true);
    for (const path of no) expect(mayGate(path, 'acme/shop/checkout'), path).toBe(false);
  });

  it('are asked outermost first, each once, and never anywhere else', () => {
    expect(
      gateProjectCandidates('acme/shop/checkout', ['acme/mr-gate', 'acme/gates', 'evil/mr-gate']),
    ).toEqual(['acme/mr-gate', 'acme/shop/mr-gate', 'acme/gates']);
  });
});
