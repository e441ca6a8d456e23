import { isGateNote } from '../gate/note.ts';
import type { StatusText } from '../gate/status.ts';
import { STATUS_NAME } from '../gate/verdict.ts';
import { GitLabError } from '../gitlab/errors.ts';
import { allPages } from '../gitlab/paging.ts';
import type { Transport } from '../gitlab/transport.ts';

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
  head_pipeline: { id: number; project_id: number; sha: string; ref: string } | null;
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
}

export interface Note {
  id: number;
  body: string;
  system: boolean;
  author: { id: number; username: string };
}

/** A thread; a comment that nobody may answer in one is a thread of one too. */
export interface Discussion {
  id: string;
  notes: (Note & { resolvable: boolean; resolved?: boolean; resolved_by?: { id: number } | null })[];
}

interface CommitStatus {
  name: string;
  status: string;
  ref: string | null;
  pipeline_id: number | null;
  created_at?: string;
  target_url: string | null;
  author: { id: number } | null;
}

const LOCKED_ATTEMPTS = 8;

/** The few calls that the gate makes, as itself. */
export class GateApi {
  readonly transport: Transport;
  private readonly sleep: (ms: number) => Promise<void>;

  constructor(transport: Transport, sleep: (ms: number) => Promise<void> = pause) {
    this.transport = transport;
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
  openMergeRequests(groupPath: string): Promise<OpenMergeRequest[]> {
    return allPages<OpenMergeRequest>(
      this.transport,
      `/groups/${encodeURIComponent(groupPath)}/merge_requests`,
      { state: 'opened', scope: 'all', order_by: 'updated_at', sort: 'desc' },
    );
  }

  /**
   * Posts `MR Gate` on the merge request's head. Where the head has a pipeline, the status joins that one;
   * GitLab then wants the ref of the pipeline (`refs/merge-requests/…` for a merge request pipeline), not the
   * branch (app/services/ci/create_commit_status_service.rb). Another write holding the lock answers 409.
   *
   * @throws GitLabError
   */
  async postStatus(
    mr: MergeRequest,
    sha: string,
    state: StatusText['state'] | 'pending' | 'running' | 'canceled',
    description: string,
    targetUrl: string,
  ): Promise<void> {
    const { project, pipeline } = placeOf(mr, sha);
    const where = pipeline ? { ref: pipeline.ref, pipeline_id: pipeline.id } : { ref: mr.source_branch };
    await this.writeStatus(project, sha, {
      state,
      name: STATUS_NAME,
      description: description.slice(0, 255),
      // GitLab refuses a longer one.
      ...(targetUrl.length <= 255 && { target_url: targetUrl }),
      ...where,
    });
  }

  /**
   * Ends statuses of ours that still wait in other pipelines of the commit. `pending` made a pipeline where there was
   * none yet; when the repository's own came later, the verdict went there and the first would run for ever.
   */
  async settleOthers(mr: MergeRequest, sha: string, me: number, status: StatusText): Promise<void> {
    const { project, pipeline } = placeOf(mr, sha);
    for (const other of await this.statuses(project, sha, me)) {
      if (!isWaiting(other) || other.pipeline_id === null || other.pipeline_id === pipeline?.id) continue;
      await this.writeStatus(project, sha, {
        state: status.state,
        name: STATUS_NAME,
        description: status.description,
        pipeline_id: other.pipeline_id,
        ...(other.ref && { ref: other.ref }),
      });
    }
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

  /**
   * Ends statuses of ours that wait on a commit as cancelled.
   *
   * @returns the addresses of the pipelines that they name.
   */
  async endWaiting(mr: MergeRequest, sha: string, me: number, description: string): Promise<string[]> {
    const { project } = placeOf(mr, sha);
    const waiting = (await this.statuses(project, sha, me)).filter(isWaiting);
    for (const { pipeline_id, ref, target_url } of waiting) {
      await this.writeStatus(project, sha, {
        state: 'canceled',
        name: STATUS_NAME,
        description,
        ...(pipeline_id !== null && { pipeline_id }),
        ...(ref && { ref }),
        ...(target_url && { target_url }),
      });
    }
    return waiting.flatMap(({ target_url }) => target_url ?? []);
  }

  async cancelPipeline(project: number, pipeline: number): Promise<void> {
    const path = `/projects/${project}/pipelines/${pipeline}/cancel`;
    // What is cancelled twice is cancelled.
    await this.transport.request({ method: 'POST', path, idempotent: true });
  }

  private async writeStatus(project: number, sha: string, body: object): Promise<void> {
    const path = `/projects/${project}/statuses/${sha}`;
    for (let attempt = 1; ; attempt++) {
      try {
        // The same status twice is the same status.
        await this.transport.request({ method: 'POST', path, body, idempotent: true });
        return;
      } catch (error) {
        const locked = error instanceof GitLabError && error.kind === 'conflict';
        if (!locked || attempt === LOCKED_ATTEMPTS) throw error;
        await this.sleep(200 * 2 ** Math.min(attempt, 5));
      }
    }
  }

  /** Our latest statuses on a commit, in each of its pipelines. */
  async statuses(project: number, sha: string, me: number): Promise<CommitStatus[]> {
    const path = `/projects/${project}/repository/commits/${sha}/statuses`;
    const all = await allPages<CommitStatus>(this.transport, path, { name: STATUS_NAME });
    return all.filter((s) => s.name === STATUS_NAME && s.author?.id === me);
  }

  /** Whether our own final status already stands where the merge check looks. */
  async hasFinalStatus(mr: MergeRequest, sha: string, me: number): Promise<boolean> {
    const { project, pipeline } = placeOf(mr, sha);
    return (await this.statuses(project, sha, me)).some(
      (s) =>
        (s.status === 'success' || s.status === 'failed') && (!pipeline || s.pipeline_id === pipeline.id),
    );
  }

  /** All comments, oldest first. */
  notes(project: number, iid: number): Promise<Note[]> {
    return allPages<Note>(this.transport, `/projects/${project}/merge_requests/${iid}/notes`, {
      order_by: 'created_at',
      sort: 'asc',
    });
  }

  async addNote(project: number, iid: number, body: string): Promise<void> {
    const path = `/projects/${project}/merge_requests/${iid}/notes`;
    await this.transport.request({ method: 'POST', path, body: { body } });
  }

  discussions(project: number, iid: number): Promise<Discussion[]> {
    return allPages<Discussion>(this.transport, `/projects/${project}/merge_requests/${iid}/discussions`);
  }

  async openThread(project: number, iid: number, body: string, position?: object): Promise<void> {
    const path = `/projects/${project}/merge_requests/${iid}/discussions`;
    await this.transport.request({ method: 'POST', path, body: { body, ...(position && { position }) } });
  }

  async resolve(project: number, iid: number, discussion: string, resolved: boolean): Promise<void> {
    const path = `/projects/${project}/merge_requests/${iid}/discussions/${encodeURIComponent(discussion)}`;
    await this.transport.request({ method: 'PUT', path, body: { resolved } });
  }

  async changeNote(project: number, iid: number, note: number, body: string): Promise<void> {
    const path = `/projects/${project}/merge_requests/${iid}/notes/${note}`;
    await this.transport.request({ method: 'PUT', path, body: { body } });
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

  /** The notes that are ours: by us, and marked. Oldest first. */
  async ownNotes(project: number, iid: number, me: number): Promise<{ id: number; body: string }[]> {
    const notes = await this.notes(project, iid);
    return notes.filter((n) => !n.system && n.author.id === me && isGateNote(n.body));
  }

  /** Leaves exactly one note of ours, with this body. */
  async putNote(project: number, iid: number, me: number, body: string): Promise<void> {
    const path = `/projects/${project}/merge_requests/${iid}/notes`;
    for (let attempt = 1; ; attempt++) {
      const mine = await this.ownNotes(project, iid, me);
      try {
        if (mine.length === 0) {
          await this.transport.request({ method: 'POST', path, body: { body } });
          // Another gate pipeline of this merge request may have written its first note in the same moment.
          await this.keepOne(path, await this.ownNotes(project, iid, me), body);
        } else await this.keepOne(path, mine, body);
        return;
      } catch (error) {
        // Cut off while creating, or the note was deleted meanwhile: look again instead of writing twice.
        const lookAgain = error instanceof GitLabError && (error.uncertain || error.kind === 'not_found');
        if (!lookAgain || attempt === 3) throw error;
        await this.sleep(1000 * attempt);
      }
    }
  }

  private async keepOne(path: string, notes: { id: number; body: string }[], body: string): Promise<void> {
    const [first, ...doubles] = notes;
    if (first && first.body !== body) {
      await this.transport.request({ method: 'PUT', path: `${path}/${first.id}`, body: { body } });
    }
    for (const double of doubles) {
      await this.transport.request({ method: 'DELETE', path: `${path}/${double.id}` });
    }
  }
}

function isWaiting({ status }: CommitStatus): boolean {
  return status === 'pending' || status === 'running';
}

/** Where the merge check looks for this commit. A fork's pipelines are in the fork. */
function placeOf(mr: MergeRequest, sha: string) {
  const pipeline = mr.head_pipeline?.sha === sha ? mr.head_pipeline : null;
  return { project: pipeline?.project_id ?? mr.source_project_id ?? mr.project_id, pipeline };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
