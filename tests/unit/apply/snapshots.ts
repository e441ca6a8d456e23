import type { GroupSnapshot } from '../../../utils/apply/group-snapshot.ts';
import type { EnrolledRepo } from '../../../utils/gate/enrolment.ts';
import type { Policy } from '../../../utils/gate/policy.ts';
import type { Repo } from '../../../utils/gate/repo.ts';
import { writePolicy } from '../../../utils/gate/write-policy.ts';

export const TODAY = '2026-03-01';
export const NOW = Date.parse(`${TODAY}T10:00:00Z`);

export function repo(id: number, changes: Partial<Repo> = {}): Repo {
  const path = `acme/shop/repo-${id}`;
  return {
    id,
    name: `repo-${id}`,
    path,
    webUrl: `https://gitlab.example/${path}`,
    defaultBranch: 'main',
    archived: false,
    empty: false,
    mergeRequestsEnabled: true,
    jobsEnabled: true,
    pipelineMustSucceed: false,
    mergeOnSkippedPipeline: true,
    lastActivity: '2026-02-01T00:00:00Z',
    canAdminister: true,
    ...changes,
  };
}

/** A repository as gating leaves it. */
export function gatedRepo(id: number, changes: Partial<Repo> = {}): Repo {
  return repo(id, { pipelineMustSucceed: true, mergeOnSkippedPipeline: false, ...changes });
}

export function enrolledAs(id: number, hook: number | null = id + 1000): EnrolledRepo {
  return {
    path: `acme/shop/repo-${id}`,
    hook,
    before: { only_allow_merge_if_pipeline_succeeds: false, allow_merge_on_skipped_pipeline: true },
    since: '2026-01-01T00:00:00Z',
    by: 'olga',
  };
}

export function snapshot(
  repos: Repo[],
  policy: Partial<Policy> = {},
  projects: Record<string, EnrolledRepo> = {},
): GroupSnapshot {
  const full: Policy = { version: 1, default: null, exceptions: [], ignores: [], ...policy };
  return {
    group: { id: 7, path: 'acme', name: 'Acme', webUrl: 'https://gitlab.example/groups/acme' },
    connection: {
      baseUrl: 'https://gitlab.example',
      user: { id: 1, username: 'olga', name: 'Olga', kind: 'person' },
      scopes: ['api'],
      access: 'full',
      expiresAt: null,
      version: '18.4.0',
      checkedAt: `${TODAY}T09:00:00Z`,
    },
    gateProject: {
      id: 9999,
      path: 'acme/mr-gate',
      webUrl: 'https://gitlab.example/acme/mr-gate',
      branch: 'main',
      groupPath: 'acme',
    },
    policy: { ok: true, policy: full, commit: 'abc', text: writePolicy(full) },
    enrolment: { version: 1, gateUser: { id: 50, username: 'group_7_bot' }, projects },
    repos,
    loadedAt: `${TODAY}T10:00:00Z`,
  };
}
