import type { PanelServices } from '../../../components/panel/services.ts';
import type { GroupSnapshot } from '../../../utils/apply/group-snapshot.ts';
import type { JobSnapshot } from '../../../utils/apply/job-types.ts';
import type { Plan } from '../../../utils/apply/plan-types.ts';
import type { Wanted } from '../../../utils/apply/wanted.ts';
import type { GateSettings, Policy } from '../../../utils/gate/policy.ts';
import type { Repo } from '../../../utils/gate/repo.ts';
import { VERSION } from '../../../utils/gate/version.ts';
import type { GroupActivity } from '../../../utils/list/group-activity.ts';
import type { Answers, Params, RequestName } from '../../../utils/messages.ts';
import type { UserError } from '../../../utils/user-error.ts';

export const BASE = 'https://gitlab.example';
export const TODAY = '2026-11-23';

export const SETTINGS: GateSettings = {
  failOn: 'high',
  scans: ['secret_detection'],
  perScan: {},
  drafts: true,
};

export function repo(id: number, path: string, over: Partial<Repo> = {}): Repo {
  return {
    id,
    name: path.split('/').at(-1) ?? '',
    path,
    webUrl: `${BASE}/${path}`,
    defaultBranch: 'main',
    archived: false,
    empty: false,
    mergeRequestsEnabled: true,
    jobsEnabled: true,
    pipelineMustSucceed: false,
    mergeOnSkippedPipeline: true,
    lastActivity: '2026-11-20T10:00:00Z',
    canAdminister: true,
    ...over,
  };
}

export const POLICY: Policy = {
  version: 1,
  default: SETTINGS,
  exceptions: [
    {
      project: 12,
      path: 'acme/shop/storefront',
      reason: 'Replaced soon',
      owner: 'anna',
      until: '2027-03-31',
      failOn: 'critical',
      scans: ['secret_detection'],
      perScan: {},
      drafts: true,
    },
  ],
  ignores: [],
};

/** Six repositories: gated, with an exception, two not configured, archived, and the gate project. */
export function snapshot(over: Partial<GroupSnapshot> = {}): GroupSnapshot {
  const gated = { pipelineMustSucceed: true, mergeOnSkippedPipeline: false };
  const before = { only_allow_merge_if_pipeline_succeeds: false, allow_merge_on_skipped_pipeline: true };
  const enrolled = { hook: 1, before, since: '2026-11-01T00:00:00Z', by: 'olga' };
  return {
    group: { id: 1, path: 'acme', name: 'Acme', webUrl: `${BASE}/acme` },
    connection: {
      baseUrl: BASE,
      user: { id: 5, username: 'olga', name: 'Olga', kind: 'person' },
      scopes: ['api'],
      access: 'full',
      expiresAt: '2027-06-01',
      version: '18.5.1',
      checkedAt: '2026-11-23T09:00:00Z',
    },
    gateProject: {
      id: 9,
      path: 'acme/mr-gate',
      webUrl: `${BASE}/acme/mr-gate`,
      branch: 'main',
      groupPath: 'acme',
    },
    policy: { ok: true, policy: POLICY, commit: 'abc', text: 'version: 1\ndefault:\n  fail_on: high\n' },
    enrolment: {
      version: 1,
      program: VERSION,
      gateUser: { id: 7, username: 'mr-gate' },
      projects: {
        11: { ...enrolled, path: 'acme/shop/checkout' },
        12: { ...enrolled, path: 'acme/shop/storefront' },
      },
    },
    repos: [
      repo(11, 'acme/shop/checkout', gated),
      repo(12, 'acme/shop/storefront', gated),
      repo(13, 'acme/shop/backend/payments'),
      repo(14, 'acme/platform/gateway'),
      repo(15, 'acme/platform/legacy', { archived: true }),
      repo(9, 'acme/mr-gate'),
    ],
    loadedAt: '2026-11-23T10:00:00Z',
    ...over,
  };
}

export function planOf(group: GroupSnapshot, wanted: Wanted, over: Partial<Plan> = {}): Plan {
  const flags = { only_allow_merge_if_pipeline_succeeds: false, allow_merge_on_skipped_pipeline: true };
  const projects = 'projects' in wanted ? wanted.projects : [];
  return {
    id: 'plan-1',
    baseUrl: BASE,
    groupPath: 'acme',
    gateProject: group.gateProject ?? {
      id: 9,
      path: 'acme/mr-gate',
      webUrl: '',
      branch: 'main',
      groupPath: 'acme',
    },
    wanted,
    title: 'MR Gate: gate repositories',
    notes: [],
    repos: projects.map((project) => ({
      project,
      path: group.repos.find((each) => each.id === project)?.path ?? '',
      webUrl: `${BASE}/p/${project}`,
      kind: 'enrol',
      changes: [{ field: 'Fails on', before: 'none', after: 'High' }],
      warnings: [],
      before: flags,
      now: flags,
    })),
    policyText: 'version: 1\ndefault:\n  fail_on: medium\n',
    policyChanges: [],
    gateChanges: [],
    counts: { enrol: projects.length, change: 0, restore: 0, remove: 0, unchanged: 0, excluded: 0 },
    alsoAffected: 0,
    calls: 8,
    madeAt: '2026-11-23T10:00:00Z',
    ...over,
  };
}

export function job(over: Partial<JobSnapshot> = {}): JobSnapshot {
  return {
    id: 'job-1',
    kind: 'apply',
    baseUrl: BASE,
    groupPath: 'acme',
    state: 'running',
    steps: [],
    repos: [],
    startedAt: '2026-11-23T10:00:00Z',
    ...over,
  };
}

type Handlers = { [N in RequestName]?: (params: Params<N>) => Answers[N] | Promise<Answers[N]> };

export interface FakeServices extends PanelServices {
  sent: { name: RequestName; params: unknown }[];
  /** What the worker would push. */
  push: (job: JobSnapshot | null) => void;
  lose: (error: UserError) => void;
}

export const NO_ACTIVITY: GroupActivity = {
  blocked: [],
  days: ['17', '18', '19', '20', '21', '22', '23'].map((day) => ({
    day: `2026-11-${day}`,
    blocked: 0,
    passed: 0,
  })),
  open: 0,
  partial: false,
};

/** A worker that answers from a table; what is not in it is a mistake of the test. */
export function fakeServices(handlers: Handlers, over: Partial<PanelServices> = {}): FakeServices {
  const sent: FakeServices['sent'] = [];
  let onJob: (job: JobSnapshot | null) => void = () => {};
  let onLost: (error: UserError) => void = () => {};
  return {
    sent,
    send: async (name, params) => {
      sent.push({ name, params });
      const handler = handlers[name];
      if (!handler) throw new Error(`Nobody expected ${name}`);
      return handler(params);
    },
    watchJob: (_group, listener, lost) => {
      onJob = listener;
      onLost = lost ?? onLost;
      listener(null);
      return () => {};
    },
    push: (pushed) => onJob(pushed),
    lose: (error) => onLost(error),
    activity: async () => NO_ACTIVITY,
    judgeReports: async () => null,
    today: () => TODAY,
    isTrusted: () => true,
    ...over,
  };
}
