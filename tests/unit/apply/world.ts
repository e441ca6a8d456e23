import type { GateSettings } from '../../../utils/gate/policy.ts';
import { FakeGitLab } from './fake-gitlab.ts';
import { Browser, type Person, startWorker, untilEnded, type Worker, type WorkerOptions } from './mortal.ts';

export const HIGH: GateSettings = { failOn: 'high', scans: ['secret_detection'], perScan: {}, drafts: true };
export const CRITICAL: GateSettings = { ...HIGH, failOn: 'critical' };
export const REPORT_ONLY: GateSettings = { ...HIGH, failOn: 'never' };

/** A group `acme` with `count` repositories and two owners; nothing is set up. */
export interface TestWorld {
  gitlab: FakeGitLab;
  browser: Browser;
  olga: Person;
  otto: Person;
  max: Person;
}

export function makeWorld(count = 3): TestWorld {
  const gitlab = new FakeGitLab();
  const browser = new Browser();
  gitlab.now = () => browser.clock;
  const person = (id: number, username: string, role: number): Person => ({
    id,
    username,
    token: gitlab.addUser(id, username, role),
  });
  const world = {
    gitlab,
    browser,
    olga: person(1, 'olga', 50),
    otto: person(2, 'otto', 50),
    max: person(3, 'max', 40),
  };
  for (let i = 1; i <= count; i++) gitlab.addRepo(`acme/shop/repo-${i}`);
  return world;
}

/** A worker of this person, in a browser of their own unless one is given. */
export function workerOf(world: TestWorld, person: Person, more: Partial<WorkerOptions> = {}): Worker {
  return startWorker({
    browser: world.browser,
    baseUrl: world.gitlab.baseUrl,
    fetch: world.gitlab.fetch,
    person,
    ...more,
  });
}

/** Sets the group up to the end, as olga. */
export async function setUpWorld(count = 3): Promise<TestWorld & { worker: Worker }> {
  const world = makeWorld(count);
  const worker = workerOf(world, world.olga);
  await worker.service.startSetup(world.gitlab.baseUrl, 'acme');
  await untilEnded(worker, world.browser, world.gitlab.baseUrl);
  return { ...world, worker };
}

export function gatedIds(world: TestWorld): number[] {
  return world.gitlab.repos.filter((repo) => repo.path.startsWith('repo-')).map((repo) => repo.id);
}

/** Everything secret in this world. */
export function secretsOf(gitlab: FakeGitLab): string[] {
  return [
    ...[...gitlab.users.values()].map((user) => user.token),
    ...gitlab.tokens.map((token) => token.secret),
    ...gitlab.repos.flatMap((repo) => repo.triggers.map((trigger) => trigger.token)),
  ];
}
