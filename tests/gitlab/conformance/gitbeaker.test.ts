import { Gitlab } from '@gitbeaker/rest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EmbeddedGitLab } from '../embedded.ts';
import { GROUPS, PROJECTS, TOKENS } from '../seed-names.ts';
import { startGitLab } from '../start.ts';

/** An independent client: what it can do with a GitLab, it can do with this one, under a URL root. */
let gitlab: EmbeddedGitLab;
const as = (token: string) => new Gitlab({ host: gitlab.url, token });
const status = (error: unknown): number | undefined =>
  (error as { cause?: { response?: { status?: number } } }).cause?.response?.status;
const statusOf = (work: Promise<unknown>): Promise<number | undefined> => work.then(() => 200, status);

beforeAll(async () => {
  gitlab = await startGitLab({ root: '/gitlab' });
});
afterAll(() => gitlab.close());

describe('@gitbeaker/rest', () => {
  test('users, metadata and the token itself', async () => {
    const api = as(TOKENS.olgaApi);
    expect(await api.Users.showCurrentUser()).toMatchObject({ username: 'olga', bot: false });
    expect(await api.Users.all({ username: 'max' })).toMatchObject([{ username: 'max' }]);
    expect(await api.Metadata.show()).toMatchObject({ version: gitlab.world.version, enterprise: true });
    expect(await api.PersonalAccessTokens.show()).toMatchObject({ scopes: ['api'], active: true });
    expect(await as(TOKENS.groupBot).Users.showCurrentUser()).toMatchObject({ bot: true });
  });

  test('pages through all projects of a group and its subgroups', async () => {
    const api = as(TOKENS.olgaApi);
    const projects = await api.Groups.allProjects(GROUPS.acme, {
      includeSubgroups: true,
      perPage: 7,
      orderBy: 'id',
      sort: 'asc',
    });
    expect(projects.map((project) => project.id)).toEqual(
      gitlab.world.projects.filter((project) => project.id < 1000).map((project) => project.id),
    );
    expect(projects.every((project) => !('permissions' in project))).toBe(true);
    const { paginationInfo } = await api.Groups.allProjects(GROUPS.acme, {
      includeSubgroups: true,
      perPage: 10,
      maxPages: 1,
      showExpanded: true,
    });
    expect(paginationInfo).toMatchObject({ total: projects.length, current: 1, next: 2, perPage: 10 });
    const own = await as(TOKENS.miaApi).Groups.allProjects(GROUPS.acme, {
      includeSubgroups: true,
      minAccessLevel: 40,
      perPage: 100,
    });
    expect(own.map((project) => project.path_with_namespace)).not.toContain(PROJECTS.locked);
    expect(own.length).toBeGreaterThan(10);
  });

  test('keyset paging of the projects list', async () => {
    const projects = await as(TOKENS.olgaApi).Projects.all({
      pagination: 'keyset',
      orderBy: 'id',
      sort: 'asc',
      perPage: 9,
    });
    expect(new Set(projects.map((project) => project.id)).size).toBe(gitlab.world.projects.length);
  });

  test('a project made, configured and removed; who may', async () => {
    const api = as(TOKENS.olgaApi);
    const project = await api.Projects.create({
      name: 'Conformance',
      namespaceId: 10,
      initializeWithReadme: true,
    });
    expect(project).toMatchObject({
      path_with_namespace: 'acme/conformance',
      default_branch: 'main',
      empty_repo: false,
    });
    expect(await api.ProtectedBranches.all(project.id)).toMatchObject([{ name: 'main' }]);
    const edited = await as(TOKENS.maxApi).Projects.edit(project.id, {
      onlyAllowMergeIfPipelineSucceeds: true,
    });
    expect(edited.only_allow_merge_if_pipeline_succeeds).toBe(true);
    expect(await statusOf(as(TOKENS.devApi).Projects.edit(project.id, { description: 'no' }))).toBe(403);
    expect(await statusOf(as(TOKENS.strangerApi).Projects.show(project.id))).toBe(404);
    expect(await statusOf(as(TOKENS.maxApi).Projects.remove(project.id))).toBe(403);
    expect(await statusOf(as(TOKENS.olgaReadApi).Projects.edit(project.id, { description: 'no' }))).toBe(403);
    await api.Projects.remove(project.id);
    // GitLab waits with it, under another path: the first is free, and leads there until somebody takes it.
    const marked = await api.Projects.show(project.id);
    expect(marked).toMatchObject({
      path_with_namespace: `acme/conformance-deletion_scheduled-${project.id}`,
      marked_for_deletion_on: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
    expect(await statusOf(api.Projects.remove(project.id))).toBe(400);
    const again = await api.Projects.create({ name: 'Conformance', namespaceId: 10 });
    expect(again.path_with_namespace).toBe('acme/conformance');
    const forGood = (id: number, fullPath: string) =>
      api.Projects.remove(id, { permanentlyRemove: true, fullPath } as object);
    expect(await statusOf(forGood(again.id, 'acme/conformance'))).toBe(400);
    expect(await statusOf(forGood(project.id, 'acme/conformance'))).toBe(400);
    await forGood(project.id, marked.path_with_namespace as string);
    expect(await statusOf(api.Projects.show(project.id))).toBe(404);
  });

  test('variables: hidden ones stay hidden, a taken key is refused', async () => {
    const api = as(TOKENS.olgaApi);
    const made = await api.ProjectVariables.create(PROJECTS.checkout, 'SECRET', 'abcdefgh12345678', {
      maskedAndHidden: true,
    } as object);
    expect(made).toMatchObject({ masked: true, value: null });
    expect(await statusOf(api.ProjectVariables.create(PROJECTS.checkout, 'SECRET', 'x'))).toBe(400);
    expect(
      await statusOf(api.ProjectVariables.create(PROJECTS.checkout, 'SHORT', 'x', { masked: true })),
    ).toBe(400);
    expect(await statusOf(as(TOKENS.devApi).ProjectVariables.all(PROJECTS.checkout))).toBe(403);
    expect(JSON.stringify(await api.ProjectVariables.all(PROJECTS.checkout))).not.toContain(
      'abcdefgh12345678',
    );
    await api.ProjectVariables.remove(PROJECTS.checkout, 'SECRET');
    expect(await api.ProjectVariables.all(PROJECTS.checkout)).toEqual([]);
  });

  test('hooks: push events by default, no de-duplication, nothing secret comes back', async () => {
    const api = as(TOKENS.maxApi);
    const url = `${gitlab.url}/api/v4/nowhere`;
    const first = await api.ProjectHooks.add(PROJECTS.renamed, url, {
      token: 'hook-secret-1',
      mergeRequestsEvents: true,
    });
    await api.ProjectHooks.add(PROJECTS.renamed, url, { pushEvents: false });
    const hooks = await api.ProjectHooks.all(PROJECTS.renamed);
    expect(hooks.map((hook) => hook.push_events)).toEqual([true, false]);
    expect(JSON.stringify([first, hooks])).not.toContain('hook-secret-1');
    expect(await statusOf(api.ProjectHooks.add(PROJECTS.renamed, 'http://10.0.0.7/'))).toBe(422);
    for (const hook of hooks) await api.ProjectHooks.remove(PROJECTS.renamed, hook.id);
    expect(await api.ProjectHooks.all(PROJECTS.renamed)).toEqual([]);
  });

  test('commits and files: a lost update is refused, protection holds', async () => {
    const api = as(TOKENS.maxApi);
    const path = 'docs/a b.md';
    const commit = await api.Commits.create('acme/shop/catalog', 'main', 'Two files', [
      { action: 'create', filePath: path, content: 'eins\n' },
      {
        action: 'create',
        filePath: 'blob.bin',
        content: Buffer.from([0, 255]).toString('base64'),
        encoding: 'base64',
      },
    ]);
    expect(commit).toMatchObject({ title: 'Two files', author_name: 'Max Meyer' });
    const file = await api.RepositoryFiles.show('acme/shop/catalog', path, 'main');
    expect(Buffer.from(file.content, 'base64').toString()).toBe('eins\n');
    expect(file.last_commit_id).toBe(commit.id);
    await api.RepositoryFiles.edit('acme/shop/catalog', path, 'main', 'zwei\n', 'Edit', {
      lastCommitId: commit.id,
    });
    expect(
      await statusOf(
        api.RepositoryFiles.edit('acme/shop/catalog', path, 'main', 'drei\n', 'Late', {
          lastCommitId: commit.id,
        }),
      ),
    ).toBe(400);
    expect(await api.RepositoryFiles.showRaw('acme/shop/catalog', path, 'main')).toBe('zwei\n');
    const actions = [{ action: 'create' as const, filePath: 'x', content: 'x' }];
    expect(await statusOf(as(TOKENS.devApi).Commits.create('acme/shop/catalog', 'main', 'No', actions))).toBe(
      403,
    );
    expect(await statusOf(api.RepositoryFiles.show('acme/shop/catalog', 'none', 'main'))).toBe(404);
    expect(
      (await api.Commits.all('acme/shop/catalog', { perPage: 2, maxPages: 1 })).map(({ title }) => title),
    ).toEqual(['Edit', 'Two files']);
  });

  test('a merge request from branch to merge, with notes and a status that decides', async () => {
    const dev = as(TOKENS.devApi);
    const max = as(TOKENS.maxApi);
    await max.Projects.edit('acme/shop/cart', { onlyAllowMergeIfPipelineSucceeds: true });
    const head = await dev.Commits.create(
      'acme/shop/cart',
      'feature',
      'Add',
      [{ action: 'create', filePath: 'new.js', content: 'export {};\n' }],
      { startBranch: 'main' },
    );
    const mr = await dev.MergeRequests.create('acme/shop/cart', 'feature', 'main', 'Add a file');
    expect(await statusOf(dev.MergeRequests.create('acme/shop/cart', 'feature', 'main', 'Again'))).toBe(409);
    await gitlab.settled();
    expect(await statusOf(max.MergeRequests.merge('acme/shop/cart', mr.iid))).toBe(405);
    await dev.Commits.editStatus('acme/shop/cart', head.id, 'failed', { name: 'MR Gate', ref: 'feature' });
    expect(await statusOf(max.MergeRequests.merge('acme/shop/cart', mr.iid))).toBe(405);
    const made = await dev.Commits.editStatus('acme/shop/cart', head.id, 'success', {
      name: 'MR Gate',
      ref: 'feature',
    });
    expect(await dev.Commits.allStatuses('acme/shop/cart', head.id)).toMatchObject([
      { id: made.id, status: 'success' },
    ]);
    const note = await dev.MergeRequestNotes.create('acme/shop/cart', mr.iid, 'Please look');
    await dev.MergeRequestNotes.edit('acme/shop/cart', mr.iid, note.id, { body: 'Please look now' });
    expect(
      await statusOf(
        as(TOKENS.danaApi).MergeRequestNotes.edit('acme/shop/cart', mr.iid, note.id, { body: 'hm' }),
      ),
    ).toBe(403);
    const notes = await dev.MergeRequestNotes.all('acme/shop/cart', mr.iid, { sort: 'asc' });
    expect(notes.filter(({ system }) => !system).map(({ body }) => body)).toEqual(['Please look now']);
    expect(await statusOf(max.MergeRequests.merge('acme/shop/cart', mr.iid, { sha: '0'.repeat(40) }))).toBe(
      409,
    );
    expect(await statusOf(dev.MergeRequests.merge('acme/shop/cart', mr.iid))).toBe(401);
    const merged = await max.MergeRequests.merge('acme/shop/cart', mr.iid, { sha: head.id });
    expect(merged.state).toBe('merged');
    const diffs = await dev.MergeRequests.allDiffs('acme/shop/cart', mr.iid);
    expect(diffs).toMatchObject([{ new_path: 'new.js', new_file: true }]);
  });

  test('trigger tokens: in full to their owner alone; the pipeline gets the payload', async () => {
    const max = as(TOKENS.maxApi);
    const made = await max.PipelineTriggerTokens.create(PROJECTS.payments, 'a trigger');
    expect((await max.PipelineTriggerTokens.all(PROJECTS.payments))[0]?.token).toBe(made.token);
    expect((await as(TOKENS.olgaApi).PipelineTriggerTokens.all(PROJECTS.payments))[0]?.token).toBe(
      made.token.slice(0, 4),
    );
    const pipeline = await max.PipelineTriggerTokens.trigger(PROJECTS.payments, 'main', made.token, {
      variables: { A: 'b' },
    });
    expect(pipeline).toMatchObject({ source: 'trigger', ref: 'main' });
    const variables = gitlab.world.pipelines.find(({ id }) => id === pipeline.id)?.variables;
    expect(variables).toMatchObject([
      { key: 'A', value: 'b', file: false },
      { key: 'TRIGGER_PAYLOAD', file: true },
    ]);
    expect(JSON.stringify(variables)).not.toContain(made.token);
    expect(await statusOf(max.PipelineTriggerTokens.trigger(PROJECTS.payments, 'main', 'glptt-wrong'))).toBe(
      404,
    );
    await gitlab.settled();
    expect(await max.Pipelines.show(PROJECTS.payments, pipeline.id)).toMatchObject({ status: 'success' });
    expect(
      (await max.Jobs.all(PROJECTS.payments, { pipelineId: pipeline.id })).map(({ name }) => name),
    ).toEqual(['test', 'build']);
  }, 30_000);

  test('a group access token comes with its bot, and only from an Owner', async () => {
    const wish = ['gate', ['api']] as const;
    expect(
      await statusOf(as(TOKENS.maxApi).GroupAccessTokens.create(10, wish[0], [...wish[1]], '2026-12-31')),
    ).toBe(403);
    const soon = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const made = await as(TOKENS.olgaApi).GroupAccessTokens.create(10, 'gate', ['api'], soon, {
      accessLevel: 40,
    });
    const bot = await as(made.token ?? '').Users.showCurrentUser();
    expect(bot.username).toMatch(/^group_10_bot_/);
    expect(await as(TOKENS.olgaApi).GroupMembers.show(10, bot.id)).toMatchObject({ access_level: 40 });
  });

  test.each([
    ['expired', 401],
    ['revoked', 401],
    ['unknown', 401],
    ['deployToken', 401],
    ['blockedUser', 403],
    ['readUserOnly', 403],
    ['readRepositoryOnly', 403],
  ] as const)('%s token: %i', async (name, expected) => {
    expect(await statusOf(as(TOKENS[name]).Groups.show(GROUPS.acme))).toBe(expected);
  });
});
