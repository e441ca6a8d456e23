import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createGroupLoads } from '../../../utils/apply/group-loads.ts';
import type { GroupSnapshot } from '../../../utils/apply/group-snapshot.ts';
import type { FirstRows } from '../../../utils/apply/snapshot.ts';

const BASE = 'https://gitlab.example';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Loads that end when they are told to. */
function setUp() {
  const under: { first: (rows: FirstRows) => void; end: (all: GroupSnapshot | Error) => void }[] = [];
  const loads = createGroupLoads(
    (_, groupPath, onFirst) =>
      new Promise((resolve, reject) => {
        under.push({
          first: (rows) => onFirst?.(rows),
          end: (all) => (all instanceof Error ? reject(all) : resolve(all)),
        });
        expect(groupPath).toBe('acme');
      }),
  );
  return { loads, under };
}
const ROWS = { total: 5000 } as FirstRows;
const ALL = { newSince: [] } as unknown as GroupSnapshot;

test('what was begun ahead is what the page gets, and nothing is read twice', async () => {
  const { loads, under } = setUp();
  loads.ahead(BASE, 'acme');
  loads.ahead(BASE, 'acme');
  under[0]?.first(ROWS);
  expect(await loads.first(BASE, 'acme')).toBe(ROWS);
  const all = loads.all(BASE, 'acme');
  under[0]?.end(ALL);
  expect(await all).toBe(ALL);
  expect(under).toHaveLength(1);
});

test('it waits for a page whose script takes longer than GitLab, and not for ever', async () => {
  const { loads, under } = setUp();
  loads.ahead(BASE, 'acme');
  under[0]?.end(ALL);
  await vi.advanceTimersByTimeAsync(500);
  expect(await loads.first(BASE, 'acme')).toBeNull();
  expect(await loads.all(BASE, 'acme')).toBe(ALL);
  expect(under).toHaveLength(1);

  loads.ahead(BASE, 'acme');
  under[1]?.end(ALL);
  await vi.advanceTimersByTimeAsync(11_000);
  void loads.first(BASE, 'acme');
  void loads.all(BASE, 'acme');
  expect(under).toHaveLength(3);
});

test('it serves one asker: who asks later sees the group as it is then', async () => {
  const { loads, under } = setUp();
  loads.ahead(BASE, 'acme');
  under[0]?.end(ALL);
  await loads.first(BASE, 'acme');
  await loads.all(BASE, 'acme');
  void loads.all(BASE, 'acme');
  expect(under).toHaveLength(2);
});

test('a failure is told to who asks for all of it', async () => {
  const { loads, under } = setUp();
  loads.ahead(BASE, 'acme');
  under[0]?.end(new Error('no'));
  await vi.advanceTimersByTimeAsync(100);
  expect(await loads.first(BASE, 'acme')).toBeNull();
  await expect(loads.all(BASE, 'acme')).rejects.toThrow('no');
});
