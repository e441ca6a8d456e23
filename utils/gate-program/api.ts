import { GitLabError } from '../gitlab/errors.ts';
import { allPages } from '../gitlab/paging.ts';
import type { Transport } from '../gitlab/transport.ts';
import { Comments } from './comments.ts';
import { Statuses } from './statuses.ts';

/** The parts of a merge request that the gate goes by (`GET /projects/:id/merge_requests/:iid`). */
export interface MergeRequest {
  iid: number;
  project_id: number;
  source_project_id: number | null;
  source_branch: string;
  target_branch: string;
  state: string;
  draft: boolean;
  /** Head; null while GitLab prepares the merge request, as are the refs. */
  sha: string | null;
  diff_refs: { base_sha: string | null; head_sha: string | null; start_sha?: string | null } | null;
  labels?: string[];
  head_pipeline: { id: number; project_id: number; sha: string; ref: string; created_at?: string } | null;
}

/** As the group's list gives it. */
export type OpenMergeRequest = Pick<
  MergeRequest,
  'iid' | 'project_id' | 'source_project_id' | 'draft' | 'sha'
>;

export interface Project {
  id: number;
  path_with_namespace: string;
  /** The role of whose token asks: 30 is Developer. null where it has none there. */
  permissions?: {
    project_access: { access_level: number } | null;
    group_access: { access_level: number } | null;
  };
  only_allow_merge_if_all_discussions_are_resolved?: boolean;
  /** Empty or null: `.gitlab-ci.yml`. */
  ci_config_path?: string | null;
}

/** The few calls that the gate makes, as itself. */
export class GateApi {
  readonly transport: Transport;
  readonly statuses: Statuses;
  readonly comments: Comments;
  private readonly sleep: (ms: number) => Promise<void>;

  constructor(transport: Transport, sleep: (ms: number) => Promise<void> = pause) {
    this.transport = transport;
    this.statuses = new Statuses(transport, sleep);
    this.comments = new Comments(transport, sleep);
    this.sleep = sleep;
  }

  async me(): Promise<{ id: number; username: string }> {
    const { body } = await this.transport.request<{ id: number; username: string }>({
      method: 'GET',
      path: '/user',
    });
    return { id: body.id, username: body.username };
  }

  async project(id: number): Promise<Project> {
    return (await this.transport.request<Project>({ method: 'GET', path: `/projects/${id}` })).body;
  }

  /** What the token may do; null where GitLab does not say, as for a fine-grained one. */
  async scopes(): Promise<string[] | null> {
    try {
      const path = '/personal_access_tokens/self';
      const { body } = await this.transport.request<{ scopes?: string[] }>({ method: 'GET', path });
      return body.scopes ?? null;
    } catch (error) {
      if (error instanceof GitLabError) return null;
      throw error;
    }
  }

  /** A merge request once GitLab knows its head and base: right after opening it may not yet. */
  async mergeRequest(project: number, iid: number): Promise<MergeRequest> {
    for (let attempt = 1; ; attempt++) {
      const { body } = await this.transport.request<MergeRequest>({
        method: 'GET',
        path: `/projects/${project}/merge_requests/${iid}`,
      });
      const prepared = body.sha && body.diff_refs?.base_sha;
      if (prepared || body.state !== 'opened' || attempt === 5) return body;
      await this.sleep(attempt * 1000);
    }
  }

  /** The merge request as it is now. */
  async mergeRequestNow(project: number, iid: number): Promise<MergeRequest> {
    const path = `/projects/${project}/merge_requests/${iid}`;
    return (await this.transport.request<MergeRequest>({ method: 'GET', path })).body;
  }

  /** Open merge requests of the group and its subgroups, as far as the gate's user sees them; newest change first. */
  openMergeRequests(groupPath: string, filter: { source_branch?: string } = {}): Promise<OpenMergeRequest[]> {
    return allPages<OpenMergeRequest>(
      this.transport,
      `/groups/${encodeURIComponent(groupPath)}/merge_requests`,
      { state: 'opened', scope: 'all', order_by: 'updated_at', sort: 'desc', ...filter },
    );
  }

  /** Heads that the merge request had before this one, the last one first. */
  async earlierHeads(mr: MergeRequest, head: string): Promise<string[]> {
    const path = `/projects/${mr.project_id}/merge_requests/${mr.iid}/versions`;
    const { body } = await this.transport.request<{ head_commit_sha: string }[]>({
      method: 'GET',
      path,
      query: { per_page: 20 },
    });
    const heads = [...new Set(body.map((version) => version.head_commit_sha))];
    return heads.slice(heads.indexOf(head) + 1);
  }

  /** Whether a branch is protected; one that is gone is not. */
  async isProtected(project: number, branch: string): Promise<boolean> {
    const path = `/projects/${project}/repository/branches/${encodeURIComponent(branch)}`;
    try {
      return (
        (await this.transport.request<{ protected?: boolean }>({ method: 'GET', path })).body.protected ===
        true
      );
    } catch (error) {
      if (error instanceof GitLabError && error.kind === 'not_found') return false;
      throw error;
    }
  }

  wait(ms: number): Promise<void> {
    return this.sleep(ms);
  }

  async cancelPipeline(project: number, pipeline: number): Promise<void> {
    const path = `/projects/${project}/pipelines/${pipeline}/cancel`;
    // What is cancelled twice is cancelled.
    await this.transport.request({ method: 'POST', path, idempotent: true });
  }

  async label(project: number, iid: number, change: { add_labels?: string; remove_labels?: string }) {
    const path = `/projects/${project}/merge_requests/${iid}`;
    await this.transport.request({ method: 'PUT', path, body: change });
  }

  /** A user's role in a project, inherited ones too; 0: no member. */
  async roleOf(project: number, user: number): Promise<number> {
    const path = `/projects/${project}/members/all/${user}`;
    try {
      const { body } = await this.transport.request<{ access_level?: number }>({ method: 'GET', path });
      return body.access_level ?? 0;
    } catch (error) {
      if (error instanceof GitLabError && error.kind === 'not_found') return 0;
      throw error;
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
