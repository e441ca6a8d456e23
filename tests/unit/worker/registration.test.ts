import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { originPattern } from '../../../utils/browser-differences.ts';
import { baseUrlFromAddress, isReadableOnTheWay } from '../../../utils/connect/base-url.ts';
import { filesFor, type ScriptRegistration, wantedScripts } from '../../../utils/connect/content-scripts.ts';
import { daysLeft, endsSoon } from '../../../utils/connect/expiry.ts';
import { webPatterns } from '../../../utils/connect/origins.ts';
import { createRegistration } from '../../../utils/connect/registration.ts';
import { DEFAULTS } from '../../../utils/settings.ts';

function fakeBrowser(origins: string[], registered: ScriptRegistration[] = []) {
  const state = { origins, registered, features: DEFAULTS.features };
  const injected: [number, string[]][] = [];
  const deps = {
    grantedOrigins: async () => state.origins,
    features: async () => state.features,
    registered: async () => state.registered,
    register: vi.fn(async (scripts: ScriptRegistration[]) => {
      for (const { id } of scripts)
        if (state.registered.some((old) => old.id === id)) throw new Error(`Duplicate ${id}`);
      state.registered = [...state.registered, ...scripts];
    }),
    unregister: vi.fn(async (ids: string[]) => {
      state.registered = state.registered.filter(({ id }) => !ids.includes(id));
    }),
    tabs: vi.fn(async (_patterns: string[]): Promise<{ id?: number; url?: string }[]> => []),
    inject: vi.fn(async (tabId: number, files: string[]) => void injected.push([tabId, files])),
  };
  return { state, deps, injected, registration: createRegistration(deps) };
}

describe('content scripts follow the grants', () => {
  it('none is registered while nothing is granted', async () => {
    const { registration, deps } = fakeBrowser([]);
    await registration.sync();
    expect(deps.register).not.toHaveBeenCalled();
  });

  it('are registered for what is granted, and again after an update dropped them', async () => {
    const { registration, state } = fakeBrowser(['https://gitlab.com/*', 'http://127.0.0.1/*']);
    await registration.sync();
    expect(state.registered.map(({ runAt, ...script }) => script)).toEqual([
      {
        id: 'group',
        matches: ['http://127.0.0.1/*', 'https://gitlab.com/*'],
        excludeMatches: ['http://127.0.0.1/*/-/merge_requests*', 'https://gitlab.com/*/-/merge_requests*'],
        js: ['/page.js', '/content-scripts/group.js'],
      },
      {
        id: 'merge-request',
        matches: ['http://127.0.0.1/*/-/merge_requests/*', 'https://gitlab.com/*/-/merge_requests/*'],
        js: ['/content-scripts/merge-request.js'],
      },
      {
        id: 'merge-request-list',
        matches: [
          'http://127.0.0.1/*/-/merge_requests',
          'http://127.0.0.1/*/-/merge_requests?*',
          'https://gitlab.com/*/-/merge_requests',
          'https://gitlab.com/*/-/merge_requests?*',
        ],
        js: ['/page.js', '/content-scripts/merge-request-list.js'],
      },
    ]);
    state.registered = [];
    await registration.sync();
    expect(state.registered).toHaveLength(3);
  });

  it('are left alone when nothing changed, however the browser writes them back', async () => {
    const registered = wantedScripts(['https://gitlab.com/*']).map((script) => ({
      ...script,
      js: script.js.map((file) => file.slice(1)),
    }));
    const { registration, deps } = fakeBrowser(['https://gitlab.com/*'], registered);
    await registration.sync();
    expect(deps.register).not.toHaveBeenCalled();
    expect(deps.unregister).not.toHaveBeenCalled();
  });

  it('go with the grant', async () => {
    const { registration, state } = fakeBrowser(['https://a.example/*', 'https://b.example/*']);
    await registration.sync();
    state.origins = ['https://b.example/*'];
    await registration.sync();
    expect(state.registered.flatMap(({ matches }) => matches).join()).not.toContain('a.example');
    state.origins = [];
    await registration.sync();
    expect(state.registered).toEqual([]);
  });

  it.each([
    ['card', 'merge-request', 'https://a.example/x/-/merge_requests/1'],
    ['listBadges', 'merge-request-list', 'https://a.example/x/-/merge_requests'],
    ['panelButton', 'group', 'https://a.example/acme'],
  ] as const)('%s switched off: no page gets its script, until it is on again', async (feature, id, url) => {
    const { registration, state, deps, injected } = fakeBrowser(['https://a.example/*']);
    await registration.sync();
    state.features = { ...DEFAULTS.features, [feature]: false };
    deps.tabs.mockResolvedValue([{ id: 1, url }]);
    await registration.sync();
    await registration.injectOpenTabs(['https://a.example/*']);
    expect(state.registered).toHaveLength(2);
    expect(state.registered.map((script) => script.id)).not.toContain(id);
    expect(injected.flatMap(([, files]) => files)).not.toContain(`/content-scripts/${id}.js`);
    state.features = DEFAULTS.features;
    await registration.sync();
    expect(state.registered.map((script) => script.id)).toContain(id);
  });

  it('two syncs at once do not register twice', async () => {
    const { registration, deps } = fakeBrowser(['https://a.example/*']);
    await Promise.all([registration.sync(), registration.sync(), registration.sync()]);
    expect(deps.register).toHaveBeenCalledOnce();
  });

  it('a failed sync does not stop the next', async () => {
    const { registration, deps, state } = fakeBrowser(['https://a.example/*']);
    deps.register.mockRejectedValueOnce(new Error('not now'));
    await expect(registration.sync()).rejects.toThrow('not now');
    await registration.sync();
    expect(state.registered).toHaveLength(3);
  });

  it('reach pages that are open already, one bad tab stops no other', async () => {
    const { registration, deps } = fakeBrowser([]);
    deps.tabs.mockResolvedValue([
      { id: 1, url: 'https://a.example/acme' },
      { url: 'https://a.example/' },
      { id: 2, url: 'https://a.example/acme/x/-/merge_requests/3/diffs' },
      { id: 3 },
    ]);
    deps.inject.mockRejectedValueOnce(new Error('No tab with id 1'));
    await registration.injectOpenTabs(['https://a.example/*']);
    expect(deps.tabs).toHaveBeenCalledWith(['https://a.example/*']);
    expect(deps.inject.mock.calls).toEqual([
      [1, ['/page.js', '/content-scripts/group.js']],
      [2, ['/content-scripts/merge-request.js']],
    ]);
    await registration.injectOpenTabs([]);
    expect(deps.tabs).toHaveBeenCalledOnce();
  });

  it('knows merge request pages and lists by their path', () => {
    const list = ['/page.js', '/content-scripts/merge-request-list.js'];
    expect(filesFor('https://a.example/g/p/-/merge_requests')).toEqual(list);
    expect(filesFor('https://a.example/groups/g/-/merge_requests?state=all#top')).toEqual(list);
    expect(filesFor('https://a.example/g/p/-/merge_requestsX')).toEqual([]);
    expect(filesFor('https://a.example/g/p/-/merge_requests/1')).toEqual([
      '/content-scripts/merge-request.js',
    ]);
    for (const group of ['/g', '/groups/g', '/groups/g/-/shared?page=2', '/g/merge_requests'])
      expect(filesFor(`https://a.example${group}`)).toEqual(['/page.js', '/content-scripts/group.js']);
  });

  it('are registered again where another version left a page out, or did not', async () => {
    const [group, ...others] = wantedScripts(['https://a.example/*']);
    if (!group) throw new Error('no script');
    const { excludeMatches, ...everywhere } = group;
    expect(excludeMatches).toHaveLength(1);
    const { registration, state } = fakeBrowser(['https://a.example/*'], [everywhere, ...others]);
    await registration.sync();
    expect(state.registered.find(({ id }) => id === 'group')).toEqual(group);
    expect(state.registered).toHaveLength(3);
  });
});

describe('when they start', () => {
  const startOf = (scripts: readonly ScriptRegistration[]) =>
    Object.fromEntries(scripts.map(({ id, runAt }) => [id, runAt]));
  const wanted = wantedScripts(['https://a.example/*']);

  it('the card’s with the page, the others when it rests', () => {
    expect(startOf(wanted)).toEqual({
      group: 'document_idle',
      'merge-request': 'document_start',
      'merge-request-list': 'document_idle',
    });
  });

  it('another version’s start is not kept', async () => {
    const late = wanted.map((script) => ({ ...script, runAt: 'document_idle' as const }));
    const { registration, state, deps } = fakeBrowser(['https://a.example/*'], late);
    await registration.sync();
    expect(deps.unregister.mock.calls).toEqual([[['merge-request']]]);
    expect(startOf(state.registered)).toEqual(startOf(wanted));
  });
});

describe('origins', () => {
  it('are asked for without port and path', () => {
    expect(originPattern('http://127.0.0.1:8080/gitlab/x')).toBe('http://127.0.0.1/*');
    expect(originPattern('https://git.example')).toBe('https://git.example/*');
  });

  it('of the web alone become patterns', () => {
    expect(
      webPatterns(['<all_urls>', 'file:///*', 'chrome://x/*', 'https://b/*', 'https://b/*', '*://*.a/*']),
    ).toEqual(['*://*.a/*', '*://*/*', 'https://b/*']);
  });
});

describe('an address that a person typed', () => {
  it.each([
    ['gitlab.com', 'https://gitlab.com'],
    [' https://GitLab.Example/ ', 'https://gitlab.example'],
    ['https://host.example/gitlab/', 'https://host.example/gitlab'],
    ['https://host.example/gitlab/users/sign_in', 'https://host.example/gitlab'],
    ['https://host.example/gitlab/acme/x/-/merge_requests/1', 'https://host.example/gitlab/acme/x'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['host.example:8443/gl?x#y', 'https://host.example:8443/gl'],
    ['', null],
    ['two words', null],
    ['javascript://x', null],
    ['ftp://gitlab.example', null],
    ['https://user:pass@gitlab.example', null],
    ['https://', null],
  ])('%j is %s', (typed, expected) => {
    expect(baseUrlFromAddress(typed)).toBe(expected);
  });

  it('read again is the same', () => {
    fc.assert(
      fc.property(fc.webUrl(), (url) => {
        const once = baseUrlFromAddress(url);
        expect(once && baseUrlFromAddress(once)).toBe(once);
      }),
    );
  });

  it('warns of plain http to another machine only', () => {
    expect(isReadableOnTheWay('http://gitlab.corp')).toBe(true);
    expect(isReadableOnTheWay('https://gitlab.corp')).toBe(false);
    expect(isReadableOnTheWay('http://127.0.0.1:1')).toBe(false);
    expect(isReadableOnTheWay('http://gitlab.localhost')).toBe(false);
  });
});

describe('days left', () => {
  const now = Date.parse('2026-06-01T12:00:00Z');
  it.each([
    ['2026-06-02', 1],
    ['2026-06-01', 0],
    ['2026-05-30', -2],
    ['2027-06-01', 365],
  ])('%s: %i', (day, days) => {
    expect(daysLeft(day, now)).toBe(days);
  });

  it('a fortnight before it warns', () => {
    expect(endsSoon('2026-06-14', now)).toBe(true);
    expect(endsSoon('2026-06-15', now)).toBe(false);
    expect(endsSoon(null, now)).toBe(false);
  });
});
