import { isSessionError, type SessionAnswer, type SessionApi } from '../card/session-api.ts';
import { fittingOf, list, maybe, object, type Shape, text, whole } from '../gate/shape.ts';
import { REPORT_KINDS } from './report-types.ts';

/** A job that left a security report. */
export interface ReportJob {
  name: string;
  /** The job's own page: its path is also where the report is. */
  url: string;
  fileType: string;
  /** ISO time; null: kept. */
  expiresAt: string | null;
}

const job = object({
  name: text(),
  web_url: text(),
  artifacts: maybe(list(object({ file_type: text() }))),
  artifacts_expire_at: maybe(text()),
});
const bridge = object({ downstream_pipeline: maybe(object({ id: whole(), project_id: maybe(whole()) })) });

/** Where the jobs of one pipeline that were looked at end: 2,000 of them. */
const MAX_PAGES = 20;
/** A parent, its children, theirs: GitLab allows no more. */
const MAX_DEPTH = 2;

/** What is known of a pipeline already; null: REST has to tell. */
export interface ToldPipeline {
  jobs: readonly ReportJob[] | null;
  children: readonly number[] | null;
}

/** Whether GitLab's file type is one of a security report. */
export function isReport(fileType: string): boolean {
  return Object.hasOwn(REPORT_KINDS, fileType);
}

export interface ReportJobs {
  jobs: ReportJob[];
  /** There are more jobs than were looked at. */
  cut: boolean;
}

/**
 * The security reports of a pipeline and of its child pipelines, as far as this session may see them; each pipeline once,
 * whatever names it as its child.
 *
 * @param told what is known already, and need not be asked for
 */
export function reportJobs(
  api: SessionApi,
  projectId: number,
  pipelineId: number,
  signal: AbortSignal,
  told: ReadonlyMap<number, ToldPipeline> = new Map(),
): Promise<ReportJobs> {
  return jobsBelow({ api, projectId, signal, told, seen: new Set([pipelineId]) }, pipelineId);
}

interface Looking {
  api: SessionApi;
  projectId: number;
  signal: AbortSignal;
  told: ReadonlyMap<number, ToldPipeline>;
  seen: Set<number>;
}

async function jobsBelow(looking: Looking, pipelineId: number, depth = 0): Promise<ReportJobs> {
  const { seen, told } = looking;
  const known = told.get(pipelineId);
  const [own, bridged] = await Promise.all([
    known?.jobs ? { all: known.jobs, cut: false } : jobsOf(looking, pipelineId),
    depth === MAX_DEPTH
      ? { all: [], cut: false }
      : known?.children
        ? { all: known.children, cut: false }
        : childrenOf(looking, pipelineId),
  ]);
  const children = bridged.all.filter((id) => !seen.has(id) && seen.add(id));
  const below = await Promise.all(children.map((id) => jobsBelow(looking, id, depth + 1)));
  return {
    jobs: [...own.all, ...below.flatMap(({ jobs }) => jobs)],
    cut: own.cut || bridged.cut || below.some(({ cut }) => cut),
  };
}

async function jobsOf({ api, projectId, signal }: Looking, id: number) {
  const { all, cut } = await pages(api, `/projects/${projectId}/pipelines/${id}/jobs`, job, signal);
  const reports = all.flatMap(({ name, web_url: url, artifacts, artifacts_expire_at: expiresAt }) =>
    (artifacts ?? [])
      .filter(({ file_type }) => isReport(file_type))
      .map(({ file_type: fileType }): ReportJob => ({ name, url, fileType, expiresAt })),
  );
  return { all: reports, cut };
}

/** A downstream pipeline of another project scans that project. */
async function childrenOf({ api, projectId, signal }: Looking, id: number) {
  const { all, cut } = await pages(api, `/projects/${projectId}/pipelines/${id}/bridges`, bridge, signal);
  const children = all.flatMap(({ downstream_pipeline: child }) =>
    child && (child.project_id ?? projectId) === projectId ? [child.id] : [],
  );
  return { all: children, cut };
}

/** What to take instead of that which is not for this session to read. Throws on whatever else was wrong. */
export function whereHidden<T>(instead: T): (error: unknown) => T {
  return (error) => {
    if (isSessionError(error) && /^(forbidden|not_found)$/.test(error.kind)) return instead;
    throw error;
  };
}

async function pages<T>(
  api: SessionApi,
  path: string,
  shape: Shape<T>,
  signal: AbortSignal,
): Promise<{ all: T[]; cut: boolean }> {
  const all: T[] = [];
  try {
    for (let page = 1; page <= MAX_PAGES; ) {
      const query = { per_page: 100, page };
      const { data, nextPage }: SessionAnswer<T[]> = await api.json(path, query, fittingOf(shape), signal);
      all.push(...data);
      if (nextPage === null) return { all, cut: false };
      page = nextPage;
    }
    return { all, cut: true };
  } catch (error) {
    return whereHidden({ all, cut: false })(error);
  }
}
