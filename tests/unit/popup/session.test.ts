import { describe, expect, it } from 'vitest';
import { openedAs } from '../../../entrypoints/popup/opened-as.ts';
import { say } from '../../../utils/texts/page-texts.ts';
import { text } from '../../../utils/texts/text.ts';
import { BASE, connection, fakeSession, NOW, refused } from './fake-session.ts';

const old = new Date(NOW - 3_600_000).toISOString();

describe('where the popup starts', () => {
  it('at the grant, for a GitLab in the tab that is not allowed yet', async () => {
    const { session, state } = fakeSession();
    await session.start();
    expect(state().view).toEqual({ name: 'grant', baseUrl: BASE, refused: false });
    expect(state().seen?.version).toBe('18.4.0');
  });

  it('at the token, where it is allowed', async () => {
    const { session, state } = fakeSession({ granted: [BASE] });
    await session.start();
    expect(state().view).toEqual({ name: 'token', baseUrl: BASE, before: null });
  });

  it('at the connection, where there is one; a fresh check is not repeated', async () => {
    const { session, state, sent } = fakeSession({ granted: [BASE], connections: [connection()] });
    await session.start();
    expect(state().view.name).toBe('connected');
    expect(sent.map(([name]) => name)).toEqual(['connect.list', 'settings.read']);
  });

  it('checks a connection again that was not for long', async () => {
    const checked = connection({ user: { id: 1, username: 'olga', name: 'Olga Neu', kind: 'person' } });
    const { session, state } = fakeSession({
      granted: [BASE],
      connections: [connection({ checkedAt: old })],
      answers: { 'connect.recheck': checked },
    });
    await session.start();
    expect(state().view).toEqual({ name: 'connected', connection: checked });
    expect(state().busy).toBeNull();
  });

  it('shows what a failed check says, beside the connection', async () => {
    const { session, state } = fakeSession({
      granted: [BASE],
      connections: [connection({ checkedAt: old })],
      answers: { 'connect.recheck': refused('token_gone') },
    });
    await session.start();
    expect(state().view.name).toBe('connected');
    expect(state().error?.kind).toBe('token_gone');
  });

  it('at a connection known by the address, where the page does not look like GitLab', async () => {
    const { session, state } = fakeSession({
      granted: [BASE],
      connections: [connection()],
      sight: { kind: 'other', url: `${BASE}/-/health` },
    });
    await session.start();
    expect(state().view.name).toBe('connected');
  });

  it.each([{ kind: 'other', url: 'https://wiki.example/' } as const, { kind: 'restricted' } as const])(
    'says so where there is no GitLab: %j',
    async (sight) => {
      const { session, state } = fakeSession({ sight });
      await session.start();
      expect(state().view).toEqual({ name: 'no-gitlab', sight });
    },
  );

  it('at the GitLab it was opened for, without looking at a tab', async () => {
    const { session, deps, state } = fakeSession({ opened: { baseUrl: BASE } });
    deps.look = () => Promise.reject(new Error('looked'));
    await session.start();
    expect(state().view.name).toBe('grant');
  });

  it('says what is wrong when the worker does not answer', async () => {
    const { session, deps, state } = fakeSession();
    deps.send = () => Promise.reject(refused('worker_lost'));
    await session.start();
    expect(state()).toMatchObject({ view: { name: 'no-gitlab' }, error: { kind: 'worker_lost' } });
  });
});

describe('allowing a host', () => {
  it('asks the browser before anything else, so that it counts as the click', () => {
    let asked = false;
    const { session, granted } = fakeSession({
      requestGrant: () => {
        asked = true;
        return Promise.resolve(true);
      },
    });
    session.store.setState({ view: { name: 'grant', baseUrl: BASE, refused: false } });
    void session.grant();
    expect(asked).toBe(true);
    expect(granted.size).toBe(0);
  });

  it('goes on when allowed', async () => {
    const { session, state } = fakeSession();
    await session.start();
    await session.grant();
    expect(state().view.name).toBe('token');
  });

  it.each([() => Promise.resolve(false), () => Promise.reject(new Error('no gesture'))])(
    'says so when refused, and can ask again',
    async (requestGrant) => {
      const { session, state } = fakeSession({ requestGrant });
      await session.start();
      await session.grant();
      expect(state()).toMatchObject({ view: { name: 'grant', refused: true }, busy: null });
      await session.grant();
      expect(state().view).toMatchObject({ refused: true });
    },
  );
});

describe('connecting', () => {
  it('keeps what is typed, also after the popup closed, until it is good', async () => {
    const { session, drafts, deps, state } = fakeSession({
      granted: [BASE],
      answers: { 'connect.verify': refused('token_wrong') },
    });
    await session.start();
    session.type('glpat-ha');
    expect(drafts.get(BASE)).toBe('glpat-ha');
    await session.submitToken();
    expect(state().error?.kind).toBe('token_wrong');
    expect(state().draft).toBe('glpat-ha');
    expect(drafts.get(BASE)).toBe('glpat-ha');
    session.type('glpat-half');
    expect(state().error).toBeNull();

    const again = fakeSession({ granted: [BASE], answers: { 'connect.verify': connection() } });
    again.deps.drafts.read = deps.drafts.read;
    again.deps.drafts.write = deps.drafts.write;
    await again.session.start();
    expect(again.state().draft).toBe('glpat-half');
    await again.session.submitToken();
    expect(again.sent).toContainEqual(['connect.verify', { baseUrl: BASE, token: 'glpat-half' }]);
    expect(again.state()).toMatchObject({
      view: { name: 'connected' },
      draft: '',
      notice: { variant: 'success' },
    });
    expect(drafts.size).toBe(0);
  });

  it('asks the worker nothing while the field is empty', async () => {
    const { session, sent, state } = fakeSession({ granted: [BASE] });
    await session.start();
    session.type('  \n');
    await session.submitToken();
    expect(state().error?.kind).toBe('token_missing');
    expect(sent.map(([name]) => name)).not.toContain('connect.verify');
  });

  it('verifies once, however often the button is pressed', async () => {
    const { session, sent } = fakeSession({ granted: [BASE], answers: { 'connect.verify': connection() } });
    await session.start();
    session.type('t');
    await Promise.all([session.submitToken(), session.submitToken(), session.submitToken()]);
    expect(sent.filter(([name]) => name === 'connect.verify')).toHaveLength(1);
  });

  it('goes back to the grant when the host was taken back meanwhile', async () => {
    const { session, state } = fakeSession({
      granted: [BASE],
      answers: { 'connect.verify': refused('host_not_granted') },
    });
    await session.start();
    session.type('t');
    await session.submitToken();
    expect(state().view.name).toBe('grant');
  });

  it('takes a typed address', async () => {
    const { session, state } = fakeSession({ sight: { kind: 'restricted' } });
    await session.start();
    expect(await session.openAddress('two words')).toBe(false);
    expect(state().view.name).toBe('no-gitlab');
    expect(await session.openAddress('git.example/gl/')).toBe(true);
    expect(state().view).toMatchObject({ name: 'grant', baseUrl: 'https://git.example/gl' });
  });
});

describe('updating', () => {
  const start = async (after: ReturnType<typeof connection> | Error) => {
    const fake = fakeSession({
      granted: [BASE],
      connections: [connection()],
      answers: { 'connect.verify': after },
    });
    await fake.session.start();
    await fake.session.update();
    return fake;
  };

  it('tells when the new token is another user’s', async () => {
    const { session, state } = await start(
      connection({ user: { id: 2, username: 'otto', name: 'Otto', kind: 'person' } }),
    );
    session.type('t');
    await session.submitToken();
    expect(state().notice?.variant).toBe('warning');
    expect(say(state().notice!.text)).toMatch(/@otto.*@olga/);
  });

  it('tells nothing more when it is the same user’s', async () => {
    const { session, state } = await start(connection());
    session.type('t');
    await session.submitToken();
    expect(state().notice).toEqual({ variant: 'success', text: text('popup.notice.updated') });
  });

  it('a bad one changes nothing, and can be given up', async () => {
    const { session, state } = await start(refused('token_revoked'));
    session.type('t');
    await session.submitToken();
    expect(state()).toMatchObject({ view: { name: 'token' }, error: { kind: 'token_revoked' } });
    session.cancelUpdate();
    expect(state().view).toEqual({ name: 'connected', connection: connection() });
  });
});

describe('disconnecting', () => {
  it('forgets the token and gives the host back', async () => {
    const { session, state, removed, sent } = fakeSession({ granted: [BASE], connections: [connection()] });
    await session.start();
    await session.disconnect(true);
    expect(sent).toContainEqual(['connect.remove', { baseUrl: BASE }]);
    expect(removed).toEqual([BASE]);
    expect(state()).toMatchObject({ view: { name: 'grant' }, notice: { variant: 'success' }, busy: null });
  });

  it('keeps the host where that is wanted', async () => {
    const { session, state, removed } = fakeSession({ granted: [BASE], connections: [connection()] });
    await session.start();
    await session.disconnect(false);
    expect(removed).toEqual([]);
    expect(state().view.name).toBe('token');
  });

  it('keeps the host while another GitLab on it is connected', async () => {
    const other = connection({ baseUrl: 'https://gitlab.example/second' });
    const { session, removed, kept } = fakeSession({ granted: [BASE], connections: [connection(), other] });
    await session.start();
    await session.disconnect(true);
    expect(removed).toEqual([]);
    expect([...kept.keys()]).toEqual([other.baseUrl]);
  });
});

describe('the gate’s own token', () => {
  const opened = { baseUrl: BASE, view: 'gate-token', groupPath: 'acme/shop' } as const;

  it('is handed over, after the grant where that is missing', async () => {
    const { session, state, sent, drafts } = fakeSession({
      opened,
      answers: { 'gateToken.put': { username: 'bot' } },
    });
    await session.start();
    expect(state().view.name).toBe('grant');
    await session.grant();
    expect(state().view.name).toBe('gate-token');
    session.type('glpat-gate');
    expect([...drafts.values()]).toEqual(['glpat-gate']);
    await session.submitToken();
    expect(sent).toContainEqual([
      'gateToken.put',
      { baseUrl: BASE, groupPath: 'acme/shop', token: 'glpat-gate' },
    ]);
    expect(state().view).toMatchObject({ storedFor: '@bot' });
    expect(drafts.size).toBe(0);
  });

  it('is not mixed up with the person’s', async () => {
    const { session, state, drafts } = fakeSession({ opened, granted: [BASE], connections: [connection()] });
    drafts.set(BASE, 'glpat-mine');
    await session.start();
    expect(state()).toMatchObject({ view: { name: 'gate-token' }, draft: '' });
  });
});

describe('how the page was opened', () => {
  const opened = (query: string) => openedAs(new URLSearchParams(query));
  it.each([
    ['', { baseUrl: null, view: 'connect', groupPath: null }],
    [
      'base=http%3A%2F%2F127.0.0.1%3A80%2Fgl%2F',
      { baseUrl: 'http://127.0.0.1/gl', view: 'connect', groupPath: null },
    ],
    [`view=gate-token&base=${BASE}&group=a/b`, { baseUrl: BASE, view: 'gate-token', groupPath: 'a/b' }],
    [`view=gate-token&base=${BASE}`, { baseUrl: BASE, view: 'connect', groupPath: null }],
    ['base=javascript:alert(1)', { baseUrl: null, view: 'connect', groupPath: null }],
    ['view=evil&tab=3', { baseUrl: null, view: 'connect', groupPath: null }],
  ])('%s', (query, expected) => {
    expect(opened(query)).toEqual(expected);
  });
});
