import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnosticsText, redactedPath } from '../../../utils/diagnostics.ts';
import { DEFAULTS } from '../../../utils/settings.ts';
import { connection, NOW } from '../popup/fake-session.ts';

const SECRETS = ['secret-corp', 'olga', 'Olga', 'hush', 'glpat-abc', 'ref=wip'];

describe('diagnostics', () => {
  const text = diagnosticsText({
    version: '1.2.3',
    userAgent: 'Firefox/153.0',
    connections: [
      connection({
        baseUrl: 'https://git.secret-corp.example/hush',
        user: { id: 9, username: 'olga', name: 'Olga', kind: 'person' },
      }),
    ],
    granted: 1,
    scripts: ['group', 'merge-request'],
    settings: { ...DEFAULTS, features: { ...DEFAULTS.features, listBadges: false } },
    jobs: [{ active: false }],
    requests: [
      {
        at: '2026-06-01T12:00:00.000Z',
        baseUrl: 'https://git.secret-corp.example/hush',
        method: 'GET',
        path: '/projects/secret-corp%2Fhush/repository/files/glpat-abc?ref=wip',
        status: 404,
        ms: 12.4,
        with: 'session',
      },
      {
        at: '',
        baseUrl: 'https://old.secret-corp.example',
        method: 'GET',
        path: '/user',
        status: 0,
        ms: 1,
        with: 'token',
      },
    ],
    now: NOW,
  });

  it('say what helps', () => {
    expect(text).toContain('MR Gate 1.2.3\nFirefox/153.0');
    expect(text).toContain('Switched off: listBadges');
    expect(text).toContain(
      'GitLab 1: 18.4.0-ee, https, below a path, token of a person, full, api, 213 days',
    );
    expect(text).toContain('GitLab 1 GET /projects/…/repository/files/… 404 12 ms (session)');
    expect(text).toContain('a GitLab no longer connected GET /user no answer');
  });

  it('name nobody and nothing', () => {
    for (const secret of SECRETS) expect(text).not.toContain(secret);
  });

  it('keep of a path only words of GitLab’s own API', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z0-9._%-]{1,20}$/), (name) => {
        expect(redactedPath(`/groups/${name}/projects/${name}?search=${name}`)).toBe('/groups/…/projects/…');
      }),
    );
  });
});
