import type { StatusText } from '../gate/status.ts';
import { STATUS_NAME } from '../gate/verdict.ts';
import { GitLabError } from '../gitlab/errors.ts';
import { allPages } from '../gitlab/paging.ts';
import type { Transport } from '../gitlab/transport.ts';
import type { MergeRequest } from './api.ts';
import { type Place, Places } from './place.ts';

export interface CommitStatus {
  id?: number;
  name: string;
  status: string;
  ref: string | null;
  /** GitLab 16.3 and later. */
  pipeline_id?: number | null;
  created_at?: string;
  target_url: string | null;
  author: { id: number } | null;
}

const LOCKED_ATTEMPTS = 8;

/** The commit status `MR Gate`, by which a merge request is blocked. */
export class Statuses {
  private readonly transport: Transport;
  private readonly sleep: (ms: number) => Promise<void>;
  private readonly places: Places;

  constructor(transport: Transport, sleep: (ms: number) => Promise<void>) {
    this.transport = transport;
    this.places = new Places(transport);
    this.sleep = sleep;
  }

  /** Where the merge check looks for this commit. @throws GitLabError */
  placeOf(mr: MergeRequest, sha: string): Promise<Place> {
    return this.places.of(mr, sha);
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
    const { project, pipeline, sha: on } = await this.placeOf(mr, sha);
    const where = pipeline ? { ref: pipeline.ref, pipeline_id: pipeline.id } : { ref: mr.source_branch };
    const body = {
      name: STATUS_NAME,
      description: description.slice(0, 255),
      // GitLab refuses a longer one.
      ...(targetUrl.length <= 255 && { target_url: targetUrl }),
      ...where,
    };
    try {
      await this.write(project, on, { state, ...body });
    } catch (error) {
      if (state !== 'pending' || !isSameState(error)) throw error;
      // It waits already, for an earlier event. Running says the same, and names this pipeline.
      await this.write(project, on, { state: 'running', ...body }).catch((again: unknown) => {
        if (!isSameState(again)) throw again;
      });
    }
  }

  /** Says `failed` on a commit of which nothing else is known: GitLab finds its newest pipeline. @throws GitLabError */
  async failUnseen(project: number, sha: string, description: string, targetUrl: string): Promise<void> {
    const body = { state: 'failed', name: STATUS_NAME, description: description.slice(0, 255) };
    await this.write(project, sha, { ...body, ...(targetUrl.length <= 255 && { target_url: targetUrl }) });
  }

  /**
   * Ends statuses of ours that still wait in other pipelines of the commit. `pending` made a pipeline where there was
   * none yet; when the repository's own came later, the verdict went there and the first would run for ever.
   */
  async settleOthers(mr: MergeRequest, sha: string, me: number, status: StatusText): Promise<void> {
    const { pipeline } = await this.placeOf(mr, sha);
    const project = pipeline?.project_id ?? mr.source_project_id ?? mr.project_id;
    for (const other of await this.ours(project, sha, me)) {
      if (!isWaiting(other) || !isElsewhere(other, pipeline) || !belongsTo(mr, other)) continue;
      await this.write(project, sha, {
        state: status.state,
        name: STATUS_NAME,
        description: status.description,
        ...(other.pipeline_id && { pipeline_id: other.pipeline_id }),
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
    const { project, sha: on } = await this.placeOf(mr, sha);
    const waiting = (await this.ours(project, on, me)).filter((s) => isWaiting(s) && belongsTo(mr, s));
    for (const { pipeline_id, ref, target_url } of waiting) {
      await this.write(project, on, {
        state: 'canceled',
        name: STATUS_NAME,
        description,
        ...(pipeline_id && { pipeline_id }),
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

  /** Our latest status where the merge check looks; null: none. */
  async standing(mr: MergeRequest, sha: string, me: number): Promise<string | null> {
    const { project, pipeline, sha: on } = await this.placeOf(mr, sha);
    const there = (await this.ours(project, on, me)).filter((s) =>
      pipeline ? isIn(s, pipeline) : belongsTo(mr, s),
    );
    const latest = there.sort((a, b) => (a.id ?? 0) - (b.id ?? 0)).at(-1);
    return latest?.status ?? null;
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

/** Another merge request may have the same commit: in its own pipelines, or in those of another branch. */
function belongsTo({ iid, source_branch }: MergeRequest, { ref }: CommitStatus): boolean {
  return ref === null || ref === source_branch || ref.startsWith(`refs/merge-requests/${iid}/`);
}

/** Before 16.3 GitLab does not tell: then a status of its ref is, unless it is older than the pipeline. */
function isIn({ pipeline_id, ref, created_at }: CommitStatus, here: NonNullable<Place['pipeline']>): boolean {
  if (pipeline_id) return pipeline_id === here.id;
  return ref === here.ref && !(Date.parse(created_at ?? '') < Date.parse(here.created_at ?? ''));
}

/**
 * Whether a status is in another pipeline, where it can be written to. Where GitLab does not tell, its ref does; of
 * two pipelines of one ref a status cannot reach the older, and is left alone.
 */
function isElsewhere({ pipeline_id, ref }: CommitStatus, here: Place['pipeline']): boolean {
  if (pipeline_id) return pipeline_id !== here?.id;
  return here !== null && ref !== null && ref !== here.ref;
}
