import type { MergeRequestEntity } from '../card/entities.ts';
import type { CardPlace } from '../card/links.ts';
import { isSessionError, type SessionApi } from '../card/session-api.ts';
import { readReportAnswer, reportAnswer, type Told } from './report-answer.ts';
import { reportQuery } from './report-query.ts';

/** What a page has learnt of its GitLab: one that did not answer such a query is asked for no other there. */
export interface GraphqlState {
  refused: boolean;
}

/**
 * Asks for all that has to be known before reports can be read, in one request: which jobs of head and base left some, and
 * the policies. An old GitLab, one that finds the query too complex, and an answer with errors tell nothing.
 *
 * @throws SessionError where GitLab is out of reach or too busy: asked in another way at once it would be busier.
 */
export async function readAtOnce(
  api: SessionApi,
  { baseUrl, projectPath, iid }: CardPlace,
  mr: MergeRequestEntity,
  policies: readonly string[],
  state: GraphqlState,
  signal: AbortSignal,
): Promise<Told> {
  const nothing: Told = { pipelines: new Map(), policies: new Map() };
  const query = reportQuery({ projectPath, iid, baseSha: mr.diff_refs?.base_sha ?? null, policies });
  if (state.refused || query === null) return nothing;
  try {
    return readReportAnswer(await api.graphql(query, reportAnswer, signal), {
      baseUrl,
      projectId: mr.project_id,
      headProjectId: mr.head_pipeline?.project_id ?? mr.project_id,
      policies,
    });
  } catch (error) {
    if (!isSessionError(error)) throw error;
    const { kind, status } = error;
    if (kind === 'cancelled' || kind === 'rate_limited' || kind === 'network') throw error;
    state.refused = true;
    // GitLab's own 500 is about this query. What took too long is asked for in parts, but not in the same breath.
    if (kind === 'timeout' || (kind === 'server' && status !== 500)) throw error;
    return nothing;
  }
}
