import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Misfit } from '../../../utils/gate/shape.ts';
import {
  type ListedMergeRequest,
  listAnswerShape,
  listKey,
  listQueries,
  readListAnswer,
} from '../../../utils/list/list-query.ts';
import { parseQuery } from '../../gitlab/api/graphql-query.ts';
import { complexity, LIMITS } from '../../gitlab/api/graphql-schema.ts';

const many = (projects: number, each: number): ListedMergeRequest[] =>
  Array.from({ length: projects * each }, (_, at) => ({
    projectPath: `acme/${'team-'.repeat(5)}${at % projects}`,
    iid: at + 1,
  }));

describe('the queries of a list', () => {
  it.each([
    [1, 20, 1],
    [16, 3, 1],
    [20, 1, 2],
    [1, 100, 1],
  ])('of %i projects with %i merge requests each are %i', (projects, each, queries) => {
    expect(listQueries(many(projects, each))).toHaveLength(queries);
  });

  it('cost ten points a project, so that GitLab takes them from who is not signed in too', () => {
    const [{ text = '' } = {}] = listQueries(many(16, 1));
    const cost = complexity(parseQuery(text, {}).fields);
    expect(cost).toBe(160);
    expect(cost).toBeLessThan(LIMITS.anonymous.complexity);
  });

  it('ask for each merge request once, within GitLab’s limits, whatever the paths hold', () => {
    const path = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), {
      minLength: 2,
      maxLength: 6,
    });
    const wanted = fc.array(
      fc.record({ projectPath: path.map((names) => names.join('/')), iid: fc.integer({ min: 1, max: 9 }) }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(wanted, (list) => {
        const asked = new Set<string>();
        for (const { text, projects } of listQueries(list)) {
          expect(text.length).toBeLessThan(10_000);
          const { operation, fields } = parseQuery(text, {});
          expect(operation).toBe('query');
          expect(complexity(fields)).toBeLessThanOrEqual(LIMITS.anonymous.complexity);
          expect(fields.map(({ args }) => args.fullPath)).toEqual(projects);
          for (const { args, fields: inner } of fields)
            for (const iid of (inner[0]?.args.iids ?? []) as string[])
              asked.add(listKey(String(args.fullPath), iid));
        }
        expect(asked).toEqual(new Set(list.map(({ projectPath, iid }) => listKey(projectPath, iid))));
      }),
    );
  });
});

describe('the answer to one', () => {
  const query = { text: '', projects: ['acme/a', 'acme/b', 'acme/c'] };
  const read = (data: unknown) => readListAnswer(query, listAnswerShape({ data }));
  const jobs = (...nodes: unknown[]) => ({ headPipeline: { jobs: { nodes } } });

  it('holds the state of those that have the gate’s status', () => {
    expect(
      read({
        p0: {
          mergeRequests: {
            nodes: [
              {
                iid: '1',
                ...jobs({ name: 'test', status: 'FAILED' }, { name: 'MR Gate', status: 'SUCCESS' }),
              },
              { iid: '2', ...jobs({ name: 'test', status: 'SUCCESS' }) },
              { iid: '3', headPipeline: null },
              { iid: '4', headPipeline: { jobs: null } },
              null,
            ],
          },
        },
        p1: null,
        p2: { mergeRequests: { nodes: [{ iid: '1', ...jobs({ name: 'MR Gate', status: 'FAILED' }) }] } },
      }),
    ).toEqual(
      new Map([
        ['acme/a!1', 'success'],
        ['acme/c!1', 'failed'],
      ]),
    );
  });

  it.each([{ errors: [{ message: 'Query has complexity of 300' }] }, { data: null }, [], 'no'])(
    'that is a refusal or no answer at all is unreadable: %j',
    (answer) => {
      expect(() => listAnswerShape(answer)).toThrow(Misfit);
    },
  );
});
