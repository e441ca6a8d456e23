import { Groups, ProjectHooks, Projects, ProjectVariables } from '@gitbeaker/core';
import { describe, expect, it } from 'vitest';
import { createClient } from '../../../utils/gitlab/client.ts';
import { GitLabError } from '../../../utils/gitlab/errors.ts';
import { gitbeakerOptions } from '../../../utils/gitlab/requester.ts';
import { fakeTransport, json, TOKEN } from './fake-gitlab.ts';

describe('gitbeaker over our transport', () => {
  it('sends snake_case, the real token, and below the relative root', async () => {
    const { transport, calls } = fakeTransport([json({ id: 7 })]);
    await new Projects(gitbeakerOptions(transport)).edit(42, { onlyAllowMergeIfPipelineSucceeds: true });
    const { url, init } = calls[0]!;
    expect(url).toBe('https://gitlab.example/gitlab/api/v4/projects/42');
    expect(init.method).toBe('PUT');
    expect(JSON.parse(String(init.body))).toEqual({ only_allow_merge_if_pipeline_succeeds: true });
    expect(init.headers).toMatchObject({ 'private-token': TOKEN });
  });

  it('leaves keys alone that are not camelCase words', async () => {
    const { transport, calls } = fakeTransport([json({})]);
    const variables = new ProjectVariables(gitbeakerOptions(transport));
    await variables.create(1, 'MR_GATE_TOKEN', 'v', { MR_GATE: { maskedAndHidden: true } } as object);
    expect(JSON.parse(String(calls[0]!.init.body))).toEqual({
      key: 'MR_GATE_TOKEN',
      value: 'v',
      MR_GATE: { masked_and_hidden: true },
    });
  });

  it('follows gitbeaker’s paging by Link', async () => {
    const next = '<https://gitlab.example/gitlab/api/v4/groups/1/projects?page=2&per_page=1>; rel="next"';
    const { transport, calls } = fakeTransport([json([{ id: 1 }], 200, { link: next }), json([{ id: 2 }])]);
    const projects = await new Groups(gitbeakerOptions(transport)).allProjects(1, { perPage: 1 });
    expect(projects.map(({ id }) => id)).toEqual([1, 2]);
    expect(calls[1]!.url).toContain('page=2');
  });

  it('encodes what is put into a path', async () => {
    const { transport, calls } = fakeTransport([json({})]);
    await new Projects(gitbeakerOptions(transport)).show('acme/../admin');
    expect(calls[0]!.url).toBe('https://gitlab.example/gitlab/api/v4/projects/acme%2F..%2Fadmin');
  });

  it('sends no body where there is none', async () => {
    const { transport, calls } = fakeTransport([json(null, 204)]);
    await new ProjectHooks(gitbeakerOptions(transport)).remove(1, 2);
    expect(calls[0]!.url).toBe('https://gitlab.example/gitlab/api/v4/projects/1/hooks/2');
    expect(calls[0]!.init.method).toBe('DELETE');
    expect(calls[0]!.init.body).toBeUndefined();
  });

  it('throws our error, not gitbeaker’s', async () => {
    const { transport } = fakeTransport([json({ message: '404 Not found' }, 404)]);
    await expect(new Projects(gitbeakerOptions(transport)).show(1)).rejects.toBeInstanceOf(GitLabError);
  });
});

describe('all pages', () => {
  const rows = (call: { url: string }): { id: number }[] => {
    const page = Number(new URL(call.url).searchParams.get('page') ?? 1);
    return [{ id: page * 10 }, { id: page * 10 + 1 }];
  };
  const ids = [10, 11, 20, 21, 30, 31];

  it('reads side by side where the number of pages is known, and keeps the order', async () => {
    let under = 0;
    let most = 0;
    const { transport, calls } = fakeTransport([
      async (call) => {
        most = Math.max(most, ++under);
        await new Promise((resolve) =>
          setTimeout(resolve, 40 - 10 * Number(new URL(call.url).searchParams.get('page') ?? 1)),
        );
        under--;
        return json(rows(call), 200, { 'x-total-pages': '3', 'x-next-page': '2' });
      },
    ]);
    const all = await createClient(transport).allPages<{ id: number }>('/groups/1/projects', {
      archived: false,
    });
    expect(all.map(({ id }) => id)).toEqual(ids);
    expect(most).toBe(2);
    expect(calls.every(({ url }) => url.includes('per_page=100') && url.includes('archived=false'))).toBe(
      true,
    );
  });

  it('follows X-Next-Page where it is not', async () => {
    const { transport } = fakeTransport([
      (call) => {
        const page = Number(new URL(call.url).searchParams.get('page') ?? 1);
        return json(rows(call), 200, { 'x-next-page': page < 3 ? String(page + 1) : '' });
      },
    ]);
    expect((await createClient(transport).allPages<{ id: number }>('/x')).map(({ id }) => id)).toEqual(ids);
  });

  it('follows only the query of a Link, never its address', async () => {
    const { transport, calls } = fakeTransport([
      json([{ id: 1 }], 200, { link: '<https://evil.example/api/v4/steal?id_after=1>; rel="next"' }),
      json([{ id: 2 }]),
    ]);
    await createClient(transport).allPages('/projects', { pagination: 'keyset' });
    expect(calls[1]!.url).toBe(
      'https://gitlab.example/gitlab/api/v4/projects?per_page=100&pagination=keyset&id_after=1',
    );
  });
});
