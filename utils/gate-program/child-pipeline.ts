import process from 'node:process';
import { stringify } from 'yaml';
import { type ScanId, scan as scanDefinition } from '../gate/scans.ts';
import { TOKEN_ENVIRONMENT } from '../gate/token-environment.ts';
import { VERSION } from '../gate/version.ts';
import { reportFolder, reportPath, WORK_FOLDER } from './context.ts';
import { isCacheable, scanScript } from './scan-script.ts';
import { programImage, readScannerSettings } from './scanner-settings.ts';

/** Nothing is deployed: the job gets the environment's variables. */
const WITH_TOKEN = { name: TOKEN_ENVIRONMENT, action: 'access' };

/** GitLab hands a certificate of its own authority to jobs as a file; empty means none to Node. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: for the shell
export const TRUST = 'export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-$CI_SERVER_TLS_CA_FILE}"';

/** What is nobody's fault is tried again, as in the gate project's own pipeline file. */
export const DEFAULTS = {
  retry: { max: 2, when: ['runner_system_failure', 'stuck_or_timeout_failure', 'scheduler_failure'] },
};

/** The job that left the files, and the pipeline that it is in. */
export interface Prepared {
  pipeline: string;
  job: string;
}
/** Where one event is one pipeline; a sweep prepares many merge requests in one. */
const PARENT: Prepared = { pipeline: '$PARENT_PIPELINE_ID', job: 'prepare' };

/** What the child pipeline of one merge request is built from. */
export interface ChildPlan {
  /** Scans that have to run. */
  scans: readonly ScanId[];
  /** The scanned project and the commit of its base ('': none), by which reports of the base are kept. */
  project: number;
  base: string;
  prepared?: Prepared;
  /** The job's variables: an administrator's images. */
  env?: Readonly<Record<string, string | undefined>>;
}

/**
 * The child pipeline of one merge request: a job per scan that its repository asks for, then `gate`. GitLab takes
 * no pipeline without a job, so where there is nothing to do it holds one that says so.
 *
 * Nothing that the merge request's author chose is written into it: no name, no branch, no title. Commit ids are.
 *
 * @throws Error where an administrator's variable names no image.
 */
export function childPipeline({ scans, prepared = PARENT, ...plan }: ChildPlan): string {
  const env = plan.env ?? process.env;
  const jobs = Object.fromEntries(scans.map((id) => [id, scanJob(id, prepared, { ...plan, env })]));
  return print({
    stages: ['scan', 'gate'],
    default: DEFAULTS,
    ...jobs,
    gate: {
      ...common('gate', env),
      when: 'always',
      needs: [prepared, ...scans.map((job) => ({ job, optional: true, artifacts: true }))],
      timeout: '20 minutes',
      script: [TRUST, 'node mr-gate.mjs gate'],
      artifacts: {
        when: 'always',
        expire_in: '30 days',
        paths: ['mr-gate-verdict.json', `${WORK_FOLDER}/reports/*/head/gl-*.json`],
        ...convertedReports(scans),
      },
    },
  });
}

/** Reports that the scanners do not write in GitLab's format themselves. */
function convertedReports(scans: readonly ScanId[]) {
  const reports = scans.flatMap((id) => {
    const kind = CONVERTED[id];
    return kind ? [[kind, reportPath(id, 'head', scanDefinition(id).report)]] : [];
  });
  return reports.length > 0 ? { reports: Object.fromEntries(reports) } : {};
}

/** Kind of report in GitLab. IaC findings are SAST there; for licences there is none any more. */
const CONVERTED: Partial<Record<ScanId, string>> = {
  iac: 'sast',
  dependency_scanning: 'dependency_scanning',
  container_scanning: 'container_scanning',
};
const OWN: Partial<Record<ScanId, string>> = { secret_detection: 'secret_detection', sast: 'sast' };

/** The child pipeline where there is nothing to scan. `why` is ours, never the payload's. */
export function emptyChild(): string {
  return print({
    stages: ['gate'],
    nothing_to_do: {
      stage: 'gate',
      image: programImage(process.env),
      variables: { GIT_STRATEGY: 'none' },
      script: ['echo "Nothing to do. The job prepare of the parent pipeline says why."'],
    },
  });
}

/** A job of the gate program that works with the gate's token. */
export function common(stage: string, env: ChildPlan['env'] = process.env) {
  return { stage, image: programImage(env), interruptible: false, environment: WITH_TOKEN };
}

function scanJob(id: ScanId, prepared: Prepared, { project, base, env = {} }: Omit<ChildPlan, 'scans'>) {
  const { report, minutes } = scanDefinition(id);
  const settings = readScannerSettings(env);
  const image = settings.images[id];
  const kind = OWN[id];
  return {
    stage: 'scan',
    image: image === null ? settings.programImage : { name: image, entrypoint: [''] },
    interruptible: true,
    needs: [prepared],
    // Head and base, the scanner's own limit each, and time to fetch image and files.
    timeout: `${2 * minutes + 10} minutes`,
    ...(base !== '' && isCacheable(id) && { cache: cacheOf(id, project, base, image) }),
    script: id === 'secret_detection' ? [`node mr-gate.mjs scan ${id}`] : scanScript(id),
    artifacts: {
      when: 'always',
      expire_in: '7 days',
      access: 'developer',
      // Twice: reports are for GitLab's own pages, but later jobs receive `paths` alone.
      paths: [`${WORK_FOLDER}/reports/${id}/`],
      ...(kind && { reports: { [kind]: reportPath(id, 'head', report) } }),
    },
  };
}

/** The base's report, by commit and by what scanned it: many merge requests and pushes share a base. */
function cacheOf(id: ScanId, project: number, base: string, image: string | null) {
  const scanner = (image ?? 'program').replace(/[^\w.-]+/g, '-');
  return {
    key: `mr-gate-${VERSION}-${project}-${id}-${base}-${scanner}`,
    paths: [`${reportFolder(id, 'base')}/`],
    policy: 'pull-push',
  };
}

export function print(pipeline: Record<string, unknown>): string {
  return `# Written by the job "prepare" of MR Gate.\n${stringify(pipeline, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}
