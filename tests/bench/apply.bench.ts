import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { EmbeddedGitLab } from '../gitlab/embedded.ts';
import { seedBigGroup } from '../gitlab/seed.ts';
import { TOKENS } from '../gitlab/seed-names.ts';
import { startGitLab } from '../gitlab/start.ts';
import { createEngine } from './engine.ts';
import { type Bench, type Emit, rounded } from './figure.ts';
import { CRITICAL, HIGH, LATENCY_MS, REPOS } from './setting.ts';

/** So many connections does a browser open to a GitLab that speaks HTTP/1.1. */
const HTTP_1 = 6;
const PER_MINUTE = 2000;
/** Debian's own: a version manager's has other packages. */
const PYTHON = '/usr/bin/python3';
const run = promisify(execFile);

/** Enrolling a thousand repositories and changing them, against a limit and against a plain loop. */
const bench: Bench = async (emit) => {
  const gitlab = await startGitLab({ seed: 'empty' });
  try {
    const seconds = await unlimited(gitlab, emit);
    await limited(gitlab, emit);
    await versusPython(gitlab, seconds, emit);
  } finally {
    await gitlab.close();
  }
};
export default bench;

async function unlimited(gitlab: EmbeddedGitLab, emit: Emit): Promise<number> {
  const enrolled = await enrol(gitlab, 'bulk');
  const { engine, ids } = enrolled;
  const perRepo = enrolled.requests.filter((path) =>
    ids.includes(Number(/^\/api\/v4\/projects\/(\d+)/.exec(path)?.[1])),
  );
  emit({
    name: `apply.requests.enrol.${REPOS}`,
    value: perRepo.length / REPOS,
    unit: 'requests per repository',
    budget: 3,
  });
  emit({
    name: `apply.requests.enrol.${REPOS}.whole-job`,
    value: enrolled.requests.length - perRepo.length,
    unit: 'requests to the gate project',
  });

  const change = await engine.plan({ mode: 'set_default', projects: ids, settings: CRITICAL });
  const before = gitlab.requests.length;
  await engine.apply(change);
  const requests = ownRequests(gitlab, before).length;
  emit({ name: `apply.requests.settings-change.${REPOS}`, value: requests, unit: 'requests', budget: 6 });

  await gitlab.settled();
  return enrolled.seconds;
}

/**
 * The same end state by a plain loop, over all the repositories, on the same server. Node opens as many connections as
 * it is asked to; a browser does so only in effect, over HTTP/2, which GitLab's own nginx speaks. Over HTTP/1.1 it has
 * six. As the extension also looks whether a webhook is there already, three requests stand against the loop's two:
 * over six connections it cannot be more than four times as fast.
 */
async function versusPython(gitlab: EmbeddedGitLab, seconds: number, emit: Emit): Promise<void> {
  const present = await run(PYTHON, ['-c', 'import gitlab']).then(
    () => true,
    () => false,
  );
  if (!present) {
    process.stderr.write(
      'Not compared with python-gitlab, which is not installed (Debian: apt-get install python3-gitlab)\n',
    );
    return;
  }
  const { seconds: six } = await enrol(gitlab, 'six', { connections: HTTP_1 });
  await gitlab.settled();
  const python = await pythonLoop(gitlab);
  const compare = (suffix: string, ours: number, over: string, times: number): void =>
    emit({
      name: `apply.enrol.${REPOS}.vs-python-gitlab${suffix}`,
      value: rounded(ours),
      unit: `s ${over}; python-gitlab, one request after the other: ${Math.round(python)} s`,
      budget: rounded(python / times),
      ratio: rounded(python / ours, 1),
    });
  compare('', seconds, 'with as many requests at once as over HTTP/2', 8);
  compare('.http1', six, `over the ${HTTP_1} connections that a browser opens for HTTP/1.1`, 3.5);
}

async function limited(gitlab: EmbeddedGitLab, emit: Emit): Promise<void> {
  const { seconds, requests, refused } = await enrol(gitlab, 'limited', {
    before: () => gitlab.setRateLimit(PER_MINUTE, { announced: true }),
  });
  gitlab.setRateLimit(0);
  const allowed = (requests.length / PER_MINUTE) * 60;
  emit({
    name: `apply.enrol.${REPOS}.vs-limit`,
    value: rounded(seconds / allowed, 3),
    unit: `of the time that ${PER_MINUTE} requests a minute allow`,
    budget: 1.1,
  });
  emit({ name: `apply.enrol.${REPOS}.refused`, value: refused, unit: 'answers 429', budget: 0 });
}

interface Enrolled {
  engine: ReturnType<typeof createEngine>;
  ids: number[];
  seconds: number;
  /** Paths of the requests that the apply made. */
  requests: string[];
  refused: number;
}

/** Sets a new group of a thousand up, and enrols all of it. What the hooks and flags are afterwards is checked. */
async function enrol(
  gitlab: EmbeddedGitLab,
  path: string,
  { before = () => {}, connections = null }: { before?: () => void; connections?: number | null } = {},
): Promise<Enrolled> {
  const { world } = gitlab;
  const known = new Set(world.projects.map(({ id }) => id));
  seedBigGroup(world, REPOS, path);
  const ids = world.projects.map(({ id }) => id).filter((id) => !known.has(id));
  gitlab.setLatency(0);
  await createEngine(gitlab, path).setUp();

  gitlab.setLatency(LATENCY_MS);
  const engine = createEngine(gitlab, path, connections);
  const plan = await engine.plan({ mode: 'set_default', projects: ids, settings: HIGH });
  before();
  const from = gitlab.requests.length;
  const begun = performance.now();
  await engine.apply(plan);
  const seconds = (performance.now() - begun) / 1000;
  const requests = ownRequests(gitlab, from);
  const refused = gitlab.requests.slice(from).filter(({ status }) => status === 429).length;
  everyRepoIsGatedOnce(gitlab, ids);
  return { engine, ids, seconds, requests, refused };
}

/** Those of the job: the gate's own pipelines ask things as well. */
function ownRequests(gitlab: EmbeddedGitLab, from: number): string[] {
  return gitlab.requests
    .slice(from)
    .filter(({ username, auth }) => username === 'olga' && (auth === 'token' || auth === 'trigger'))
    .map(({ path }) => path);
}

function everyRepoIsGatedOnce({ world }: EmbeddedGitLab, ids: number[]): void {
  const hooks = Map.groupBy(world.hooks, ({ projectId }) => projectId);
  const wrong = world.projects.filter(
    (project) =>
      ids.includes(project.id) &&
      (hooks.get(project.id)?.length !== 1 || !project.onlyAllowMergeIfPipelineSucceeds),
  );
  if (wrong.length > 0) throw new Error(`${wrong.length} repositories are not as planned`);
}

/** Seconds for as many repositories in a group of their own. */
async function pythonLoop(gitlab: EmbeddedGitLab): Promise<number> {
  seedBigGroup(gitlab.world, REPOS, 'python');
  const gate = gitlab.world.projects.find(({ fullPath }) => fullPath === 'bulk/mr-gate');
  const trigger = gitlab.world.triggers.find(({ projectId }) => projectId === gate?.id);
  if (!gate || !trigger) throw new Error('No gate project');
  const script = join(import.meta.dirname, 'python_gitlab_loop.py');
  const args = [script, gitlab.url, TOKENS.olgaApi, 'python', String(gate.id), trigger.token];
  const { stdout } = await run(PYTHON, args);
  const [count, seconds] = stdout.trim().split(' ').map(Number);
  if (count !== REPOS || seconds === undefined) throw new Error(`The loop said ${stdout}`);
  return seconds;
}
