import type { CardState } from '../card/card-types.ts';
import type { Evaluation } from '../card/details.ts';
import { type MergeRequestEntity, mergeRequestShape } from '../card/entities.ts';
import type { CardPlace } from '../card/links.ts';
import { ownUrl } from '../card/links.ts';
import type { SessionApi } from '../card/session-api.ts';
import { gateProjectCandidates } from '../gate/gate-project.ts';
import type { GateSettings } from '../gate/policy.ts';
import { fittingOf, maybe, object, text, whole } from '../gate/shape.ts';
import { type Download, downloadReport, ROOM, type Room } from './download.ts';
import { readPolicies } from './group-policy.ts';
import type { ReadReports } from './judge-reports.ts';
import type { DownloadedReport } from './outcomes.ts';
import { type GraphqlState, readAtOnce } from './read-at-once.ts';
import { type BasePipeline, isBase, type Told } from './report-answer.ts';
import { type ReportJob, reportJobs, whereHidden } from './report-jobs.ts';

export interface EvaluateOptions {
  api: SessionApi;
  fetch: typeof fetch;
  /** `judgeReports`, wherever it runs. */
  judge: (read: ReadReports) => Promise<CardState>;
  now: () => Date;
  /** As it was read just now; absent: it is read. */
  mergeRequest?: MergeRequestEntity;
  /** Decide by these, as if the repository were gated with them; absent: by the group's policy. */
  settings?: GateSettings;
  graphql: GraphqlState;
}

/**
 * Reports of the head that are asked for at once, and of the base: those that wait in the browser would use up their time,
 * and keep GitLab's own requests waiting.
 */
const AT_ONCE = 3;

const pipeline = object({ id: whole(), status: maybe(text()), web_url: maybe(text()) });

/**
 * What the gate would say of a merge request that it does not gate, by the security reports that the repository's own
 * pipelines left: read with the page's session, and judged elsewhere.
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
  const running = !isAtRest(head);
  const gateProjects = options.settings ? [] : gateProjectCandidates(place.projectPath, []);
  const told = await readAtOnce(api, place, mr, gateProjects, options.graphql, signal);
  const [headJobs, base] = await Promise.all([
    reportJobs(api, head.project_id ?? mr.project_id, head.id, signal, told.pipelines),
    basePipeline(api, project, mr, told, signal),
  ]);
  if (headJobs.jobs.length === 0) return { state: null, running };
  const room = { ...ROOM };
  const [headReports, baseReports, policies] = await Promise.all([
    downloadAll(place, headJobs.jobs, room, options, signal),
    base ? readBase(place, mr.project_id, base.id, told, room, options, signal) : { reports: [], cut: false },
    readPolicies(api, gateProjects, told.policies, signal),
  ]);
  const state = await options.judge({
    project: mr.project_id,
    mergeRequest: place.iid,
    head: mr.sha,
    base: mr.diff_refs?.base_sha ?? null,
    pipelineUrl: ownUrl(place, head.web_url),
    basePipeline: base && { url: ownUrl(place, base.web_url) },
    running,
    jobsCut: headJobs.cut || baseReports.cut,
    headReports,
    baseReports: baseReports.reports,
    policies,
    settings: options.settings ?? null,
  });
  return { state, running };
}

async function readBase(
  place: CardPlace,
  projectId: number,
  pipelineId: number,
  { pipelines }: Told,
  room: Room,
  options: EvaluateOptions,
  signal: AbortSignal,
): Promise<{ reports: DownloadedReport[]; cut: boolean }> {
  const { jobs, cut } = await reportJobs(options.api, projectId, pipelineId, signal, pipelines);
  return { reports: await downloadAll(place, jobs, room, options, signal), cut };
}

/** The target's pipeline of the commit that the branch began at, else its newest one that has come to rest. */
async function basePipeline(
  api: SessionApi,
  project: string,
  { diff_refs: refs, target_branch: targetBranch }: MergeRequestEntity,
  told: Told,
  signal: AbortSignal,
): Promise<BasePipeline | null> {
  const list = async (query: Record<string, string>) => {
    const all = { ...query, order_by: 'id', sort: 'desc', per_page: 20 };
    const { data } = await api
      .json(`${project}/pipelines`, all, fittingOf(pipeline), signal)
      .catch(whereHidden({ data: [] }));
    return data.find(({ status }) => isBase(status)) ?? null;
  };
  const sha = refs?.base_sha;
  const ofCommit = told.base === undefined && sha ? await list({ sha }) : told.base;
  return ofCommit || (targetBranch ? await list({ ref: targetBranch }) : null);
}

async function downloadAll(
  place: CardPlace,
  jobs: readonly ReportJob[],
  room: Room,
  options: EvaluateOptions,
  signal: AbortSignal,
): Promise<DownloadedReport[]> {
  const reports: DownloadedReport[] = [];
  const left = jobs.entries();
  const some = async () => {
    for (const [at, job] of left) {
      const url = ownUrl(place, job.url);
      // Asked for all the same where its time is over: GitLab keeps the newest of each branch.
      const download: Download = url
        ? await downloadReport(options.fetch, url, job.fileType, room, signal)
        : { ok: false, why: 'elsewhere' };
      const isOver = Date.parse(job.expiresAt ?? '') < options.now().getTime();
      if (isOver && !download.ok && download.why === 'gone') download.why = 'expired';
      reports[at] = { job, download };
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, some));
  return reports;
}

/** Nothing of it runs. One that waits for somebody to start a job, or for the hour of one, can do so for ever. */
function isAtRest({ status }: { status: string | null }): boolean {
  return isBase(status) || status === 'canceled' || status === 'skipped';
}
