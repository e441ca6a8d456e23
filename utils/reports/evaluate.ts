import type { Evaluation } from '../card/details.ts';
import { type MergeRequestEntity, mergeRequestShape } from '../card/entities.ts';
import type { CardPlace } from '../card/links.ts';
import { ownUrl } from '../card/links.ts';
import type { SessionApi } from '../card/session-api.ts';
import { dayOf } from '../gate/day.ts';
import { type Also, decide } from '../gate/decide.ts';
import { gateProjectCandidates } from '../gate/gate-project.ts';
import type { GateSettings } from '../gate/policy.ts';
import { type ReportKind, reportOrder } from '../gate/scans.ts';
import type { FailOn } from '../gate/severity.ts';
import { fittingOf, maybe, object, text, whole } from '../gate/shape.ts';
import type { UngatedDefault } from '../settings.ts';
import { causesOf } from './causes.ts';
import { downloadReport } from './download.ts';
import { type ReadPolicyFile, readGroupPolicy } from './group-policy.ts';
import { type DownloadedReport, outcomesOf } from './outcomes.ts';
import { type GraphqlState, readAtOnce } from './read-at-once.ts';
import type { BasePipeline, Told } from './report-answer.ts';
import { type ReportJob, reportJobs } from './report-jobs.ts';
import { ungatedState } from './ungated-state.ts';

export interface EvaluateOptions {
  api: SessionApi;
  fetch: typeof fetch;
  readPolicy: ReadPolicyFile;
  now: () => Date;
  /** What fails where no policy can be read, as the user has set it. */
  ungated: () => Promise<UngatedDefault>;
  /** As it was read just now; absent: it is read. */
  mergeRequest?: MergeRequestEntity;
  /** Decide by these, as if the repository were gated with them; absent: by the group's policy. */
  settings?: GateSettings;
  graphql: GraphqlState;
}

const pipeline = object({ id: whole(), status: maybe(text()), web_url: maybe(text()) });

/**
 * What the gate would say of a merge request that it does not gate, by the security reports that the repository's own
 * pipelines left: read with the page's session, compared and decided by the same code as the gate's.
 */
export async function evaluateReports(
  place: CardPlace,
  options: EvaluateOptions,
  signal: AbortSignal,
): Promise<Evaluation> {
  const { api } = options;
  const project = `/projects/${encodeURIComponent(place.projectPath)}`;
  const mr =
    options.mergeRequest ??
    (await api.json(`${project}/merge_requests/${place.iid}`, {}, mergeRequestShape, signal)).data;
  const head = mr.head_pipeline;
  if (!head || mr.sha === null) return { state: null, running: false };
  const running = !isFinished(head);
  const gateProjects = options.settings ? [] : gateProjectCandidates(place.projectPath, []);
  const told = await readAtOnce(api, place, mr, gateProjects, options.graphql, signal);
  const [headJobs, base] = await Promise.all([
    reportJobs(api, head.project_id ?? mr.project_id, head.id, signal, told.pipelines),
    basePipeline(api, project, mr, told, signal),
  ]);
  if (headJobs.jobs.length === 0) return { state: null, running };
  const now = options.now();
  const [headReports, baseReports, policy] = await Promise.all([
    downloadAll(place, headJobs.jobs, options, signal),
    base ? readBase(place, mr.project_id, base.id, told, options, signal) : { reports: [], cut: false },
    options.settings
      ? { settings: options.settings, source: 'default' as const, ignores: [] }
      : readGroupPolicy(
          api,
          gateProjects,
          told.policies,
          (file) => options.readPolicy(file, mr.project_id, dayOf(now)),
          signal,
        ),
  ]);

  const found = outcomesOf(headReports);
  const before = outcomesOf(baseReports.reports);
  const { settings, also } = policy
    ? underPolicy(policy.settings, found.of)
    : withoutPolicy(await options.ungated(), found.of);
  const judged = [...settings.scans, ...also.map(({ scan }) => scan)];
  const missing = { state: 'missing' as const, cause: '' };
  const verdict = decide({
    project: mr.project_id,
    mergeRequest: place.iid,
    head: mr.sha,
    base: mr.diff_refs?.base_sha ?? '',
    policyCommit: '',
    effective: { source: policy?.source ?? 'default', settings },
    ignores: policy?.ignores ?? [],
    also,
    outcomes: Object.fromEntries(
      judged.map((kind) => [
        kind,
        { head: found.of.get(kind) ?? missing, base: before.of.get(kind) ?? missing },
      ]),
    ),
    evaluatedAt: now,
    gate: { project: '', pipelineUrl: ownUrl(place, head.web_url) ?? '', version: '' },
  });
  const state = ungatedState(
    verdict,
    {
      pipelineUrl: ownUrl(place, head.web_url),
      baseUrl: base ? ownUrl(place, base.web_url) : null,
      policy: policy !== null,
      running,
      jobsCut: headJobs.cut || baseReports.cut,
      causes: causesOf(judged, found, before, base !== null),
    },
    { head: found.unreadable, base: before.unreadable },
  );
  return { state, running };
}

async function readBase(
  place: CardPlace,
  projectId: number,
  pipelineId: number,
  { pipelines }: Told,
  options: EvaluateOptions,
  signal: AbortSignal,
): Promise<{ reports: DownloadedReport[]; cut: boolean }> {
  const { jobs, cut } = await reportJobs(options.api, projectId, pipelineId, signal, pipelines);
  return { reports: await downloadAll(place, jobs, options, signal), cut };
}

interface Asked {
  settings: GateSettings;
  also: Also[];
}

/** The policy's scans decide; what else the pipeline left is shown beside them. */
function underPolicy(settings: GateSettings, found: ReadonlyMap<ReportKind, unknown>): Asked {
  const asked: readonly ReportKind[] = settings.scans;
  const also = inOrder(found).filter((kind) => !asked.includes(kind));
  return { settings, also: also.map((scan) => ({ scan, failOn: 'never', notAskedFor: true })) };
}

/** Whatever the pipeline left decides, by the threshold that the reader has set. */
function withoutPolicy({ failOn, perScan }: UngatedDefault, found: ReadonlyMap<ReportKind, unknown>): Asked {
  const also = inOrder(found).map((scan) => {
    const own: Readonly<Partial<Record<ReportKind, FailOn>>> = perScan;
    return { scan, failOn: own[scan] ?? failOn };
  });
  return { settings: { failOn, perScan, scans: [], drafts: true }, also };
}

function inOrder(found: ReadonlyMap<ReportKind, unknown>): ReportKind[] {
  return [...found.keys()].sort((a, b) => reportOrder(a) - reportOrder(b));
}

/** The target's pipeline of the commit that the branch began at, else its newest finished one. */
async function basePipeline(
  api: SessionApi,
  project: string,
  { diff_refs: refs, target_branch: targetBranch }: MergeRequestEntity,
  told: Told,
  signal: AbortSignal,
): Promise<BasePipeline | null> {
  const list = async (query: Record<string, string>) => {
    const all = { ...query, order_by: 'id', sort: 'desc', per_page: 20 };
    const { data } = await api.json(`${project}/pipelines`, all, fittingOf(pipeline), signal);
    return data.find(({ status }) => status === 'success' || status === 'failed') ?? null;
  };
  const sha = refs?.base_sha;
  const ofCommit = told.base === undefined && sha ? await list({ sha }) : told.base;
  return ofCommit || (targetBranch ? await list({ ref: targetBranch }) : null);
}

async function downloadAll(
  place: CardPlace,
  jobs: readonly ReportJob[],
  options: EvaluateOptions,
  signal: AbortSignal,
): Promise<DownloadedReport[]> {
  return await Promise.all(
    jobs.map(async (job): Promise<DownloadedReport> => {
      const url = ownUrl(place, job.url);
      if (url === null) return { job, download: { ok: false, why: 'elsewhere' } };
      // Asked for all the same where its time is over: GitLab keeps the newest of each branch.
      const download = await downloadReport(options.fetch, url, job.fileType, signal);
      const isOver = job.expiresAt !== null && Date.parse(job.expiresAt) < options.now().getTime();
      const expired = !download.ok && download.why === 'gone' && isOver;
      return { job, download: expired ? { ok: false, why: 'expired' } : download };
    }),
  );
}

function isFinished({ status }: { status: string | null }): boolean {
  return /^(success|failed|canceled|skipped)$/.test(status ?? '');
}
