import { MAX_QUERY_ADDRESS } from '../card/session-api.ts';
import { list, maybe, object, record, type Shape, type ShapeOf, text } from '../gate/shape.ts';
import { STATUS_NAME } from '../gate/verdict.ts';

/** A merge request of a list. */
export interface ListedMergeRequest {
  projectPath: string;
  iid: number;
}

/**
 * One GraphQL query for several projects' merge requests, each with its head pipeline's newest jobs: GitLab keeps
 * external statuses among them, and REST has them for one commit at a time only.
 */
export interface ListQuery {
  text: string;
  projects: string[];
}

/** GitLab refuses more than 200 points of complexity where nobody is signed in; a project costs 10 (app/graphql/types/base_field.rb). */
const PROJECTS_PER_QUERY = 16;
const MAX_IIDS = 100;
/** Newest first. The gate sets its status after the pipeline has begun, so that only later retries come before. */
const JOBS = 20;

/** As few queries as GitLab's limits allow: one for any number of merge requests of up to 16 projects. */
export function listQueries(wanted: readonly ListedMergeRequest[]): ListQuery[] {
  const byProject = new Map<string, number[]>();
  for (const { projectPath, iid } of wanted) {
    const iids = byProject.get(projectPath) ?? [];
    if (!iids.includes(iid) && iids.length < MAX_IIDS) iids.push(iid);
    byProject.set(projectPath, iids);
  }
  const queries: ListQuery[] = [];
  let fields: string[] = [];
  let projects: string[] = [];
  const end = () => {
    if (projects.length > 0) queries.push({ text: `{${fields.join(' ')}}`, projects });
    fields = [];
    projects = [];
  };
  for (const [projectPath, iids] of byProject) {
    const field = (at: number) =>
      `p${at}:project(fullPath:${JSON.stringify(projectPath)}){mergeRequests(iids:[${iids.map((iid) => `"${iid}"`)}],first:${iids.length}){nodes{iid headPipeline{jobs(retried:false,first:${JOBS}){nodes{name status}}}}}}`;
    const length = encodeURIComponent([...fields, field(projects.length)].join(' ')).length;
    if (projects.length === PROJECTS_PER_QUERY || (projects.length > 0 && length > MAX_QUERY_ADDRESS)) end();
    fields.push(field(projects.length));
    projects.push(projectPath);
  }
  end();
  return queries;
}

const nodes = <T>(node: Shape<T>) => maybe(object({ nodes: maybe(list(maybe(node))) }));
const job = object({ name: maybe(text()), status: maybe(text()) });
const pipeline = maybe(object({ jobs: nodes(job) }));
const mergeRequest = object({ iid: text(), headPipeline: pipeline });
/** Projects that this session may not see are null, as are their parts. */
export const listAnswerShape = object({
  data: record(maybe(object({ mergeRequests: nodes(mergeRequest) }))),
});

/** The gate's status of each merge request that has one, in GitLab's own word, lower case. Keys: `listKey`. */
export function readListAnswer(
  { projects }: ListQuery,
  { data }: ShapeOf<typeof listAnswerShape>,
): Map<string, string> {
  const found = new Map<string, string>();
  projects.forEach((projectPath, at) => {
    for (const mr of data[`p${at}`]?.mergeRequests?.nodes ?? []) {
      const gate = mr?.headPipeline?.jobs?.nodes?.find((candidate) => candidate?.name === STATUS_NAME);
      if (mr && gate?.status) found.set(listKey(projectPath, mr.iid), gate.status.toLowerCase());
    }
  });
  return found;
}

export function listKey(projectPath: string, iid: number | string): string {
  return `${projectPath}!${iid}`;
}
