import { expect, test } from 'vitest';
import type { ApplyWork, RepoWork, StoredResult } from '../../../utils/apply/apply-work-types.ts';
import type { JobRecord } from '../../../utils/apply/job-record.ts';
import { Journal } from '../../../utils/apply/journal.ts';
import { text } from '../../../utils/texts/text.ts';

/** What browsers give to `storage.local`: keys, and values as JSON. */
const QUOTA = 10 * 1024 * 1024;
const BASE = 'https://gitlab.example.com';
const REPOS = 5000;
const off = { only_allow_merge_if_pipeline_succeeds: false, allow_merge_on_skipped_pipeline: true };
const on = { only_allow_merge_if_pipeline_succeeds: true, allow_merge_on_skipped_pipeline: false };

/** A browser's storage, which refuses what is too much. */
function smallStorage() {
  const stored = new Map<string, string>();
  let used = 0;
  let most = 0;
  const sizeOf = (key: string) => (stored.has(key) ? key.length + (stored.get(key)?.length ?? 0) : 0);
  const storage = {
    get: async (key: string) => (stored.has(key) ? JSON.parse(stored.get(key) ?? '') : undefined),
    set: async (key: string, value: unknown) => {
      const json = JSON.stringify(value);
      const next = used - sizeOf(key) + key.length + json.length;
      if (next > QUOTA) throw new Error('Resource::kQuotaBytes quota exceeded');
      stored.set(key, json);
      used = next;
      most = Math.max(most, used);
    },
    remove: async (key: string) => {
      used -= sizeOf(key);
      stored.delete(key);
    },
    keys: async () => [...stored.keys()],
  };
  return { storage, most: () => most };
}

/** With paths as long as a tree of subgroups makes them. */
function workOf(round: number): ApplyWork {
  const repos = Array.from({ length: REPOS }, (_, at): RepoWork => {
    const path = `example-company/business-unit-${at % 17}/department-${at % 5}/some-long-service-name-${at}`;
    return {
      project: 10_000_000 + at,
      path,
      webUrl: `${BASE}/${path}`,
      action: 'gate',
      enrol: round === 0,
      flags: on,
      before: off,
      was: off,
    };
  });
  return {
    mode: 'set_default',
    gateProject: {
      id: 1,
      path: 'example-company/mr-gate',
      webUrl: `${BASE}/example-company/mr-gate`,
      branch: 'main',
      groupPath: 'example-company',
    },
    edit: {
      kind: 'wish',
      wanted: {
        mode: 'set_default',
        projects: repos.map(({ project }) => project),
        settings: { failOn: 'high', scans: ['secret_detection'], perScan: {}, drafts: true },
      },
      targets: repos.map(({ project, path }) => ({ project, path })),
    },
    base: { version: 1, default: null, exceptions: [], ignores: [] },
    policyChanges: true,
    title: 'MR Gate: gate 5000 repositories',
    repos,
  };
}

function recordOf(id: string, planId: string): JobRecord {
  return {
    id,
    kind: 'apply',
    baseUrl: BASE,
    groupPath: 'example-company',
    gatePath: 'example-company/mr-gate',
    planId,
    userId: 1,
    username: 'olga',
    state: 'running',
    steps: [],
    startedAt: '2026-11-23T10:00:00Z',
    waits: 0,
    setup: {},
    committing: false,
  };
}

const resultOf = ({ project, path, webUrl }: RepoWork): StoredResult => ({
  project,
  path,
  webUrl,
  state: 'done',
  hook: project,
  hookMade: true,
  detail: text('apply.clauses', {
    first: text('apply.repo.hook', { hook: String(project) }),
    rest: text('apply.repo.must'),
  }),
});

test('plan after plan and job after job of 5,000 repositories fit into a browser’s storage', async () => {
  const { storage, most } = smallStorage();
  const journal = new Journal(storage);
  for (let round = 0; round < 4; round++) {
    const work = workOf(round);
    for (const draft of ['a', 'b', 'c'])
      await journal.savePlan(`plan-${round}-${draft}`, {
        baseUrl: BASE,
        groupPath: 'example-company',
        work,
      });
    expect(await journal.plan(`plan-${round}-c`)).toMatchObject({ work: { repos: work.repos } });

    const record = recordOf(`job-${round}`, `plan-${round}-c`);
    expect(await journal.create(record, work)).toBeNull();
    const results = new Map(work.repos.map((repo) => [repo.project, resultOf(repo)]));
    for (let at = 0; at < REPOS; at += 25)
      await journal.saveResult(record.id, work, results, work.repos[at]?.project ?? 0);
    await journal.save({ ...record, state: 'done' });
    await journal.prune();
    const kept = await journal.work(record.id);
    expect(kept).toEqual(work);
    expect(await journal.results(record.id, work)).toEqual(results);
  }
  expect(most()).toBeLessThan(0.9 * QUOTA);
});
