import type { EmbeddedGitLab } from '../gitlab/embedded.ts';
import { seedBigGroup } from '../gitlab/seed.ts';
import { USERS } from '../gitlab/seed-names.ts';
import { startGitLab } from '../gitlab/start.ts';
import { createEngine } from './engine.ts';
import { type Bench, rounded } from './figure.ts';
import { HIGH, LATENCY_MS, REPOS } from './setting.ts';

/** What it takes to say what would be done to a thousand repositories. */
const bench: Bench = async (emit) => {
  const gitlab = await startGitLab({ seed: 'empty' });
  try {
    const { fullPath } = seedBigGroup(gitlab.world, REPOS);
    const ids = gitlab.world.projects.map(({ id }) => id);
    await createEngine(gitlab, fullPath).setUp();

    gitlab.setLatency(LATENCY_MS);
    const engine = createEngine(gitlab, fullPath);
    // Nobody can choose repositories of a group that was not shown: that looks at the gate's runners ahead.
    await engine.load();
    await lookedAhead(gitlab);
    const before = gitlab.requests.length;
    const begun = performance.now();
    const plan = await engine.plan({ mode: 'set_default', projects: ids, settings: HIGH });
    const seconds = (performance.now() - begun) / 1000;
    if (plan.counts.enrol !== REPOS) throw new Error(`The plan enrols ${plan.counts.enrol} repositories`);
    const requests = gitlab.requests.length - before;
    emit({
      name: `plan.requests.${REPOS}`,
      value: requests,
      unit: 'requests, of a group that is shown and has a runner online',
      budget: 14,
    });
    emit({ name: `plan.seconds.${REPOS}`, value: rounded(seconds), unit: 's', budget: 1.5 });
  } finally {
    await gitlab.close();
  }
};
export default bench;

/** The look at the runners goes on when the group is shown already: it lists them, and ends with one that takes the jobs. */
async function lookedAhead({ requests }: EmbeddedGitLab): Promise<void> {
  const isLast = /\/runners\/\d+$/;
  for (let tries = 0; tries < 200; tries++) {
    if (requests.some(({ username, path }) => username === USERS.olga && isLast.test(path))) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('The runners were not looked at');
}
