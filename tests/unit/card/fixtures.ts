import type { MergeRequestEntity, StatusEntity } from '../../../utils/card/entities.ts';
import type { CardReading, GateNote } from '../../../utils/card/reading.ts';
import type { Finding } from '../../../utils/gate/finding.ts';
import type { Verdict } from '../../../utils/gate/verdict.ts';

export const BASE_URL = 'https://gitlab.example/gitlab';
export const PLACE = { baseUrl: BASE_URL, projectPath: 'acme/shop/checkout', iid: 7 };
export const HEAD = 'a'.repeat(40);
export const OLD_HEAD = 'b'.repeat(40);
export const TARGET = 'c'.repeat(40);
export const NOW = Date.parse('2026-11-23T10:00:00Z');

export const GATE = { id: 900, username: 'mr-gate-bot' };
export const DEV = { id: 30, username: 'dev' };
export const DANA = { id: 31, username: 'dana' };

let fingerprints = 0;

export function finding(over: Partial<Finding> = {}): Finding {
  fingerprints += 1;
  return {
    fingerprint: fingerprints.toString(16).padStart(32, '0'),
    scan: 'secret_detection',
    severity: 'critical',
    name: 'AWS access key',
    description: 'An AWS access key id with its secret was committed.',
    solution: 'Revoke the key, then take it out of the history.',
    file: 'src/config/aws.ts',
    startLine: 12,
    endLine: 12,
    identifiers: [
      { type: 'cwe', name: 'CWE-798', value: '798', url: 'https://cwe.mitre.org/data/definitions/798.html' },
    ],
    ...over,
  };
}

/** A verdict whose counts follow from its findings, unless told otherwise. */
export function verdict(over: Partial<Verdict> = {}): Verdict {
  const findings = { blocking: [], introduced: [], existing: [], fixed: [], ignored: [], ...over.findings };
  return {
    schema: 1,
    state: findings.blocking.length > 0 ? 'failed' : 'passed',
    cause: 'Why it is so.',
    project: 4711,
    mergeRequest: 7,
    head: HEAD,
    base: TARGET,
    failOn: 'high',
    settingsFrom: 'default',
    policyCommit: 'd'.repeat(40),
    scans: [{ scan: 'secret_detection', state: 'ok', failOn: 'high', tool: 'secretlint 13.0.7' }],
    counts: {
      blocking: findings.blocking.length,
      introduced: findings.introduced.length,
      existing: findings.existing.length,
      fixed: findings.fixed.length,
      ignored: findings.ignored.length,
    },
    evaluatedAt: '2026-11-23T09:55:00Z',
    gate: {
      project: 'acme/mr-gate',
      pipelineUrl: `${BASE_URL}/acme/mr-gate/-/pipelines/88`,
      version: '0.1.0',
    },
    ...over,
    findings,
  };
}

export function mergeRequest(over: Partial<MergeRequestEntity> = {}): MergeRequestEntity {
  return {
    iid: 7,
    project_id: 4711,
    source_project_id: 4711,
    state: 'opened',
    draft: false,
    sha: HEAD,
    author: DEV,
    updated_at: '2026-11-23T09:00:00Z',
    target_branch: 'main',
    diff_refs: { base_sha: TARGET },
    head_pipeline: {
      id: 55,
      project_id: 4711,
      sha: HEAD,
      ref: 'feature',
      status: 'success',
      web_url: `${BASE_URL}/acme/shop/checkout/-/pipelines/55`,
    },
    ...over,
  };
}

export function status(over: Partial<StatusEntity> = {}): StatusEntity {
  return {
    id: 1000,
    name: 'MR Gate',
    status: 'success',
    description: null,
    target_url: `${BASE_URL}/acme/mr-gate/-/pipelines/88`,
    created_at: '2026-11-23T09:54:00Z',
    started_at: '2026-11-23T09:54:10Z',
    finished_at: '2026-11-23T09:55:00Z',
    pipeline_id: 55,
    author: GATE,
    ...over,
  };
}

export function note(of: Verdict, over: Partial<GateNote> = {}): GateNote {
  return {
    id: 500,
    author: GATE,
    updatedAt: '2026-11-23T09:55:01Z',
    reading: { ok: true, verdict: of },
    ...over,
  };
}

const STATUS_OF = { passed: 'success', report_only: 'success', failed: 'failed', error: 'failed' };

/** What is read where everything is in order: the gate's status and note agree on this verdict. */
export function reading(of: Verdict = verdict(), over: Partial<CardReading> = {}): CardReading {
  return {
    projectPath: PLACE.projectPath,
    mergeRequest: mergeRequest(),
    notes: [note(of)],
    notesCut: false,
    statuses: [status({ status: STATUS_OF[of.state] })],
    gateProjects: [{ path: 'acme/mr-gate', gateUser: GATE, listed: true }],
    mustSucceed: true,
    ...over,
  };
}
