// @vitest-environment node
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GatedGroup, gatedGroup } from '../../unit/gate/gated-group.ts';
import { apiRoutes } from '../api/routes.ts';
import type { ApiCallSeen } from '../embedded.ts';
import { TOKENS } from '../seed-names.ts';
import { everyRead, wholeLife } from './openapi-calls.ts';
import {
  ALWAYS_POSSIBLE,
  NOT_IN_THE_TEXT,
  REAL_ANSWERS,
  REAL_STATUS,
  REAL_TYPES,
} from './openapi-exceptions.ts';
import { departures, OpenApiText, openApiFile } from './openapi-text.ts';

const { routes } = apiRoutes();
const file = openApiFile();

// GitLab's own text. Where it is missing the tests are reported as skipped, never as passed.
describe.runIf(file !== null)('GitLab’s OpenAPI text', () => {
  let text: OpenApiText;
  let group: GatedGroup;
  /** What the product and its gate program ask in their whole life, and every read that there is. */
  const calls: ApiCallSeen[] = [];

  beforeAll(async () => {
    text = new OpenApiText(file as string);
    group = await gatedGroup((gitlab) => void gitlab.onApiCall((call) => calls.push(call)));
    await wholeLife(group, () => everyRead(group, routes));
  }, 240_000);
  afterAll(() => group?.gitlab.close());

  test('has every route, with its method', () => {
    const lacking = routes
      .filter(({ method, pattern }) => text.operation(method, pattern) === undefined)
      .map(({ method, pattern }) => `${method} ${pattern}`);
    expect(lacking.sort()).toEqual(Object.keys(NOT_IN_THE_TEXT).sort());
  });

  test('knows every parameter that is sent', () => {
    const unknown = calls.flatMap(({ method, pattern, parameters }) => {
      const operation = text.operation(method, pattern);
      // The whole body of a trigger’s call is its payload.
      if (operation === undefined || pattern.endsWith('/trigger/pipeline')) return [];
      const known = text.parameters(operation);
      return Object.keys(parameters)
        .filter((name) => !known.has(name))
        .map((name) => `${method} ${pattern}: ${name}`);
    });
    expect([...new Set(unknown)]).toEqual([]);
  });

  test('has every key that is answered, with its type', () => {
    const open = new Set<string>();
    const used = new Set<string>();
    for (const call of calls.filter(({ status }) => status < 300 && status !== 204))
      for (const departure of departures(text, call.body, schemaOf(text, call) ?? {})) {
        const { definition, key, found, wanted } = departure;
        if (wanted !== undefined && REAL_TYPES[found]?.includes(key)) used.add(key);
        else open.add(`${definition}.${key}: ${found}, not ${wanted ?? 'known'}`);
      }
    expect([...open]).toEqual([]);
    // An exception that is met no more has to go.
    expect(
      Object.values(REAL_TYPES)
        .flat()
        .filter((key) => !used.has(key)),
    ).toEqual([]);
  });

  test('has the short shape of a project, without its settings', async () => {
    const basic = { $ref: '#/definitions/API_Entities_BasicProjectDetails' };
    group.gitlab.world.projects[0]!.visibility = 'public';
    for (const [path, token] of [
      ['/projects?simple=true', TOKENS.olgaApi],
      ['/groups/acme/projects?simple=true&include_subgroups=true', TOKENS.olgaApi],
      ['/projects', null],
    ] as const) {
      const headers = token === null ? {} : { 'private-token': token };
      const projects = await (await fetch(`${group.gitlab.url}/api/v4${path}`, { headers })).json();
      expect(projects).not.toEqual([]);
      expect(departures(text, projects, basic)).toEqual([]);
    }
  });

  test('names every status that is answered', () => {
    const unnamed = calls.flatMap(({ method, pattern, status }) => {
      const operation = text.operation(method, pattern);
      const named =
        operation === undefined ||
        String(status) in operation.responses ||
        REAL_STATUS[`${method} ${pattern}`] === status ||
        ALWAYS_POSSIBLE.includes(status);
      return named ? [] : [`${method} ${pattern}: ${status}`];
    });
    expect([...new Set(unnamed)]).toEqual([]);
  });
});

function schemaOf(text: OpenApiText, { method, pattern, status }: ApiCallSeen) {
  const known = { ...NOT_IN_THE_TEXT, ...REAL_ANSWERS }[`${method} ${pattern}`];
  if (known !== undefined) return known;
  const responses = text.operation(method, pattern)?.responses ?? {};
  return (responses[status] ?? responses[200] ?? responses[201])?.schema;
}
