import './raw-imports.ts';
import type { Job } from '../gitlab/world/types.ts';
import { type Bench, rounded } from './figure.ts';

// What it imports is only there once raw-imports.ts has run.
const { gatedGroup } = await import('../unit/gate/gated-group.ts');
const { buildProgram } = await import('../unit/gate/build-program.ts');
const { PROJECTS } = await import('../gitlab/seed-names.ts');

/** What the gate itself takes, beside its scanners: time of its two jobs, and the size of what the set-up commits. */
const bench: Bench = async (emit) => {
  const program = await buildProgram();
  emit({
    name: 'gate.program',
    value: rounded(Buffer.byteLength(program) / 1000, 0),
    unit: 'kB',
    budget: 400,
  });

  const group = await gatedGroup(undefined, program);
  try {
    // The repository has no lock file, so that nothing has to be scanned.
    const settings = {
      failOn: 'high' as const,
      scans: ['dependency_scanning' as const],
      perScan: {},
      drafts: true,
    };
    await group.apply({ mode: 'set_default', projects: [group.project(PROJECTS.checkout)], settings });
    const seconds: number[] = [];
    for (const branch of ['first', 'second', 'third']) {
      const iid = await group.openMergeRequest(PROJECTS.checkout, branch, { 'docs/a.md': `${branch}\n` });
      await group.gitlab.settled(120_000);
      const verdict = await group.verdict(PROJECTS.checkout, iid);
      if (verdict?.state !== 'passed') throw new Error(`The verdict is ${verdict?.state}: ${verdict?.cause}`);
      const last = (name: string) => group.gitlab.world.jobs.findLast((job) => job.name === name);
      seconds.push(secondsOf(last('prepare')) + secondsOf(last('gate')));
    }
    const median = seconds.sort((a, b) => a - b)[1] ?? Number.NaN;
    emit({ name: 'gate.overhead', value: rounded(median), unit: 's', budget: 5 });
  } finally {
    await group.gitlab.close();
  }
};
export default bench;

function secondsOf(job: Job | undefined): number {
  if (!job?.startedAt || !job.finishedAt) throw new Error('The pipeline did not run');
  return (Date.parse(job.finishedAt) - Date.parse(job.startedAt)) / 1000;
}
