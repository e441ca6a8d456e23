import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EmbeddedGitLab } from '../embedded.ts';
import { PROJECTS, TOKENS } from '../seed-names.ts';
import { startGitLab } from '../start.ts';
import { findProject } from '../world/find.ts';
import { parseQuery } from './graphql-query.ts';
import { complexity } from './graphql-schema.ts';

let gitlab: EmbeddedGitLab;
beforeAll(async () => {
  gitlab = await startGitLab({ runner: false });
});
afterAll(() => gitlab.close());

async function ask(query: string, token: string | null = TOKENS.devApi) {
  const response = await fetch(`${gitlab.url}/api/graphql?${new URLSearchParams({ query })}`, {
    headers: token === null ? {} : { 'PRIVATE-TOKEN': token },
  });
  expect(response.status).toBe(200);
  return response.json();
}
const refusal = (message: string) => ({ errors: [{ message }] });
const checkout = (fields: string) => `{project(fullPath:"${PROJECTS.checkout}"){${fields}}}`;
const file = (path: string) => checkout(`repository{blobs(paths:["${path}"]){nodes{path size rawTextBlob}}}`);

describe('GraphQL refuses as a whole, before anything is looked up', () => {
  test.each([
    ['{project(fullPath:"no/such"){fullName}}', "Field 'fullName' doesn't exist on type 'Project'"],
    [checkout('pipelines{nodes{jobs{secrets}}}'), "Field 'secrets' doesn't exist on type 'CiJobConnection'"],
    [checkout('pipelines(branch:"main"){count}'), "Field 'pipelines' doesn't accept argument 'branch'"],
    [
      checkout('repository'),
      "Field must have selections (field 'repository' returns Repository but has no selections. Did you mean 'repository { ... }'?)",
    ],
  ])('%s', async (query, message) => {
    expect(await ask(query)).toEqual(refusal(message));
  });

  test('what is too complex, by who asks', async () => {
    const all = Array.from({ length: 30 }, (_, at) => `p${at}:pipelines(sha:"a",first:1){nodes{id}}`).join(
      ' ',
    );
    const cost = complexity(parseQuery(checkout(all), {}).fields);
    expect(cost).toBe(1 + 30 * 6);
    const more = checkout(`${all} ${all.replaceAll(/p(\d)/g, 'q$1')}`);
    const said = (most: number) =>
      refusal(`Query has complexity of 361, which exceeds max complexity of ${most}`);
    expect(await ask(more)).toEqual(said(250));
    expect(await ask(more, null)).toEqual(said(200));
  });

  test('what is too deep, or inside itself too often', async () => {
    const within = (times: number, inner: string): string =>
      times === 0 ? inner : `downstream{nodes{${within(times - 1, inner)}}}`;
    expect(await ask(checkout(`pipelines{nodes{${within(2, 'id')}}}`))).toHaveProperty('data');
    expect(await ask(checkout(`pipelines{nodes{${within(3, 'id')}}}`))).toEqual(
      refusal(
        'Recursive query - too many of fields \'{"downstream"=>3}\' detected\nin single branch of the query")\n',
      ),
    );
    expect(await ask(checkout(`pipelines{nodes{${within(7, 'id')}}}`), null)).toEqual(
      refusal('Query has depth of 18, which exceeds max depth of 15'),
    );
  });
});

describe('GraphQL answers null, without an error,', () => {
  test('for a project that one may not see, or that had this path once', async () => {
    expect(await ask(checkout('id'), TOKENS.strangerApi)).toEqual({ data: { project: null } });
    expect(await ask(`{project(fullPath:"${PROJECTS.renamedFrom}"){id}}`)).toEqual({
      data: { project: null },
    });
  });

  test('for code and pipelines that one may not read, and nothing for what is not there', async () => {
    const project = findProject(gitlab.world, PROJECTS.checkout)?.project;
    expect(await ask(file('README.md'), TOKENS.gusApi)).toEqual({ data: { project: { repository: null } } });
    expect(await ask(file('no-such.md'))).toEqual({
      data: { project: { repository: { blobs: { nodes: [] } } } },
    });
    const read = await ask(file('README.md'));
    const [{ size, rawTextBlob }] = read.data.project.repository.blobs.nodes;
    expect(size).toBe(String(Buffer.byteLength(rawTextBlob)));
    if (project) project.settings.public_jobs = false;
    const pipelines = checkout('pipelines{nodes{id}}');
    expect(await ask(pipelines, TOKENS.gusApi)).toEqual({ data: { project: { pipelines: { nodes: [] } } } });
  });
});
