import { bytes, json, noContent } from '../server/answer.ts';
import { type CommitAction, CommitRefused, type RepoFile } from '../server/context.ts';
import { apiError, forbidden, notFound } from '../server/errors.ts';
import { afterPush, branchChange } from '../server/pushes.ts';
import { ACCESS, canPush } from '../world/roles.ts';
import type { Project, User } from '../world/types.ts';
import type { ApiCall, ApiRouter } from './call.ts';

export function addFileRoutes(router: ApiRouter): void {
  const base = '/projects/:id/repository/files/:file_path';

  router.add('GET', `${base}/raw`, async (call) => {
    const project = call.codeProject();
    const ref = call.params.string('ref') ?? project.defaultBranch ?? 'HEAD';
    const found = await findFile(call, project, ref);
    return bytes(found.file.content, 'text/plain; charset=utf-8', {
      ...fileHeaders(call, found, ref),
      'Content-Disposition': 'inline',
    });
  });

  router.add('GET', base, async (call) => {
    const project = call.codeProject();
    call.params.require('ref');
    const ref = call.params.requiredString('ref');
    const found = await findFile(call, project, ref);
    const { file, commitId, lastCommitId } = found;
    const path = filePath(call);
    return json(
      {
        file_name: path.split('/').at(-1),
        file_path: path,
        size: file.size,
        encoding: 'base64',
        content_sha256: file.sha256,
        ref,
        blob_id: file.blobId,
        commit_id: commitId,
        last_commit_id: lastCommitId,
        execute_filemode: file.executable,
        content: file.content.toString('base64'),
      },
      200,
      fileHeaders(call, found, ref),
    );
  });

  router.add('POST', base, (call) => writeFile(call, 'create'));
  router.add('PUT', base, (call) => writeFile(call, 'update'));
  router.add('DELETE', base, async (call) => {
    await writeFile(call, 'delete');
    return noContent();
  });
}

function filePath(call: ApiCall): string {
  return call.params.requiredString('file_path');
}

interface FoundFile {
  file: RepoFile;
  commitId: string;
  lastCommitId: string;
}

async function findFile(call: ApiCall, project: Project, ref: string): Promise<FoundFile> {
  const { store } = call.context;
  const commitId = await call.commitSha(project, ref);
  const file = await store.readFile(project.id, commitId, filePath(call));
  if (file === null) throw notFound('File');
  const lastCommitId = (await store.lastCommit(project.id, commitId, filePath(call))) ?? '';
  return { file, commitId, lastCommitId };
}

function fileHeaders(
  call: ApiCall,
  { file, commitId, lastCommitId }: FoundFile,
  ref: string,
): Record<string, string> {
  const path = filePath(call);
  return {
    'X-Gitlab-Blob-Id': file.blobId,
    'X-Gitlab-Commit-Id': commitId,
    'X-Gitlab-Content-Sha256': file.sha256,
    'X-Gitlab-Encoding': 'base64',
    'X-Gitlab-Execute-Filemode': String(file.executable),
    'X-Gitlab-File-Name': encodeURI(path.split('/').at(-1) ?? ''),
    'X-Gitlab-File-Path': encodeURI(path),
    'X-Gitlab-Last-Commit-Id': lastCommitId,
    'X-Gitlab-Ref': encodeURI(ref),
    'X-Gitlab-Size': String(file.size),
  };
}

async function writeFile(call: ApiCall, action: 'create' | 'update' | 'delete') {
  const { params } = call;
  const project = call.project();
  const user = call.requireUser();
  params.require('branch', 'commit_message', ...(action === 'delete' ? [] : ['content']));
  const branch = params.requiredString('branch');
  const lastCommitId = params.string('last_commit_id');
  await commitActions(call, project, user, {
    branch,
    start: params.string('start_branch'),
    message: params.requiredString('commit_message'),
    actions: [
      {
        action,
        path: filePath(call),
        ...(action === 'delete'
          ? {}
          : {
              content: Buffer.from(
                params.string('content') ?? '',
                params.string('encoding') === 'base64' ? 'base64' : 'utf8',
              ),
            }),
        ...(lastCommitId === undefined ? {} : { lastCommitId }),
      },
    ],
  });
  return json({ file_path: filePath(call), branch }, action === 'create' ? 201 : 200);
}

/** The commits API checks the branch itself (403); the files API leaves it to the service (400). */
function refusedPush(call: ApiCall, project: Project) {
  if (call.path.includes('/repository/commits'))
    return forbidden('You are not allowed to push into this branch');
  return call.level(project) < ACCESS.developer || project.archived
    ? forbidden()
    : apiError(400, 'You are not allowed to push into this branch');
}

export interface CommitWish {
  branch: string;
  start?: string | undefined;
  message: string;
  force?: boolean | undefined;
  actions: CommitAction[];
}

/** A commit by the API: the branch's protection, the author's name, and all that follows a push. */
export async function commitActions(
  call: ApiCall,
  project: Project,
  user: User,
  wish: CommitWish,
): Promise<string> {
  const { context, params, world } = call;
  const { store } = context;
  if (!canPush(world, user, project, wish.branch, project.defaultBranch === null))
    throw refusedPush(call, project);
  const before = await store.resolve(project.id, `refs/heads/${wish.branch}`);
  const author = {
    name: params.string('author_name') ?? user.name,
    email: params.string('author_email') ?? user.email,
  };
  let sha: string;
  try {
    sha = await store.commit(project.id, {
      branch: wish.branch,
      ...(wish.start === undefined ? {} : { start: wish.start }),
      ...(wish.force === true ? { force: true } : {}),
      message: wish.message,
      author,
      committer: { name: user.name, email: user.email },
      actions: wish.actions,
    });
  } catch (error) {
    if (error instanceof CommitRefused) throw apiError(400, error.message);
    throw error;
  }
  void context.track(afterPush(context, project, user, [branchChange(wish.branch, before, sha)]));
  return sha;
}
