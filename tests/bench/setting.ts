import type { GateSettings } from '../../utils/gate/policy.ts';

/** Added to every request by the embedded GitLab: a GitLab on another continent. */
export const LATENCY_MS = 100;
export const REPOS = 1000;

export const HIGH: GateSettings = { failOn: 'high', scans: ['secret_detection'], perScan: {}, drafts: true };
export const CRITICAL: GateSettings = { ...HIGH, failOn: 'critical' };
