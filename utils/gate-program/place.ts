import { GitLabError } from '../gitlab/errors.ts';
import type { Transport } from '../gitlab/transport.ts';
import type { MergeRequest } from './api.ts';

/** Where a status has to be for the merge check to see it. */
export interface Place {
  /** A fork's pipelines are in the fork. */
  project: number;
  /** The commit that the pipeline runs on. */
  sha: string;
  /** null: none of this head yet. The first status makes one. */
  pipeline: MergeRequest['head_pipeline'];
}

/**
 * Finds the pipelines of merge requests' heads. One of merged results (Premium) runs on a merge commit that has the head
 * for a parent, and takes statuses on that commit alone; GitLab counts it as the head's by its `source_sha`
 * (app/models/ci/pipeline.rb), which the REST API does not give away.
 */
export class Places {
  private readonly transport: Transport;
  private readonly parents = new Map<string, Promise<readonly string[]>>();

  constructor(transport: Transport) {
    this.transport = transport;
  }

  /** @throws GitLabError */
  async of(mr: MergeRequest, head: string): Promise<Place> {
    const { head_pipeline: pipeline } = mr;
    const counts = pipeline !== null && (pipeline.sha === head || (await this.isMergeOf(mr, pipeline, head)));
    if (counts) return { project: pipeline.project_id, sha: pipeline.sha, pipeline };
    return { project: mr.source_project_id ?? mr.project_id, sha: head, pipeline: null };
  }

  private async isMergeOf(
    mr: MergeRequest,
    { project_id, sha, ref }: NonNullable<Place['pipeline']>,
    head: string,
  ): Promise<boolean> {
    if (ref !== `refs/merge-requests/${mr.iid}/merge`) return false;
    const parents = this.parents.get(sha) ?? this.parentsOf(project_id, sha);
    this.parents.set(sha, parents);
    return (await parents).includes(head);
  }

  private async parentsOf(project: number, sha: string): Promise<readonly string[]> {
    const path = `/projects/${project}/repository/commits/${sha}`;
    try {
      const { body } = await this.transport.request<{ parent_ids?: string[] }>({ method: 'GET', path });
      return body.parent_ids ?? [];
    } catch (error) {
      if (error instanceof GitLabError && error.kind === 'not_found') return [];
      throw error;
    }
  }
}
