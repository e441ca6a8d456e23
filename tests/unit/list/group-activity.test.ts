import { describe, expect, it } from 'vitest';
import { type SessionApi, SessionError } from '../../../utils/card/session-api.ts';
import { activityQuery, readGroupActivity } from '../../../utils/list/group-activity.ts';
import { parseQuery } from '../../gitlab/api/graphql-query.ts';
import { complexity } from '../../gitlab/api/graphql-schema.ts';

const NOW = new Date(2026, 10, 23, 15, 0);
const at = (day: number, hour = 12) => new Date(2026, 10, day, hour).toISOString();

function mr(iid: number, status: string | null, finishedAt: string | null = at(23)) {
  const jobs = [
    { name: 'test', status: 'FAILED', finishedAt },
    ...(status ? [{ name: 'MR Gate', status, finishedAt }] : []),
  ];
  return {
    reference: `acme/shop!${iid}`,
    title: `Change ${iid}`,
    webUrl: `https://gitlab.example/acme/shop/-/merge_requests/${iid}`,
    headPipeline: { jobs: { nodes: jobs } },
  };
}

type Page = { open?: unknown[]; merged?: unknown[]; next?: string };

/** A GitLab that answers one page after the other; an error is thrown in its turn. */
function gitlab(pages: (Page | Error | null)[], user: 'in' | 'out' = 'in') {
  const asked: string[] = [];
  const connection = (nodes: unknown[], next: string | undefined) => ({
    nodes,
    pageInfo: { hasNextPage: next !== undefined, endCursor: next ?? null },
  });
  const api: SessionApi = {
    async json(_path, _query, shape) {
      if (user === 'out') throw new SessionError('signed_out', 401);
      return { data: shape({ id: 1 }), nextPage: null, totalPages: null };
    },
    text: () => Promise.reject(new Error('not asked')),
    async graphql(query, shape) {
      const page = pages[asked.length];
      asked.push(query);
      if (page instanceof Error) throw page;
      const group = page && {
        ...(page.open && { open: connection(page.open, page.next) }),
        ...(page.merged && { merged: connection(page.merged, undefined) }),
      };
      return shape({ data: { group } });
    },
  };
  const read = () => readGroupActivity(api, 'acme', NOW, new AbortController().signal);
  return { asked, read };
}

describe('what the gate does in a group', () => {
  it('is how many open merge requests it blocks, and each newest verdict on its day', async () => {
    const { asked, read } = gitlab([
      {
        open: [
          mr(1, 'FAILED', at(23, 0)),
          mr(2, 'SUCCESS', at(22)),
          mr(3, 'FAILED', at(2)),
          mr(4, 'RUNNING', null),
          mr(5, null),
          { ...mr(6, null), headPipeline: null },
          null,
        ],
        merged: [mr(7, 'SUCCESS', at(22, 23)), mr(8, 'FAILED', at(17))],
      },
    ]);
    const { blocked, days, open, partial } = await read();
    expect(asked).toHaveLength(1);
    expect(blocked.map(({ reference }) => reference)).toEqual(['acme/shop!1', 'acme/shop!3']);
    expect(days.filter((day) => day.blocked + day.passed > 0)).toEqual([
      { day: '2026-11-17', blocked: 1, passed: 0 },
      { day: '2026-11-22', blocked: 0, passed: 2 },
      { day: '2026-11-23', blocked: 1, passed: 0 },
    ]);
    expect(days.map(({ day }) => day.slice(-2))).toEqual(['17', '18', '19', '20', '21', '22', '23']);
    expect({ open, partial }).toEqual({ open: 6, partial: false });
  });

  it('asks on where there is more, for that part alone, five times at most', async () => {
    const page = (n: number): Page => ({ open: [mr(n, 'FAILED')], next: `c${n}` });
    const { asked, read } = gitlab([{ ...page(0), merged: [] }, ...[1, 2, 3, 4, 5, 6].map(page)]);
    const { blocked, partial } = await read();
    expect(asked).toHaveLength(5);
    expect(asked[1]).toContain('after:"c0"');
    expect(asked[1]).not.toContain('merged:');
    expect(blocked).toHaveLength(5);
    expect(partial).toBe(true);
  });

  it('keeps what was read when a later page fails, and says that it is a part', async () => {
    const { read } = gitlab([
      { open: [mr(1, 'FAILED')], merged: [], next: 'c' },
      new SessionError('server', 502),
    ]);
    expect(await read()).toMatchObject({ blocked: [{ reference: 'acme/shop!1' }], partial: true });
  });

  it.each([
    ['out', 'signed_out'],
    ['in', 'not_found'],
  ] as const)('of a group that is not there for somebody signed %s is %s', async (user, kind) => {
    await expect(gitlab([null], user).read()).rejects.toMatchObject({ kind });
  });

  it('asks within GitLab’s limits, signed out too, whatever the path holds', () => {
    const query = activityQuery('acme/"}\\', NOW, { open: null, merged: 'cursor' });
    const { fields } = parseQuery(query, {});
    expect(fields[0]?.args.fullPath).toBe('acme/"}\\');
    expect(complexity(fields)).toBeLessThanOrEqual(200);
  });
});
