import { describe, expect, it } from 'vitest';
import { Misfit } from '../../../utils/gate/shape.ts';
import { readReportAnswer, reportAnswer } from '../../../utils/reports/report-answer.ts';

const gid = (id: number) => `gid://gitlab/Ci::Pipeline/${id}`;
const project = (id: number) => ({ id: `gid://gitlab/Project/${id}` });
const page = (nodes: unknown[], hasNextPage = false) => ({ nodes, pageInfo: { hasNextPage } });
const job = (over: object = {}) => ({
  name: 'semgrep',
  webPath: '/gitlab/acme/shop/-/jobs/1',
  artifacts: {
    nodes: [
      { fileType: 'ARCHIVE', expireAt: null },
      { fileType: 'SAST', expireAt: null },
    ],
  },
  ...over,
});
const child = (id: number, over: object = {}) => ({
  id: gid(id),
  project: project(7),
  sourceJob: { retried: false },
  jobs: page([]),
  downstream: page([]),
  ...over,
});
const told = (head: object, more: object = {}) =>
  readReportAnswer(
    reportAnswer({
      data: {
        project: {
          mergeRequest: { headPipeline: { id: gid(1), jobs: page([job()]), downstream: page([]), ...head } },
        },
        ...more,
      },
    }),
    { baseUrl: 'https://gitlab.example/gitlab', projectId: 7, headProjectId: 7, policies: ['acme/mr-gate'] },
  );

describe('an answer to the query for reports', () => {
  it('tells reports, and the children of this project that are not of a retried bridge', () => {
    const { pipelines, base } = told({
      downstream: page([
        null,
        child(2, { downstream: page([{ id: gid(5), project: project(7), sourceJob: { retried: null } }]) }),
        child(3, { sourceJob: { retried: true } }),
        child(4, { project: project(8), sourceJob: null }),
      ]),
    });
    const url = 'https://gitlab.example/gitlab/acme/shop/-/jobs/1';
    const report = { name: 'semgrep', url, fileType: 'sast', expiresAt: null };
    expect([...pipelines]).toEqual([
      [2, { jobs: [], children: [5] }],
      [1, { jobs: [report], children: [2] }],
    ]);
    expect(base).toBeUndefined();
  });

  it.each([
    ['jobs', 'that may not be seen', { jobs: null }],
    ['jobs', 'of which there are more', { jobs: page([job()], true) }],
    ['children', 'that may not be seen', { downstream: null }],
    ['children', 'of which there are more', { downstream: page([child(2)], true) }],
    ['children', 'of no project', { downstream: page([child(2, { project: null })]) }],
    ['children', 'of no job', { downstream: page([child(2, { sourceJob: null })]) }],
  ] as const)('does not tell %s %s', (what, __, head) => {
    expect(told(head).pipelines.get(1)?.[what]).toBeNull();
  });

  it.each([
    ['a project that may not be seen', null, [['acme/mr-gate', null]]],
    ['code that may not be read', { repository: null }, [['acme/mr-gate', null]]],
    ['no file', { repository: { blobs: { nodes: [] } } }, [['acme/mr-gate', null]]],
    ['files that may not be seen', { repository: { blobs: null } }, []],
    [
      'a file in two bytes',
      { repository: { blobs: { nodes: [{ size: '2', rawTextBlob: 'é' }] } } },
      [['acme/mr-gate', 'é']],
    ],
    ['a file that is cut', { repository: { blobs: { nodes: [{ size: '9', rawTextBlob: 'é' }] } } }, []],
    ['a file of bytes', { repository: { blobs: { nodes: [{ size: '2', rawTextBlob: null }] } } }, []],
  ])('tells a policy, or that there is none: %s', (_, p0, policies) => {
    expect([...told({}, { p0 }).policies]).toEqual(policies);
  });

  it.each([
    { data: { project: null }, errors: [{ message: 'Timeout on Pipeline.jobs' }] },
    { errors: [{ message: "Field 'expireAt' doesn't exist on type 'CiJobArtifact'" }] },
    { data: { project: { mergeRequest: { headPipeline: { id: 1 } } } } },
    [],
  ])('is none with errors, or of another shape: %j', (answer) => {
    expect(() => reportAnswer(answer)).toThrow(Misfit);
  });
});
