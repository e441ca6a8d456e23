import { describe, expect, test } from 'vitest';
import type { GroupSnapshot } from '../../../utils/apply/group-snapshot.ts';
import { inEnglish } from '../../support/english.ts';
import { FakeGitLab } from './fake-gitlab.ts';
import { Browser, type Person, startWorker } from './mortal.ts';
import { setUpWorld, type TestWorld } from './world.ts';

function load(gitlab: FakeGitLab, person: Person, path = 'acme'): Promise<GroupSnapshot> {
  const options = { browser: new Browser(), baseUrl: gitlab.baseUrl, fetch: gitlab.fetch, person };
  return startWorker(options).service.load(gitlab.baseUrl, path);
}

function groupOf(count: number, role = 50) {
  const gitlab = new FakeGitLab();
  const person = { id: 1, username: 'olga', token: gitlab.addUser(1, 'olga', role) };
  for (let i = 0; i < count; i++) gitlab.addRepo(`acme/r${i}`);
  return { gitlab, person };
}

/** What was asked, without the look at the gate's runners, which nobody waits for. */
const awaited = ({ gitlab }: TestWorld) => gitlab.seen.filter(({ path }) => !/\/runners\b/.test(path));

describe('loading a group', () => {
  test('takes 14 requests for a thousand repositories with a gate project', async () => {
    const done = await setUpWorld(999);
    done.gitlab.seen.length = 0;
    const snapshot = await done.worker.service.load(done.gitlab.baseUrl, 'acme');
    expect(snapshot.repos).toHaveLength(1000);
    expect(awaited(done).length).toBeLessThanOrEqual(14);
  });

  test('takes at most three round trips one after the other', async () => {
    for (const [path, trips] of [
      ['acme', 2],
      ['acme/shop/backend', 3],
    ] as const) {
      const done = await setUpWorld(250);
      done.gitlab.group.full_path = path;
      let rounds = 0;
      let release: (() => void)[] = [];
      const fetch: typeof globalThis.fetch = async (input, init) => {
        await new Promise<void>((resolve) => release.push(resolve));
        return done.gitlab.fetch(input, init);
      };
      const worker = startWorker({
        browser: done.browser,
        baseUrl: done.gitlab.baseUrl,
        fetch,
        person: done.olga,
      });
      let loaded: GroupSnapshot | null = null;
      void worker.service.load(done.gitlab.baseUrl, path).then((snapshot) => {
        loaded = snapshot;
      });
      while (!loaded) {
        // Everything that can be asked without an answer has been asked by now; the queue lets six go at once at first.
        await new Promise((resolve) => setTimeout(resolve, 1));
        const wave = release;
        release = [];
        if (wave.length > 0) rounds += 1;
        for (const go of wave) go();
      }
      // The queue's first six places make a wave of their own.
      expect(rounds).toBeLessThanOrEqual(trips + 2);
      expect((loaded as GroupSnapshot).gateProject?.path).toBe('acme/mr-gate');
    }
  });

  test('the first hundred of many are there after one round trip, with policy and gate project', async () => {
    const done = await setUpWorld(250);
    const { service } = done.worker;
    done.gitlab.seen.length = 0;
    const [first, all] = await Promise.all([
      service.loadFirst(done.gitlab.baseUrl, 'acme'),
      service.load(done.gitlab.baseUrl, 'acme'),
    ]);
    expect(first?.total).toBe(251);
    const { newSince, ...whole } = all;
    expect(newSince).toEqual([]);
    expect(first?.snapshot).toEqual({
      ...whole,
      repos: all.repos.slice(0, 100),
      loadedAt: expect.any(String),
    });
    expect(all.repos).toHaveLength(251);
    // Three pages, the role, two files; the group and its gate project, which only the last page would have told.
    expect(awaited(done)).toHaveLength(8);
  });

  test('a group that comes at once has no first rows, nor has one that cannot be loaded', async () => {
    const { gitlab, person } = groupOf(3, 30);
    const { service } = startWorker({
      browser: new Browser(),
      baseUrl: gitlab.baseUrl,
      fetch: gitlab.fetch,
      person,
    });
    expect(await service.loadFirst(gitlab.baseUrl, 'acme')).toBeNull();
    gitlab.fault = (_, path) => (path.endsWith('/projects') ? { status: 404 } : null);
    expect(await service.loadFirst(gitlab.baseUrl, 'acme')).toBeNull();
    await expect(service.load(gitlab.baseUrl, 'acme')).rejects.toMatchObject({ kind: 'not_found' });
  });

  test('whoever asks again reads the group again', async () => {
    const done = await setUpWorld(150);
    const { service } = done.worker;
    const first = service.loadFirst(done.gitlab.baseUrl, 'acme');
    const all = service.load(done.gitlab.baseUrl, 'acme');
    const again = service.load(done.gitlab.baseUrl, 'acme');
    await first;
    expect(await again).not.toBe(await all);
  });

  test('without a gate project there is none, and no policy', async () => {
    const { gitlab, person } = groupOf(2);
    expect(await load(gitlab, person)).toMatchObject({ gateProject: null, policy: null, enrolment: null });
  });

  test('drops the runners’ token and everything else of the entity', async () => {
    const { gitlab, person } = groupOf(2);
    const text = JSON.stringify(await load(gitlab, person));
    expect(text).not.toContain('runner');
    expect(text).not.toContain('visibility');
  });

  test('a Maintainer of the group administers all; a Developer only what GitLab lists', async () => {
    const maintainer = groupOf(2, 40);
    expect((await load(maintainer.gitlab, maintainer.person)).repos.every((repo) => repo.canAdminister)).toBe(
      true,
    );
    const developer = groupOf(2, 30);
    expect((await load(developer.gitlab, developer.person)).repos.some((repo) => repo.canAdminister)).toBe(
      false,
    );
  });

  test('a policy broken by hand comes with its problems', async () => {
    const done = await setUpWorld(1);
    done.gitlab.commit(done.gitlab.repo('acme/mr-gate'), 'by hand', {
      'mr-gate.yml': 'version: 1\nfoo: 1\n',
    });
    const snapshot = await done.worker.service.load(done.gitlab.baseUrl, 'acme');
    expect(snapshot.policy).toMatchObject({ ok: false, file: 'mr-gate.yml', problems: [{ line: 2 }] });
    expect(snapshot.gateProject).not.toBeNull();
  });

  test('a broken enrolment is a problem too', async () => {
    const done = await setUpWorld(1);
    done.gitlab.commit(done.gitlab.repo('acme/mr-gate'), 'by hand', { 'enrolled.json': '{' });
    const snapshot = await done.worker.service.load(done.gitlab.baseUrl, 'acme');
    expect(snapshot.policy).toMatchObject({ ok: false, file: 'enrolled.json' });
    expect(snapshot.enrolment).toBeNull();
  });

  test('a missing policy beside an enrolment is told, a gate project without both is none yet', async () => {
    const done = await setUpWorld(1);
    const gate = done.gitlab.repo('acme/mr-gate');
    gate.commits.at(-1)!.files.delete('mr-gate.yml');
    expect((await done.worker.service.load(done.gitlab.baseUrl, 'acme')).policy).toMatchObject({ ok: false });
    gate.commits.at(-1)!.files.delete('enrolled.json');
    expect((await done.worker.service.load(done.gitlab.baseUrl, 'acme')).gateProject).toBeNull();
  });

  test('files that the token may not read are a problem, not a set-up', async () => {
    const done = await setUpWorld(1);
    done.gitlab.fault = (_, path) => (path.includes('/repository/files/') ? { status: 403 } : null);
    const snapshot = await done.worker.service.load(done.gitlab.baseUrl, 'acme');
    expect(inEnglish(snapshot.policy)).toMatchObject({
      ok: false,
      problems: [{ message: expect.stringContaining('may not read') }],
    });
  });

  test('files read at two commits are read again at one', async () => {
    const done = await setUpWorld(1);
    const gate = done.gitlab.repo('acme/mr-gate');
    const old = done.gitlab.file('acme/mr-gate', 'enrolled.json')!;
    let reads = 0;
    done.gitlab.fault = (_, path) => {
      if (path.endsWith('/enrolled.json') && reads++ === 0) {
        done.gitlab.commit(gate, 'in between', { 'enrolled.json': old.replace('group_7_bot', 'other_bot') });
      }
      return null;
    };
    const snapshot = await done.worker.service.load(done.gitlab.baseUrl, 'acme');
    expect(reads).toBe(2);
    expect(snapshot.enrolment?.gateUser?.username).toMatch(/^group_7_bot/);
  });
});
