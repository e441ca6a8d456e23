import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baseUrlOf, callerOf, type Sender } from '../../../utils/message-sender.ts';

const OWN = { id: 'abcdefghijklmnop', root: 'chrome-extension://abcdefghijklmnop/' };
const page = (more: Partial<Sender> = {}): Sender => ({
  id: OWN.id,
  url: 'https://gitlab.example/acme',
  origin: 'https://gitlab.example',
  frameId: 0,
  tab: { id: 7 },
  ...more,
});

describe('who is calling', () => {
  it('knows its own pages, in the popup and in a tab', () => {
    const popup = { id: OWN.id, url: `${OWN.root}popup.html?x`, origin: OWN.root.slice(0, -1) };
    expect(callerOf(popup, OWN)).toEqual({ tier: 'extension' });
    expect(callerOf({ ...popup, tab: { id: 1 }, frameId: 0 }, OWN)).toEqual({ tier: 'extension' });
  });

  it('knows a content script in the top frame', () => {
    expect(callerOf(page(), OWN)).toEqual({ tier: 'page', tabId: 7, url: 'https://gitlab.example/acme' });
  });

  it.each<[string, Sender]>([
    ['another extension', page({ id: 'ponmlkjihgfedcba' })],
    ['no id', page({ id: undefined })],
    ['a frame in a page', page({ frameId: 3 })],
    ['no frame known', page({ frameId: undefined })],
    ['no tab', page({ tab: undefined })],
    ['a tab without id', page({ tab: {} })],
    ['a sandboxed page', page({ origin: 'null' })],
    ['an origin that is not the address’', page({ origin: 'https://evil.example' })],
    ['an opaque address', page({ url: 'about:srcdoc', origin: undefined })],
    ['a file', page({ url: 'file:///etc/passwd', origin: undefined })],
    ['a data address', page({ url: 'data:text/html,x', origin: undefined })],
    ['no address', page({ url: undefined })],
    ['an own page inside a frame', { id: OWN.id, url: `${OWN.root}popup.html`, frameId: 2, tab: { id: 1 } }],
    [
      'an own address with a foreign origin',
      { id: OWN.id, url: `${OWN.root}popup.html`, origin: 'https://evil.example' },
    ],
    [
      'an address that only begins like ours',
      page({ url: 'chrome-extension://abcdefghijklmnop.evil/', origin: undefined }),
    ],
    ['another extension’s page', { id: OWN.id, url: 'chrome-extension://zzzz/popup.html' }],
  ])('answers nobody else: %s', (_, sender) => {
    expect(callerOf(sender, OWN)).toBeNull();
  });

  it('a web page is never taken for an own page', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        const { origin } = new URL(url);
        expect(callerOf(page({ url, origin }), OWN)?.tier).toBe('page');
      }),
    );
  });
});

describe('which GitLab a page belongs to', () => {
  const known = ['https://host.example', 'https://host.example/gitlab', 'http://127.0.0.1:8080'];

  it.each([
    ['https://host.example/', 'https://host.example'],
    ['https://host.example/gitlab', 'https://host.example/gitlab'],
    ['https://host.example/gitlab/acme/-/merge_requests/1?x#y', 'https://host.example/gitlab'],
    ['https://host.example/gitlab-other/acme', 'https://host.example'],
    ['http://127.0.0.1:8080/acme', 'http://127.0.0.1:8080'],
    ['http://127.0.0.1:8081/acme', null],
    ['http://host.example/', null],
    ['https://host.example.evil/gitlab', null],
    ['https://evil.example/https://host.example', null],
  ])('%s is %s', (url, expected) => {
    expect(baseUrlOf(url, known)).toBe(expected);
  });

  it('is none below another root only', () => {
    expect(baseUrlOf('https://host.example/wiki', ['https://host.example/gitlab'])).toBeNull();
  });

  it('always has the page’s own origin', () => {
    fc.assert(
      fc.property(fc.webUrl(), fc.array(fc.webUrl()), (url, baseUrls) => {
        const found = baseUrlOf(url, baseUrls);
        if (found !== null) expect(new URL(found).origin).toBe(new URL(url).origin);
      }),
    );
  });
});
