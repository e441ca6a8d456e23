import { json } from '../server/answer.ts';
import { headPipeline } from '../server/head-pipeline.ts';
import { detailedMergeStatus, hasConflicts, stateChecks } from '../server/merge-check.ts';
import { findMergeRequest, findProject } from '../world/find.ts';
import { canReadCode } from '../world/roles.ts';
import type { ApiCall } from './call.ts';

/**
 * No GraphQL engine: the one query that the REST API cannot answer as fast, a merge request's checks. Any other
 * query gets the error that GitLab gives to a field it does not know.
 */
export async function graphql(call: ApiCall) {
  const query = call.params.string('query') ?? '';
  const variables = call.params.record('variables') ?? {};
  const argument = (name: string): string | undefined => {
    const match = new RegExp(`${name}\\s*:\\s*(?:"([^"]*)"|\\$(\\w+))`).exec(query);
    if (match?.[2] !== undefined) return String(variables[match[2]] ?? '');
    return match?.[1];
  };
  const path = argument('fullPath');
  const iid = argument('iid');
  if (!/mergeRequest\s*\(/.test(query) || path === undefined || iid === undefined)
    return json({
      errors: [{ message: "Field doesn't exist on type 'Query'", locations: [{ line: 1, column: 1 }] }],
    });
  const project = findProject(call.world, path)?.project;
  if (project === undefined || !canReadCode(call.world, call.user, project))
    return json({ data: { project: null } });
  const mr = findMergeRequest(call.world, project.id, Number(iid));
  if (mr === undefined) return json({ data: { project: { mergeRequest: null } } });
  const pipeline = headPipeline(call.world, mr);
  const conflict = mr.state === 'opened' && (await hasConflicts(call.context, mr));
  return json({
    data: {
      project: {
        mergeRequest: {
          iid: String(mr.iid),
          mergeabilityChecks: [
            ...stateChecks(call.world, mr),
            { identifier: 'CONFLICT', status: conflict ? 'FAILED' : 'SUCCESS' },
          ],
          detailedMergeStatus: (await detailedMergeStatus(call.context, mr)).toUpperCase(),
          headPipeline:
            pipeline === null
              ? null
              : { id: `gid://gitlab/Ci::Pipeline/${pipeline.id}`, status: pipeline.status.toUpperCase() },
        },
      },
    },
  });
}
