import type { CardState } from '../card/card-types.ts';
import type { CardPlace } from '../card/links.ts';
import { ownUrl } from '../card/links.ts';
import type { SessionApi } from '../card/session-api.ts';
import { dayOf } from '../gate/day.ts';
import { decide } from '../gate/decide.ts';
import type { GateSettings } from '../gate/policy.ts';
import { fittingOf, maybe, object, type ShapeOf, text, whole } from '../gate/shape.ts';
import type { UngatedDefault } from '../settings.ts';
import { downloadReport } from './download.ts';
import { type ReadPolicyFile, readGroupPolicy } from './group-policy.ts';
import { type DownloadedReport, outcomesOf } from './outcomes.ts';
import { type ReportJob, reportJobs } from './report-jobs.ts';
import { OTHER_REPORTS } from './report-types.ts';
import { ungatedState } from './ungated-state.ts';

export interface EvaluateOptions {
  api: SessionApi;
  fetch: typeof fetch;
  readPolicy: ReadPolicyFile;
  now: () => Date;
  /** What fails where no policy can be read, as the user has set it. */
  ungated: () => Promise<UngatedDefault>;
}

const pipeline = object({ id: whole(), project_id: maybe(whole()), status: text(), web_url: text() });
const mergeRequest = object({
  project_id: whole(),
  sha: maybe(text()),
  target_branch: text(),
  diff_refs: maybe(object({ base_sha: maybe(text()) })),
  head_pipeline: maybe(pipeline),
});
type Pipeline = ShapeOf<typeof pipeline>;

/**
 * What the gate would say of a merge request that it does not gate, by the security reports that the repository's own
 * pipelines left: read with the page's session, compared and decided by the same code as the gate's. null: its
 * pipeline left none.
 */
export async function evaluateReports(
  place: CardPlace,
  options: EvaluateOptions,
  signal: AbortSignal,
): Promise<CardState | null> {
  const { api } = options;
  const project = `/projects/${encodeURIComponent(place.projectPath)}`;
  const { data: mr } = await api.json(`${project}/merge_requests/${place.iid}`, {}, mergeRequest, signal);
  const head = mr.head_pipeline;
  if (!head || mr.sha === null) return null;
  const [headJobs, base] = await Promise.all([
    reportJobs(api, head.project_id ?? mr.project_id, head.id, signal),
    basePipeline(api, project, mr.diff_refs?.base_sha ?? null, mr.target_branch, signal),
  ]);
  if (headJobs.length === 0) return null;
  const now = options.now();
  const [headReports, baseReports, policy] = await Promise.all([
    downloadAll(place, headJobs, options, signal),
    base
      ? reportJobs(api, mr.project_id, base.id, signal).then((jobs) =>
          downloadAll(place, jobs, options, signal),
        )
      : [],
    readGroupPolicy(api, options.readPolicy, place.projectPath, mr.project_id, dayOf(now), signal),
  ]);
  const found = outcomesOf(headReports);
  const before = outcomesOf(baseReports);
  const { failOn, perScan } = policy?.settings ?? (await options.ungated());
  const settings: GateSettings = {
    failOn,
    perScan,
    scans: [...found.keys()],
    drafts: true,
  };
  const verdict = decide({
    project: mr.project_id,
    mergeRequest: place.iid,
    head: mr.sha,
    base: mr.diff_refs?.base_sha ?? '',
    policyCommit: '',
    effective: { source: policy?.source ?? 'default', settings },
    ignores: policy?.ignores ?? [],
    outcomes: Object.fromEntries(
      [...found].map(([scan, outcome]) => [
        scan,
        {
          head: outcome,
          base: before.get(scan) ?? {
            state: 'missing' as const,
            cause: base ? 'its pipeline left no such report' : 'it has no finished pipeline',
          },
        },
      ]),
    ),
    notEnforced: 'This repository is not gated.',
    evaluatedAt: now,
    gate: { project: '', pipelineUrl: ownUrl(place, head.web_url) ?? '', version: '' },
  });
  const others = headJobs.flatMap(({ fileType }) => OTHER_REPORTS[fileType] ?? []);
  return ungatedState(verdict, {
    pipelineUrl: ownUrl(place, head.web_url),
    baseUrl: base ? ownUrl(place, base.web_url) : null,
    policy: policy !== null,
    notEvaluated: [...new Set(others)],
    running: !isFinished(head),
  });
}

/** The target's pipeline of the commit that the branch began at, else its newest finished one. */
async function basePipeline(
  api: SessionApi,
  project: string,
  baseSha: string | null,
  targetBranch: string,
  signal: AbortSignal,
): Promise<Pipeline | null> {
  const list = async (query: Record<string, string>) => {
    const all = { ...query, order_by: 'id', sort: 'desc', per_page: 20 };
    const { data } = await api.json(`${project}/pipelines`, all, fittingOf(pipeline), signal);
    return data.find(({ status }) => status === 'success' || status === 'failed') ?? null;
  };
  return (baseSha && (await list({ sha: baseSha }))) || (await list({ ref: targetBranch }));
}

async function downloadAll(
  place: CardPlace,
  jobs: readonly ReportJob[],
  options: EvaluateOptions,
  signal: AbortSignal,
): Promise<DownloadedReport[]> {
  return await Promise.all(
    jobs
      .filter(({ fileType }) => !Object.hasOwn(OTHER_REPORTS, fileType))
      .map(async (job): Promise<DownloadedReport> => {
        const url = ownUrl(place, job.url);
        if (url === null) return { job, download: { ok: false, cause: 'it lies outside this GitLab' } };
        if (job.expiresAt !== null && Date.parse(job.expiresAt) < options.now().getTime())
          return { job, download: { ok: false, cause: 'it has expired' } };
        return { job, download: await downloadReport(options.fetch, url, job.fileType, signal) };
      }),
  );
}

function isFinished({ status }: Pipeline): boolean {
  return /^(success|failed|canceled|skipped)$/.test(status);
}
