import type { GateSettings } from '../gate/policy.ts';

/** What the person chose in the Configure Scans dialog. */
export type SettingsWish =
  /** Gate these repositories with the group default as it stands. */
  | { mode: 'use_default'; projects: number[] }
  /** Make these settings the group default, and gate these repositories with it. */
  | { mode: 'set_default'; projects: number[]; settings: GateSettings }
  /** Give these repositories settings of their own. */
  | {
      mode: 'exception';
      projects: number[];
      settings: GateSettings;
      reason: string;
      owner: string;
      until?: string;
    };

/** Everything that can be planned: each goes through the same plan, apply, journal and results. */
export type Wanted =
  | SettingsWish
  /** Give back what an earlier apply changed, by its job's id: of this browser's journal, or of the history. */
  | { mode: 'undo'; jobId: string }
  /** Take MR Gate off these repositories: webhook, flags as they were, settings and ignores of their own. */
  | { mode: 'remove'; projects: number[] }
  /** Take MR Gate off every repository of the group, then take the gate itself down. */
  | { mode: 'remove_all'; deleteProject: boolean }
  /** Put back what drifted: flags that were switched, webhooks that were deleted or paused. */
  | { mode: 'restore_drift'; projects: number[] }
  /** Leave the flags that drifted as they are, and stop calling it drift. */
  | { mode: 'accept_drift'; projects: number[] }
  /** Keep exceptions, ended or not, through another day; absent: for good. (To drop them: `use_default`.) */
  | { mode: 'prolong'; projects: number[]; until?: string }
  /** Take the policy as somebody edited it by hand: gated repositories get what follows from it. */
  | { mode: 'accept_policy' }
  /** Take a policy file, as it is written. */
  | { mode: 'import'; text: string };
