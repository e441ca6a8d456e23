import { POLICY_FILE, type Policy, type PolicyIgnore } from '../gate/policy.ts';
import { readPolicy } from '../gate/read-policy.ts';
import { writePolicy } from '../gate/write-policy.ts';
import { createCommit } from '../gitlab/endpoints/commits.ts';
import { readFile } from '../gitlab/endpoints/files.ts';
import { GitLabError } from '../gitlab/errors.ts';
import type { GateApi } from './api.ts';
import type { Environment } from './environment.ts';

/** What came of an ignore. */
export type PolicyChange =
  | { kind: 'committed'; policy: Policy; commit: string }
  /** The policy says so already. */
  | { kind: 'unchanged'; policy: Policy }
  /** The gate's user may not push to the protected branch: a merge request of the gate project asks for it. */
  | { kind: 'proposed'; iid: number; url: string };

const MOST_ATTEMPTS = 5;

/**
 * Adds an ignore to the policy as it stands now, in one commit. Where the branch takes no push of the gate's user,
 * which is how the set-up leaves it, a merge request of the gate project proposes it.
 *
 * @param comment id of the comment that asks for it: names the branch of the proposal
 * @throws GitLabError, and Error where the policy can't be read
 */
export async function writeIgnore(
  api: GateApi,
  { projectId, branch }: Environment,
  ignore: PolicyIgnore,
  comment: number,
): Promise<PolicyChange> {
  const gitlab = api.transport;
  const message = `MR Gate: ignore a finding in project ${ignore.project}\n\nAsked for by @${ignore.by} in a comment.\n`;
  for (let attempt = 1; ; attempt++) {
    const file = await readFile(gitlab, projectId, POLICY_FILE, branch);
    const reading = file && readPolicy(file.text);
    if (!file || !reading?.ok) throw new Error(`${POLICY_FILE} can't be read`);
    const { policy } = reading;
    const others = policy.ignores.filter((i) => i.project !== ignore.project || i.finding !== ignore.finding);
    const next: Policy = { ...policy, ignores: [...others, ignore] };
    const content = writePolicy(next, file.text);
    if (content === file.text) return { kind: 'unchanged', policy };
    const actions = [{ action: 'update' as const, path: POLICY_FILE, content, lastCommit: file.lastCommit }];
    try {
      const commit = await createCommit(gitlab, projectId, { branch, message, actions });
      return { kind: 'committed', policy: next, commit };
    } catch (error) {
      if (!(error instanceof GitLabError)) throw error;
      if (isRefused(error)) return propose(api, { projectId, branch }, message, content, comment);
      // Somebody else changed the file, or the answer got lost: look again.
      const again = error.kind === 'conflict' || error.kind === 'invalid' || error.uncertain;
      if (!again || attempt === MOST_ATTEMPTS) throw error;
    }
  }
}

/** A protected branch: 403, or 400 with a sentence, depending on the version. */
function isRefused({ kind, message }: GitLabError): boolean {
  return kind === 'forbidden' || (kind === 'invalid' && /not allowed|protected/i.test(message));
}

async function propose(
  api: GateApi,
  { projectId, branch }: { projectId: number; branch: string },
  message: string,
  content: string,
  comment: number,
): Promise<PolicyChange> {
  const gitlab = api.transport;
  const source = `mr-gate-ignore-${comment}`;
  const path = `/projects/${projectId}/merge_requests`;
  const open = await gitlab.request<{ iid: number; web_url: string }[]>({
    method: 'GET',
    path,
    query: { source_branch: source, state: 'opened' },
  });
  const [found] = open.body;
  if (found) return { kind: 'proposed', iid: found.iid, url: found.web_url };
  await gitlab.request({
    method: 'POST',
    path: `/projects/${projectId}/repository/commits`,
    body: {
      branch: source,
      start_branch: branch,
      // A branch that an earlier attempt left behind is begun again.
      force: true,
      commit_message: message,
      actions: [{ action: 'update', file_path: POLICY_FILE, content }],
    },
    idempotent: true,
  });
  const { body } = await gitlab.request<{ iid: number; web_url: string }>({
    method: 'POST',
    path,
    body: {
      source_branch: source,
      target_branch: branch,
      title: message.split('\n')[0],
      description:
        'A comment on a merge request asks for this. Whoever may change the policy decides by merging it.',
      remove_source_branch: true,
    },
  });
  return { kind: 'proposed', iid: body.iid, url: body.web_url };
}
