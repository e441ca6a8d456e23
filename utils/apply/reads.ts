import { Failure } from '../failure.ts';
import { POLICY_FILE } from '../gate/policy.ts';
import type { GitLabClient } from '../gitlab/client.ts';
import { readFile } from '../gitlab/endpoints/files.ts';
import { text } from '../texts/text.ts';
import { checkHooks, type DriftCheck } from './check-hooks.ts';
import { checkPolicy, type PolicyCheck } from './check-policy.ts';
import type { RunDeps } from './deps.ts';
import { nearestGateProject } from './find-gate.ts';
import { type GateUpdate, lookForUpdate } from './gate-update.ts';
import type { GateProject, GroupSnapshot } from './group-snapshot.ts';
import { listHistory, readHistory, showHistory } from './history.ts';
import type { HistoryDetail, HistoryPage, HistoryRecords, PolicyByHand } from './history-types.ts';
import { impactOf } from './impact.ts';
import type { ImpactPreview } from './impact-types.ts';
import { type HookOutlook, lookAtHooks } from './look-at-hooks.ts';
import type { Planned } from './planned.ts';
import { policyByHand } from './policy-by-hand.ts';
import type { Wanted } from './wanted.ts';

/** What pages may ask that changes nothing. */
export interface Reads {
  listHistory(baseUrl: string, groupPath: string, page: number): Promise<HistoryPage>;
  showHistory(baseUrl: string, groupPath: string, commit: string): Promise<HistoryDetail>;
  readHistory(baseUrl: string, groupPath: string, page: number): Promise<HistoryRecords>;
  exportPolicy(baseUrl: string, groupPath: string): Promise<{ text: string; fileName: string }>;
  /** Whether somebody has edited the policy since MR Gate's last apply. */
  policyByHand(baseUrl: string, groupPath: string): Promise<PolicyByHand | null>;
  checkPolicy(baseUrl: string, groupPath: string, text: string): Promise<PolicyCheck>;
  previewImpact(baseUrl: string, groupPath: string, wanted: Wanted, page: number): Promise<ImpactPreview>;
  checkDrift(baseUrl: string, groupPath: string, projects: number[]): Promise<DriftCheck>;
  /** What the webhooks of repositories that are to be gated mean for that. */
  lookAtHooks(baseUrl: string, groupPath: string, projects: number[]): Promise<HookOutlook[]>;
  /** What an update of the gate project's own files would change. */
  lookForUpdate(baseUrl: string, groupPath: string): Promise<GateUpdate>;
}

export interface ReadsDeps extends Pick<RunDeps, 'client' | 'now' | 'gateProgram'> {
  load(baseUrl: string, groupPath: string): Promise<GroupSnapshot>;
  plan(snapshot: GroupSnapshot, wanted: Wanted): Promise<Planned>;
}

/** One preview asks page after page: the group and the plan are read once for all of them. */
const PREVIEW_MS = 2 * 60_000;

export function createReads({ client, load, plan, now, gateProgram }: ReadsDeps): Reads {
  let previewed: {
    key: string;
    at: number;
    of: Promise<{ snapshot: GroupSnapshot; planned: Planned }>;
  } | null = null;

  async function gateOf(
    baseUrl: string,
    groupPath: string,
  ): Promise<{ gitlab: GitLabClient; gate: GateProject }> {
    const gitlab = await client(baseUrl);
    return { gitlab, gate: await nearestGateProject(gitlab, groupPath) };
  }

  async function prepare(baseUrl: string, groupPath: string, wanted: Wanted) {
    const snapshot = await load(baseUrl, groupPath);
    return { snapshot, planned: await plan(snapshot, wanted) };
  }

  return {
    async lookForUpdate(baseUrl, groupPath) {
      const { gitlab, gate } = await gateOf(baseUrl, groupPath);
      return lookForUpdate(gitlab, gate, await gateProgram());
    },

    async listHistory(baseUrl, groupPath, page) {
      const { gitlab, gate } = await gateOf(baseUrl, groupPath);
      return listHistory(gitlab, gate, page);
    },

    async showHistory(baseUrl, groupPath, commit) {
      const { gitlab, gate } = await gateOf(baseUrl, groupPath);
      return showHistory(gitlab, gate, commit);
    },

    async readHistory(baseUrl, groupPath, page) {
      const { gitlab, gate } = await gateOf(baseUrl, groupPath);
      return readHistory(gitlab, gate, page);
    },

    async exportPolicy(baseUrl, groupPath) {
      const { gitlab, gate } = await gateOf(baseUrl, groupPath);
      const file = await readFile(gitlab, gate.id, POLICY_FILE, gate.branch);
      if (!file) throw new Failure(NO_POLICY);
      return { text: file.text, fileName: `${gate.groupPath.replaceAll('/', '-')}-${POLICY_FILE}` };
    },

    async policyByHand(baseUrl, groupPath) {
      const { gitlab, gate } = await gateOf(baseUrl, groupPath);
      return policyByHand(gitlab, gate);
    },

    async checkPolicy(baseUrl, groupPath, text) {
      const { repos } = await load(baseUrl, groupPath);
      return checkPolicy(text, new Set(repos.map((repo) => repo.id)));
    },

    async previewImpact(baseUrl, groupPath, wanted, page) {
      const key = JSON.stringify([baseUrl, groupPath, wanted]);
      if (page === 1 || previewed?.key !== key || now() - previewed.at > PREVIEW_MS) {
        previewed = { key, at: now(), of: prepare(baseUrl, groupPath, wanted) };
      }
      const { snapshot, planned } = await previewed.of;
      return impactOf(await client(baseUrl), snapshot, planned, page, now());
    },

    async checkDrift(baseUrl, groupPath, projects) {
      const { gitlab, gate } = await gateOf(baseUrl, groupPath);
      const hooks = await checkHooks(gitlab, gate, projects);
      return { hooks, checkedAt: new Date(now()).toISOString() };
    },

    async lookAtHooks(baseUrl, groupPath, projects) {
      const { gitlab, gate } = await gateOf(baseUrl, groupPath);
      return lookAtHooks(gitlab, gate, projects);
    },
  };
}

const NO_POLICY = {
  kind: 'no_policy',
  what: text('apply.error.no_policy_file'),
  next: text('apply.error.no_policy_file_next'),
};
