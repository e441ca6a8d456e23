import { MAX_QUERY_ADDRESS } from '../card/session-api.ts';
import { POLICY_FILE } from '../gate/policy.ts';

/** What one query is to tell. */
export interface ReportQuery {
  projectPath: string;
  iid: number;
  /** The commit that the branch began at; null: it is not known. */
  baseSha: string | null;
  /** Projects whose policy is wanted. */
  policies: readonly string[];
}

/** Jobs of one pipeline: GitLab gives no more at once. A pipeline with more is read by REST. */
const JOBS = 100;
/**
 * Policies in one query. GitLab refuses more than 200 points of complexity where nobody is signed in; head and base cost
 * 128, a policy 8 (app/graphql/types/base_field.rb).
 */
const MAX_POLICIES = 6;

const jobsField = `jobs(retried:false,first:${JOBS}){nodes{name webPath artifacts{nodes{fileType expireAt}}}pageInfo{hasNextPage}}`;
const downstreamField = (more: string) =>
  `downstream{nodes{id project{id}sourceJob{retried}${more}}pageInfo{hasNextPage}}`;
/** A pipeline, its children, and which children those have. */
const pipelineFields = `id ${jobsField}${downstreamField(` ${jobsField}${downstreamField('')}`)}`;

/**
 * The query; null: the address would be too long.
 *
 * All of it is there since GitLab 15.4: `CiJobArtifact.expireAt` came last (gitlab!97129), `Pipeline.jobs(retried:)` with
 * 15.2 (gitlab!90649). Without `retried: false` `jobs` gives retried ones too, which REST leaves out; bridges and external statuses
 * are among them and have no artifacts (app/graphql/resolvers/ci/jobs_resolver.rb, types/ci/job_type.rb).
 * `downstream` gives what any bridge triggered, retried ones and those into other projects included
 * (`Ci::Pipeline#triggered_pipelines`), so `sourceJob` tells the former and `project` the latter. No
 * `scope` of `pipelines` has those that wait for somebody (`Ci::PipelinesFinder`). `blobs` takes the default branch where no `ref` is given.
 * At most two fields of a name may be inside each other (query_analyzers/ast/recursion_analyzer.rb), and 15 levels.
 */
export function reportQuery({ projectPath, iid, baseSha, policies }: ReportQuery): string | null {
  const base = baseSha
    ? ` pipelines(sha:${JSON.stringify(baseSha)},first:1){nodes{status path ${pipelineFields}}}`
    : '';
  let fields = `project(fullPath:${JSON.stringify(projectPath)}){mergeRequest(iid:"${iid}"){headPipeline{${pipelineFields}}}${base}}`;
  if (isTooLong(fields)) return null;
  for (const [at, path] of policies.slice(0, MAX_POLICIES).entries()) {
    const more = ` p${at}:project(fullPath:${JSON.stringify(path)}){repository{blobs(paths:["${POLICY_FILE}"],first:1){nodes{size rawTextBlob}}}}`;
    if (isTooLong(fields + more)) break;
    fields += more;
  }
  return `{${fields}}`;
}

function isTooLong(query: string): boolean {
  return encodeURIComponent(query).length > MAX_QUERY_ADDRESS;
}
