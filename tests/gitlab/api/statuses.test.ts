import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EmbeddedGitLab } from '../embedded.ts';
import { PROJECTS, TOKENS } from '../seed-names.ts';
import { startGitLab } from '../start.ts';
import { findProject } from '../world/find.ts';
import type { Pipeline } from '../world/types.ts';
import { apiOf } from './test-client.ts';

let gitlab: EmbeddedGitLab;
const api = apiOf(() => gitlab);
let branches = 0;

beforeAll(async () => {
  // No runner: pipelines keep the state that the tests give them.
  gitlab = await startGitLab({ runner: false });
});
afterAll(() => gitlab.close());

/** A fresh branch with a merge request in a project without CI. */
async function request(path: string = PROJECTS.checkout) {
  branches += 1;
  const project = findProject(gitlab.world, path)?.project;
  if (project === undefined) throw new Error(path);
  const branch = `feature-${branches}`;
  const sha = await gitlab.push({
    project: path,
    branch,
    user: 'dev',
    message: branch,
    files: { [`${branch}.txt`]: 'x\n' },
  });
  const wish = { source_branch: branch, target_branch: 'main', title: branch };
  const mr = (await api('POST', `/projects/${project.id}/merge_requests`, wish, TOKENS.devApi)).body;
  await gitlab.settled();
  const post = (state: string, more: object = {}, token: string = TOKENS.devApi) =>
    api(
      'POST',
      `/projects/${project.id}/statuses/${sha}`,
      { state, name: 'MR Gate', ref: branch, ...more },
      token,
    );
  const read = async () => {
    await api('GET', `/projects/${project.id}/merge_requests/${mr.iid}`);
    await gitlab.settled();
    return (await api('GET', `/projects/${project.id}/merge_requests/${mr.iid}`)).body;
  };
  const merge = (token: string = TOKENS.maxApi, body: object = {}) =>
    api('PUT', `/projects/${project.id}/merge_requests/${mr.iid}/merge`, body, token);
  return { project, branch, sha, mr, post, read, merge };
}

function addPipeline(
  fields: Pick<Pipeline, 'projectId' | 'sha' | 'ref' | 'source'> & Partial<Pipeline>,
): Pipeline {
  const at = new Date().toISOString();
  const id = (gitlab.world.nextId.pipeline ?? 1) + 1;
  gitlab.world.nextId.pipeline = id + 1;
  const pipeline: Pipeline = {
    id,
    iid: id,
    status: 'success',
    userId: 1,
    mergeRequestId: null,
    parentPipelineId: null,
    variables: [],
    yamlErrors: null,
    createdAt: at,
    updatedAt: at,
    startedAt: at,
    finishedAt: at,
    ...fields,
  };
  gitlab.world.pipelines.push(pipeline);
  return pipeline;
}

describe('POST statuses', () => {
  test('makes an external pipeline where there is none, and joins it afterwards', async () => {
    const { post, read, project, sha } = await request();
    const first = await post('pending');
    expect(first).toMatchObject({ status: 201, body: { status: 'pending', allow_failure: false } });
    const second = await post('success', { name: 'another' });
    expect(second.body.pipeline_id).toBe(first.body.pipeline_id);
    expect((await read()).head_pipeline).toMatchObject({ source: 'external', status: 'running' });
    await post('failed');
    expect((await read()).head_pipeline.status).toBe('failed');
    const again = await post('success');
    expect(again.body.id).not.toBe(first.body.id);
    expect((await read()).head_pipeline.status).toBe('success');
    const listed = await api('GET', `/projects/${project.id}/repository/commits/${sha}/statuses`);
    expect(
      listed.body.map((status: { name: string; status: string }) => [status.name, status.status]),
    ).toEqual([
      ['another', 'success'],
      ['MR Gate', 'success'],
    ]);
    const all = await api('GET', `/projects/${project.id}/repository/commits/${sha}/statuses?all=true`);
    expect(all.body).toHaveLength(3);
  });

  test('refuses what the state machine refuses', async () => {
    const { post } = await request();
    await post('running');
    const again = await post('running');
    expect(again.status).toBe(400);
    expect(again.body.message).toMatch(/^Cannot transition status via :run from :running/);
    expect((await post('pending')).body.message).toMatch(
      /^Cannot transition status via :enqueue from :running/,
    );
    // Another user's status of the same name is another status.
    expect((await post('running', {}, TOKENS.maxApi)).status).toBe(201);
    expect((await post('sideways')).body).toEqual({ error: 'state does not have a valid value' });
    expect((await post('success', { description: 'x'.repeat(256) })).body.message.description).toHaveLength(
      1,
    );
  });

  test('with pipeline_id joins that one; its ref must fit', async () => {
    const { post, project, sha, branch, mr } = await request();
    const own = addPipeline({
      projectId: project.id,
      sha,
      ref: `refs/merge-requests/${mr.iid}/head`,
      source: 'merge_request_event',
      mergeRequestId: mr.id,
    });
    const wrong = await post('pending', { pipeline_id: own.id });
    expect(wrong).toMatchObject({
      status: 404,
      body: { message: '404 Pipeline for pipeline_id, sha and ref Not Found' },
    });
    const joined = await post('pending', { pipeline_id: own.id, ref: own.ref });
    expect(joined.body).toMatchObject({ pipeline_id: own.id, ref: own.ref });
    expect(own.status).toBe('pending');
    expect(branch).not.toBe(own.ref);
  });

  test('wants Developer, and a commit that is there', async () => {
    const { post, project } = await request();
    expect((await post('success', {}, TOKENS.ritaApi)).status).toBe(403);
    expect((await post('success', {}, TOKENS.strangerApi)).status).toBe(404);
    const missing = await api('POST', `/projects/${project.id}/statuses/${'0'.repeat(40)}`, {
      state: 'success',
    });
    expect(missing.body).toEqual({ message: '404 Commit Not Found' });
  });

  test('on a protected branch wants the right to push or merge there, and leaves an empty pipeline behind', async () => {
    const { post, read, project, branch, mr, sha } = await request();
    project.protectedBranches.push({ name: branch, pushLevel: 40, mergeLevel: 40 });
    expect(await post('success')).toMatchObject({ status: 403, body: { message: '403 Forbidden' } });
    expect((await read()).head_pipeline).toMatchObject({ source: 'external', status: 'created' });
    expect((await post('success', {}, TOKENS.maxApi)).status).toBe(201);
    // The ref of a merge request's own pipeline is no branch, so nothing protects it.
    const ref = `refs/merge-requests/${mr.iid}/head`;
    const own = addPipeline({
      projectId: project.id,
      sha,
      ref,
      source: 'merge_request_event',
      mergeRequestId: mr.id,
    });
    expect((await post('success', { ref, pipeline_id: own.id })).status).toBe(201);
  });
});

describe('the head pipeline', () => {
  test('is attached some time after it was made', async () => {
    const { read, project, sha, branch } = await request();
    gitlab.world.headPipelineDelayMs = 60_000;
    try {
      const pipeline = addPipeline({ projectId: project.id, sha, ref: branch, source: 'push' });
      expect((await read()).head_pipeline).toBeNull();
      // A minute later, without the wait.
      pipeline.createdAt = new Date(Date.now() - 60_000).toISOString();
      expect((await read()).head_pipeline?.ref).toBe(branch);
    } finally {
      delete gitlab.world.headPipelineDelayMs;
    }
  });

  test('with merged results is one on a merge commit, which is where its statuses go', async () => {
    const { read, project, mr, branch } = await request('acme/shop/search');
    project.settings.merge_pipelines_enabled = true;
    const ci =
      'test: { script: [echo], rules: [{ if: "$CI_PIPELINE_SOURCE == \\"merge_request_event\\"" }] }\n';
    const push = { project: project.fullPath, branch, user: 'dev', message: 'CI' };
    const sha = await gitlab.push({ ...push, files: { '.gitlab-ci.yml': ci } });
    await gitlab.settled();
    const made = await api('POST', `/projects/${project.id}/merge_requests/${mr.iid}/pipelines`, {});
    expect(made.status).toBe(201);
    const { head_pipeline: head } = await read();
    expect(head).toMatchObject({ id: made.body.id, ref: `refs/merge-requests/${mr.iid}/merge` });
    expect(head.sha).not.toBe(sha);
    const commit = await api('GET', `/projects/${project.id}/repository/commits/${head.sha}`);
    expect(commit.body.parent_ids[1]).toBe(sha);
    const status = { state: 'failed', name: 'MR Gate', ref: head.ref, pipeline_id: head.id };
    const posted = (of: string) => api('POST', `/projects/${project.id}/statuses/${of}`, status);
    expect((await posted(sha)).status).toBe(404);
    expect((await posted(head.sha)).status).toBe(201);
  });
});

describe('the merge check', () => {
  test('without must-succeed a failed pipeline does not matter', async () => {
    const { post, merge } = await request('acme/shop/search');
    await post('failed');
    expect((await merge()).body.state).toBe('merged');
  });

  test('under must-succeed: no pipeline, pending and failed all block; success lets through', async () => {
    const { post, read, merge, project, sha } = await request('acme/shop/returns');
    project.onlyAllowMergeIfPipelineSucceeds = true;
    expect((await read()).detailed_merge_status).toBe('ci_must_pass');
    expect((await merge()).status).toBe(405);
    await post('pending');
    expect((await read()).detailed_merge_status).toBe('ci_still_running');
    expect((await merge()).status).toBe(405);
    await post('failed');
    expect((await read()).detailed_merge_status).toBe('ci_must_pass');
    expect(await merge()).toMatchObject({ status: 405, body: { message: '405 Method Not Allowed' } });
    await post('success');
    expect((await read()).detailed_merge_status).toBe('mergeable');
    expect((await merge(TOKENS.devApi)).status).toBe(401);
    expect((await merge(TOKENS.maxApi, { sha: 'f'.repeat(40) })).status).toBe(409);
    expect((await merge(TOKENS.maxApi, { sha })).body.state).toBe('merged');
    expect((await merge()).status).toBe(405);
  });

  test('a skipped pipeline passes only where that is allowed', async () => {
    const { merge, project, sha, branch } = await request('acme/shop/loyalty');
    project.onlyAllowMergeIfPipelineSucceeds = true;
    addPipeline({ projectId: project.id, sha, ref: branch, source: 'push', status: 'skipped' });
    expect((await merge()).status).toBe(405);
    project.allowMergeOnSkippedPipeline = true;
    expect((await merge()).body.state).toBe('merged');
  });

  test('a merge request pipeline wins over a newer branch pipeline', async () => {
    const { merge, read, project, sha, branch, mr } = await request('acme/shop/gift-cards');
    project.onlyAllowMergeIfPipelineSucceeds = true;
    addPipeline({
      projectId: project.id,
      sha,
      ref: `refs/merge-requests/${mr.iid}/head`,
      source: 'merge_request_event',
      mergeRequestId: mr.id,
    });
    addPipeline({ projectId: project.id, sha, ref: branch, source: 'push', status: 'failed' });
    expect((await read()).head_pipeline).toMatchObject({ source: 'merge_request_event', status: 'success' });
    expect((await merge()).body.state).toBe('merged');
  });

  test('a fork’s merge request looks at pipelines of the fork: a status in the target does not count', async () => {
    const labs = gitlab.world.groups.find(({ fullPath }) => fullPath === 'acme/labs')?.id;
    const origin = findProject(gitlab.world, 'acme/shop/mobile-app')?.project;
    if (origin === undefined) throw new Error('no mobile-app');
    const fork = (await api('POST', `/projects/${origin.id}/fork`, { namespace_id: labs }, TOKENS.devApi))
      .body;
    expect(fork).toMatchObject({
      forked_from_project: { id: origin.id },
      path_with_namespace: 'acme/labs/mobile-app',
    });
    const push = { project: 'acme/labs/mobile-app', branch: 'idea', user: 'dev', message: 'Idea' };
    const sha = await gitlab.push({ ...push, files: { 'idea.txt': 'x\n' } });
    const wish = {
      source_branch: 'idea',
      target_branch: 'main',
      title: 'Idea',
      target_project_id: origin.id,
    };
    const mr = (await api('POST', `/projects/${fork.id}/merge_requests`, wish, TOKENS.devApi)).body;
    await gitlab.settled();
    origin.onlyAllowMergeIfPipelineSucceeds = true;
    const path = `/projects/${origin.id}/merge_requests/${mr.iid}`;
    const status = { state: 'success', name: 'MR Gate', ref: 'idea' };
    expect((await api('POST', `/projects/${origin.id}/statuses/${sha}`, status)).status).toBe(201);
    expect((await api('GET', path)).body.head_pipeline).toBeNull();
    expect((await api('PUT', `${path}/merge`, {})).status).toBe(405);
    expect((await api('POST', `/projects/${fork.id}/statuses/${sha}`, status)).status).toBe(201);
    expect((await api('GET', path)).body.head_pipeline).toMatchObject({
      project_id: fork.id,
      status: 'success',
    });
    expect((await api('PUT', `${path}/merge`, {})).body.state).toBe('merged');
  });

  test('drafts, open discussions and conflicts', async () => {
    const { merge, read, project, mr, branch } = await request('acme/platform/auth');
    const path = `/projects/${project.id}/merge_requests/${mr.iid}`;
    await api('PUT', path, { title: 'Draft: not yet' });
    expect((await read()).detailed_merge_status).toBe('draft_status');
    expect((await merge()).status).toBe(405);
    await api('PUT', path, { title: 'Now' });
    const thread = (await api('POST', `${path}/discussions`, { body: 'Why?' })).body;
    expect((await read()).detailed_merge_status).toBe('discussions_not_resolved');
    expect((await merge()).status).toBe(405);
    await api('PUT', `${path}/discussions/${thread.id}`, { resolved: true });
    expect((await read()).detailed_merge_status).toBe('mergeable');
    for (const on of ['main', branch])
      await gitlab.push({
        project: 'acme/platform/auth',
        branch: on,
        user: 'max',
        message: on,
        files: { 'README.md': `${on}\n` },
      });
    await gitlab.settled();
    expect(await read()).toMatchObject({ detailed_merge_status: 'conflict', has_conflicts: true });
    expect(await merge()).toMatchObject({ status: 422, body: { message: 'Branch cannot be merged' } });
  });
});
