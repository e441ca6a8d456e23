import { stringify } from 'yaml';
import { SCANS, type ScanId, scan as scanDefinition } from '../gate/scans.ts';
import { reportPath, WORK_FOLDER } from './context.ts';

/** Has Node and git; the same as in the gate project's own pipeline file. */
export const IMAGE = 'node:24-bookworm';

/** GitLab hands a certificate of its own authority to jobs as a file; empty means none to Node. */
export const TRUST = 'export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-$CI_SERVER_TLS_CA_FILE}"';

/** The job that left the files, and the pipeline that it is in. */
export interface Prepared {
  pipeline: string;
  job: string;
}
/** Where one event is one pipeline; a sweep prepares many merge requests in one. */
const PARENT: Prepared = { pipeline: '$PARENT_PIPELINE_ID', job: 'prepare' };

/**
 * The child pipeline of one merge request: a job per scan that its repository asks for, then `gate`. GitLab takes
 * no pipeline without a job, so where there is nothing to do it holds one that says so.
 *
 * Nothing of the merge request is written into it: no name, no branch, no title. The ids are in the artifact.
 */
export function childPipeline(scans: readonly ScanId[], prepared: Prepared = PARENT): string {
  const available = scans.filter((id) => scanDefinition(id).status === 'available');
  const jobs = Object.fromEntries(available.map((id) => [id, scanJob(id, prepared)]));
  return print({
    stages: ['scan', 'gate'],
    ...jobs,
    gate: {
      ...common('gate'),
      when: 'always',
      needs: [prepared, ...available.map((job) => ({ job, optional: true, artifacts: true }))],
      script: [TRUST, 'node mr-gate.mjs gate'],
      artifacts: { when: 'always', paths: ['mr-gate-verdict.json'], expire_in: '30 days' },
    },
  });
}

/** The child pipeline where there is nothing to scan. `why` is ours, never the payload's. */
export function emptyChild(): string {
  return print({
    stages: ['gate'],
    nothing_to_do: {
      ...common('gate'),
      variables: { GIT_STRATEGY: 'none' },
      script: ['echo "Nothing to do. The job prepare of the parent pipeline says why."'],
    },
  });
}

export function common(stage: string) {
  return { stage, image: IMAGE, interruptible: false };
}

function scanJob(id: ScanId, prepared: Prepared) {
  const { report } = scanDefinition(id);
  const head = reportPath(id, 'head', report);
  return {
    ...common('scan'),
    needs: [prepared],
    timeout: '30 minutes',
    script: [`node mr-gate.mjs scan ${id}`],
    artifacts: {
      when: 'always',
      expire_in: '7 days',
      // Twice: reports are for GitLab's own pages, but later jobs receive `paths` alone.
      paths: [`${WORK_FOLDER}/reports/${id}/`],
      reports: { [reportKind(id)]: head },
    },
  };
}

/** GitLab files IaC findings as SAST (Jobs/SAST-IaC.gitlab-ci.yml). */
function reportKind(id: ScanId): string {
  return id === 'iac' ? 'sast' : id;
}

export function print(pipeline: Record<string, unknown>): string {
  return `# Written by the job "prepare" of MR Gate.\n${stringify(pipeline, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}

/** Scans that this version can run. */
export function availableScans(): ScanId[] {
  return SCANS.filter((s) => s.status === 'available').map((s) => s.id);
}
