import { type SessionAnswer, type SessionApi, SessionError } from '../card/session-api.ts';
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

export interface ReportJobs {
  jobs: ReportJob[];
  /** There are more jobs than were looked at. */
  cut: boolean;
}

/**
 * The security reports of a pipeline and of its child pipelines, as far as this session may see them; each pipeline once,
 * whatever names it as its child.
 */
export function reportJobs(
  api: SessionApi,
  projectId: number,
  pipelineId: number,
  signal: AbortSignal,
): Promise<ReportJobs> {
  return jobsBelow(api, projectId, pipelineId, signal, new Set([pipelineId]));
}

async function jobsBelow(
  api: SessionApi,
  projectId: number,
  pipelineId: number,
  signal: AbortSignal,
  seen: Set<number>,
  depth = 0,
): Promise<ReportJobs> {
  const at = `/projects/${projectId}/pipelines/${pipelineId}`;
  const [jobs, bridges] = await Promise.all([
    pages(api, `${at}/jobs`, job, signal),
    depth < MAX_DEPTH ? pages(api, `${at}/bridges`, bridge, signal) : { all: [], cut: false },
  ]);
  // A downstream pipeline of another project scans that project.
  const children = bridges.all.flatMap(({ downstream_pipeline: child }) => {
    if (!child || (child.project_id ?? projectId) !== projectId || seen.has(child.id)) return [];
    seen.add(child.id);
    return [child.id];
  });
  const below = await Promise.all(
    children.map((id) => jobsBelow(api, projectId, id, signal, seen, depth + 1)),
  );
  const own = jobs.all.flatMap((one) =>
    (one.artifacts ?? [])
      .filter(({ file_type }) => Object.hasOwn(REPORT_KINDS, file_type))
      .map(({ file_type }) => ({
        name: one.name,
        url: one.web_url,
        fileType: file_type,
        expiresAt: one.artifacts_expire_at,
      })),
  );
  return {
    jobs: [...own, ...below.flatMap((child) => child.jobs)],
    cut: jobs.cut || bridges.cut || below.some(({ cut }) => cut),
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
    if (error instanceof SessionError && /^(forbidden|not_found)$/.test(error.kind))
      return { all, cut: false };
    throw error;
  }
}
