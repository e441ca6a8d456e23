import type { JobSnapshot } from '../../../utils/apply/job-types.ts';
import { createApplyService } from '../../../utils/apply/service.ts';
import type { Wanted } from '../../../utils/apply/wanted.ts';
import { readNote } from '../../../utils/gate/read-note.ts';
import type { Verdict } from '../../../utils/gate/verdict.ts';
import { createTransport } from '../../../utils/gitlab/transport.ts';
import type { EmbeddedGitLab } from '../../gitlab/embedded.ts';
import { TOKENS, USERS } from '../../gitlab/seed-names.ts';
import { startGitLab } from '../../gitlab/start.ts';
import { workerDeps } from '../../support/worker-deps.ts';
import { builtProgram } from './built-program.ts';

/** The group acme of the embedded GitLab, set up with the real gate program: webhooks start real pipelines. */
export interface GatedGroup {
  gitlab: EmbeddedGitLab;
  apply(wanted: Wanted): Promise<JobSnapshot>;
  /** Sets up once more, as an update of the extension does. */
  setUp(): Promise<JobSnapshot>;
  project(path: string): number;
  /** As the API gives it, as a user's token. */
  call<T>(token: string, path: string, init?: { method?: string; body?: unknown }): Promise<T>;
  openMergeRequest(project: string, branch: string, files: Record<string, string | null>): Promise<number>;
  /** The verdict in the gate's note; null: none. */
  verdict(project: string, iid: number): Promise<Verdict | null>;
  notes(project: string, iid: number): Promise<{ id: number; body: string; author: { username: string } }[]>;
  /** States of the status `MR Gate` on a commit, oldest first. */
  statuses(project: string, sha: string): Promise<{ status: string; description: string }[]>;
}

/**
 * @param prepare what the instance is to offer, before the set-up
 * @param gateProgram where no test is run, who calls has built it
 */
export async function gatedGroup(
  prepare?: (gitlab: EmbeddedGitLab) => void,
  gateProgram?: string,
): Promise<GatedGroup> {
  const [program, gitlab] = await Promise.all([gateProgram ?? builtProgram(), startGitLab({ seed: 'demo' })]);
  prepare?.(gitlab);
  const { service, ended } = serviceOf(gitlab, program);
  const setUp = async (): Promise<JobSnapshot> => {
    await service.startSetup(gitlab.url, 'acme');
    return expectDone(await ended());
  };
  await setUp();

  const call: GatedGroup['call'] = async (token, path, init = {}) => {
    const transport = createTransport({ baseUrl: gitlab.url, token });
    const { method = 'GET', body } = init;
    const answer = await transport.request({
      method: method as 'GET' | 'POST' | 'PUT',
      path,
      ...(body !== undefined && { body }),
    });
    return answer.body as never;
  };
  const project = (path: string) => {
    const found = gitlab.world.projects.find((candidate) => candidate.fullPath === path);
    if (!found) throw new Error(`No project ${path}`);
    return found.id;
  };
  const notes: GatedGroup['notes'] = (path, iid) =>
    call(TOKENS.olgaApi, `/projects/${project(path)}/merge_requests/${iid}/notes?per_page=100&sort=asc`);

  return {
    gitlab,
    call,
    setUp,
    project,
    notes,
    async apply(wanted) {
      const plan = await service.makePlan(gitlab.url, 'acme', wanted);
      await service.startApply(gitlab.url, plan.id);
      return expectDone(await ended());
    },
    async openMergeRequest(path, branch, files) {
      await gitlab.push({
        project: path,
        branch,
        from: 'main',
        user: USERS.dev,
        message: `Change ${branch}`,
        files,
      });
      const { iid } = await call<{ iid: number }>(
        TOKENS.devApi,
        `/projects/${project(path)}/merge_requests`,
        {
          method: 'POST',
          body: { source_branch: branch, target_branch: 'main', title: `Change ${branch}` },
        },
      );
      return iid;
    },
    async verdict(path, iid) {
      for (const { body } of await notes(path, iid)) {
        const reading = readNote(body);
        if (reading?.ok) return reading.verdict;
      }
      return null;
    },
    async statuses(path, sha) {
      const all = await call<{ name: string; status: string; description: string }[]>(
        TOKENS.olgaApi,
        `/projects/${project(path)}/repository/commits/${sha}/statuses?all=true`,
      );
      return all.filter((status) => status.name === 'MR Gate');
    },
  };
}

function expectDone(job: JobSnapshot): JobSnapshot {
  if (job.state !== 'done') throw new Error(`The job is ${job.state}: ${JSON.stringify(job.error)}`);
  return job;
}

function serviceOf(gitlab: EmbeddedGitLab, program: string) {
  const service = createApplyService(
    workerDeps(gitlab, { username: USERS.olga, token: TOKENS.olgaApi, program }),
  );
  const ended = (): Promise<JobSnapshot> =>
    new Promise((resolve) => {
      const stop = service.subscribe(gitlab.url, 'acme', (job) => {
        if (!job || ['running', 'waiting', 'stopping'].includes(job.state)) return;
        queueMicrotask(() => stop());
        resolve(job);
      });
    });
  return { service, ended };
}
