import { flag, list, maybe, object, oneOf, record, type Shape, type ShapeOf, text } from '../gate/shape.ts';
import { isReport, type ReportJob, type ToldPipeline } from './report-jobs.ts';

/** A pipeline of the target branch. */
export interface BasePipeline {
  id: number;
  web_url: string | null;
}

/** Whether a target's pipeline of this status can be compared with: nothing of it runs, and it was not canceled. */
export function isBase(status: string | null | undefined): boolean {
  return /^(success|failed|manual|scheduled)$/i.test(status ?? '');
}

/** What one GraphQL query told. What is not there was not told: REST is asked for it. */
export interface Told {
  pipelines: ReadonlyMap<number, ToldPipeline>;
  /** The newest pipeline of the commit that the branch began at; null: there is none. */
  base?: BasePipeline | null;
  /** Policy files by project; null: there is none, or this session may not read it. */
  policies: ReadonlyMap<string, string | null>;
}

const some = <T>(node: Shape<T>) => maybe(object({ nodes: list(maybe(node)) }));
const page = <T>(node: Shape<T>) =>
  maybe(object({ nodes: list(maybe(node)), pageInfo: object({ hasNextPage: flag }) }));
type Page<T> = ReturnType<ReturnType<typeof page<T>>>;

const artifact = object({ fileType: maybe(text()), expireAt: maybe(text()) });
const jobs = page(object({ name: text(), webPath: maybe(text()), artifacts: some(artifact) }));

/** A pipeline, with as much of it as was asked for there. */
interface Node {
  id: string;
  status?: string | null;
  path?: string | null;
  project?: { id: string } | null;
  sourceJob?: { retried: boolean | null } | null;
  jobs?: ShapeOf<typeof jobs>;
  downstream?: Page<Node>;
}
const node: Shape<Node> = (value) =>
  object(
    { id: text() },
    {
      status: maybe(text()),
      path: maybe(text()),
      project: maybe(object({ id: text() })),
      sourceJob: maybe(object({ retried: maybe(flag) })),
      jobs,
      downstream: page(node),
    },
  )(value);

const project = object(
  {},
  {
    mergeRequest: maybe(object({ headPipeline: maybe(node) })),
    pipelines: some(node),
    // GitLab writes a `BigInt` as text.
    repository: maybe(object({ blobs: some(object({ size: Number, rawTextBlob: maybe(text()) })) })),
  },
);

/**
 * An answer without errors. Projects that this session may not see are null, without an error, as is the repository of one
 * whose code it may not read, and what it may not read of pipelines.
 */
export const reportAnswer = object({ data: record(maybe(project)), errors: maybe(oneOf([])) });

/**
 * What an answer tells.
 *
 * @param baseUrl of the GitLab: paths in an answer begin with its relative URL root
 * @param projectId the target's, which the base's pipelines belong to
 * @param headProjectId where the head's pipeline ran: of a fork's merge request in the fork
 * @param policies as the query asked for them
 */
export function readReportAnswer(
  { data }: ShapeOf<typeof reportAnswer>,
  {
    baseUrl,
    projectId,
    headProjectId,
    policies,
  }: { baseUrl: string; projectId: number; headProjectId: number; policies: readonly string[] },
): Told {
  const { origin } = new URL(baseUrl);
  const pipelines = new Map<number, ToldPipeline>();
  const take = (node: Node, project: number): number => {
    const id = idOf(node.id);
    const own = ownChildren(node.downstream, project);
    if (node.jobs !== undefined)
      pipelines.set(id, {
        jobs: jobsOf(node.jobs, origin),
        children: own?.map((child) => take(child, project)) ?? null,
      });
    return id;
  };
  const told: Told = { pipelines, policies: policiesOf(policies, data) };
  const head = data.project?.mergeRequest?.headPipeline;
  if (head) take(head, headProjectId);
  const ofBase = data.project?.pipelines?.nodes;
  const newest = ofBase?.[0];
  if (ofBase?.length === 0) told.base = null;
  // One that runs or was canceled hides those before it.
  if (newest && isBase(newest.status))
    told.base = { id: take(newest, projectId), web_url: newest.path ? origin + newest.path : null };
  return told;
}

/** `gid://gitlab/Ci::Pipeline/44` */
function idOf(gid: string): number {
  return Number(/\d+$/.exec(gid)?.[0]);
}

/** The child pipelines of bridges that were not retried; null: not all are told. */
function ownChildren(downstream: Node['downstream'], projectId: number): Node[] | null {
  if (!downstream || downstream.pageInfo.hasNextPage) return null;
  const own: Node[] = [];
  for (const node of downstream.nodes) {
    // What this session may not read, and what scans another project.
    if (!node || (node.project && idOf(node.project.id) !== projectId)) continue;
    if (!node.project || !node.sourceJob) return null;
    if (!node.sourceJob.retried) own.push(node);
  }
  return own;
}

/** null: not all are told. */
function jobsOf(told: ShapeOf<typeof jobs>, origin: string): ReportJob[] | null {
  if (!told || told.pageInfo.hasNextPage) return null;
  return told.nodes.flatMap((job) =>
    (job?.artifacts?.nodes ?? []).flatMap((one) => {
      // REST's words in upper case (JobArtifactFileTypeEnum).
      const fileType = one?.fileType?.toLowerCase() ?? '';
      return job && one && isReport(fileType)
        ? [{ name: job.name, url: `${origin}${job.webPath}`, fileType, expiresAt: one.expireAt }]
        : [];
    }),
  );
}

function policiesOf(
  policies: readonly string[],
  data: ShapeOf<typeof reportAnswer>['data'],
): Map<string, string | null> {
  const told = new Map<string, string | null>();
  for (const [at, path] of policies.entries()) {
    const found = data[`p${at}`];
    if (found === undefined) continue;
    const files = found?.repository ? found.repository.blobs?.nodes : [];
    if (files?.length === 0) told.set(path, null);
    // Only what is whole: GitLab cuts a large file, gives no binary one, and writes other encodings anew.
    const [file] = files ?? [];
    if (file?.rawTextBlob && new TextEncoder().encode(file.rawTextBlob).length === file.size)
      told.set(path, file.rawTextBlob);
  }
  return told;
}
