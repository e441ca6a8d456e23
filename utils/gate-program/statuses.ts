import type { StatusText } from '../gate/status.ts';
import { STATUS_NAME } from '../gate/verdict.ts';
import { GitLabError } from '../gitlab/errors.ts';
import { allPages } from '../gitlab/paging.ts';
import type { Transport } from '../gitlab/transport.ts';
import type { MergeRequest } from './api.ts';

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

/** The commit status `MR Gate`, by which a merge request is blocked. */
export class Statuses {
  private readonly transport: Transport;
  private readonly sleep: (ms: number) => Promise<void>;

  constructor(transport: Transport, sleep: (ms: number) => Promise<void>) {
    this.transport = transport;
    this.sleep = sleep;
  }

  /**
   * Posts `MR Gate` on the merge request's head. Where the head has a pipeline, the status joins that one;
   * GitLab then wants the ref of the pipeline (`refs/merge-requests/…` for a merge request pipeline), not the
   * branch (app/services/ci/create_commit_status_service.rb). Another write holding the lock answers 409.
   *
   * @throws GitLabError
   */
  async post(
    mr: MergeRequest,
    sha: string,
    state: StatusText['state'] | 'pending' | 'canceled',
    description: string,
    targetUrl: string,
  ): Promise<void> {
    const { project, pipeline } = placeOf(mr, sha);
    const where = pipeline ? { ref: pipeline.ref, pipeline_id: pipeline.id } : { ref: mr.source_branch };
    const body = {
      name: STATUS_NAME,
      description: description.slice(0, 255),
      // GitLab refuses a longer one.
      ...(targetUrl.length <= 255 && { target_url: targetUrl }),
      ...where,
    };
    try {
      await this.write(project, sha, { state, ...body });
    } catch (error) {
      if (state !== 'pending' || !isSameState(error)) throw error;
      // It waits already, for an earlier event. Running says the same, and names this pipeline.
      await this.write(project, sha, { state: 'running', ...body }).catch((again: unknown) => {
        if (!isSameState(again)) throw again;
      });
    }
  }

  /**
   * Ends statuses of ours that still wait in other pipelines of the commit. `pending` made a pipeline where there was
   * none yet; when the repository's own came later, the verdict went there and the first would run for ever.
   */
  async settleOthers(mr: MergeRequest, sha: string, me: number, status: StatusText): Promise<void> {
    const { project, pipeline } = placeOf(mr, sha);
    for (const other of await this.ours(project, sha, me)) {
      if (!isWaiting(other) || other.pipeline_id === null || other.pipeline_id === pipeline?.id) continue;
      await this.write(project, sha, {
        state: status.state,
        name: STATUS_NAME,
        description: status.description,
        pipeline_id: other.pipeline_id,
        ...(other.ref && { ref: other.ref }),
      });
    }
  }

  /**
   * Ends statuses of ours that wait on a commit as cancelled.
   *
   * @returns the addresses of the pipelines that they name.
   */
  async endWaiting(mr: MergeRequest, sha: string, me: number, description: string): Promise<string[]> {
    const { project } = placeOf(mr, sha);
    const waiting = (await this.ours(project, sha, me)).filter(isWaiting);
    for (const { pipeline_id, ref, target_url } of waiting) {
      await this.write(project, sha, {
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

  /** Our latest statuses on a commit, in each of its pipelines. */
  async ours(project: number, sha: string, me: number): Promise<CommitStatus[]> {
    const path = `/projects/${project}/repository/commits/${sha}/statuses`;
    const all = await allPages<CommitStatus>(this.transport, path, { name: STATUS_NAME });
    return all.filter((s) => s.name === STATUS_NAME && s.author?.id === me);
  }

  /** Whether our own final status already stands where the merge check looks. */
  async hasFinal(mr: MergeRequest, sha: string, me: number): Promise<boolean> {
    const { project, pipeline } = placeOf(mr, sha);
    return (await this.ours(project, sha, me)).some(
      (s) =>
        (s.status === 'success' || s.status === 'failed') && (!pipeline || s.pipeline_id === pipeline.id),
    );
  }

  private async write(project: number, sha: string, body: object): Promise<void> {
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
}

/** GitLab refuses to make pending what is pending, and running what is running (its state machine: 400). */
function isSameState(error: unknown): boolean {
  return error instanceof GitLabError && error.kind === 'invalid' && /cannot transition/i.test(error.message);
}

function isWaiting({ status }: CommitStatus): boolean {
  return status === 'pending' || status === 'running';
}

/** Where the merge check looks for this commit. A fork's pipelines are in the fork. */
function placeOf(mr: MergeRequest, sha: string) {
  const pipeline = mr.head_pipeline?.sha === sha ? mr.head_pipeline : null;
  return { project: pipeline?.project_id ?? mr.source_project_id ?? mr.project_id, pipeline };
}
