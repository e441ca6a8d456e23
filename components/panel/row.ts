import type { HookCheck } from '../../utils/apply/check-hooks.ts';
import type { GroupSnapshot } from '../../utils/apply/group-snapshot.ts';
import type { FieldChange } from '../../utils/apply/plan-types.ts';
import { type RepoState, repoStates } from '../../utils/apply/repo-state.ts';
import type { GateSettings, PolicyException } from '../../utils/gate/policy.ts';
import type { RepoStatus } from '../../utils/gate/repo.ts';
import { say, t } from '../../utils/texts/page-texts.ts';
import { safeText } from '../ui/safe-text.ts';

/** A changed field in the page's language, fit to be shown. */
type SafeChange = Record<keyof FieldChange, string>;

/** One repository as the table shows it. Texts from GitLab are made safe here, once. */
export interface Row {
  id: number;
  /** Full path, as the policy and the plan name it. */
  path: string;
  /** Path below the group, fit to be shown. */
  shortPath: string;
  /** What the search looks at. */
  search: string;
  webUrl: string;
  status: RepoStatus;
  reason: string;
  next: string;
  settings: GateSettings | null;
  /** The exception that holds or has ended. */
  exception: PolicyException | null;
  /** Drifted: `before` is what gating set, `after` what GitLab has now. */
  drift: SafeChange[];
  /** Whether some of the drift can be left as it is: flags can, a webhook cannot. */
  acceptable: boolean;
  /** Came since this browser's last visit, and is not gated. */
  isNew: boolean;
  /** Whether MR Gate holds anything of it: a webhook, settings of its own. */
  enrolled: boolean;
  /** Whether the box can be ticked. */
  selectable: boolean;
}

const LONGEST_PATH = 300;

/** The group's repositories as rows. */
export function toRows(snapshot: GroupSnapshot): Row[] {
  const states = repoStates(snapshot);
  const fresh = new Set(snapshot.newSince);
  const prefix = `${snapshot.group.path}/`;
  return snapshot.repos.flatMap((repo) => {
    const state = states.get(repo.id);
    if (!state) return [];
    const short = repo.path.toLowerCase().startsWith(prefix.toLowerCase())
      ? repo.path.slice(prefix.length)
      : repo.path;
    return [
      {
        id: repo.id,
        path: repo.path,
        shortPath: safeText(short, LONGEST_PATH),
        search: short.toLowerCase(),
        webUrl: repo.webUrl,
        status: state.status,
        reason: safeText(say(state.reason), 600),
        next: safeText(say(state.next), 600),
        settings: state.settings?.settings ?? null,
        exception: state.settings?.exception ?? state.settings?.ended ?? null,
        drift: state.drift.map(safeChange),
        acceptable: state.drift.length > 0,
        isNew: fresh.has(repo.id) && state.status === 'not_configured',
        enrolled: snapshot.enrolment?.projects[String(repo.id)] !== undefined,
        selectable: canBeSelected(state),
      },
    ];
  });
}

/** Nothing was amiss with it, as far as the listing tells. */
const HOLDS: ReadonlySet<RepoStatus> = new Set<RepoStatus>(['gated', 'exception', 'report_only']);

/** The rows with what a look at their webhooks found: one that is not as gating made it has drifted too. */
export function withHooks(rows: readonly Row[], hooks: readonly HookCheck[]): Row[] {
  const found = new Map(hooks.map((hook) => [hook.project, hook]));
  return rows.map((row) => {
    const hook = found.get(row.id);
    if (!hook || hook.state === 'ok' || hook.state === 'not_seen') return row;
    const changes = hook.changes.map(safeChange);
    const others = row.drift.filter((known) => changes.every(({ field }) => field !== known.field));
    const drifted = { ...row, drift: [...others, ...changes] };
    // What must be decided first stays what it is.
    if (!HOLDS.has(row.status)) return drifted;
    return {
      ...drifted,
      status: 'drifted',
      reason: safeText(say(hook.reason), 400),
      next: t('panel.row.reapply'),
    };
  });
}

function safeChange({ field, before, after }: FieldChange): SafeChange {
  return { field: safeText(say(field)), before: safeText(say(before)), after: safeText(say(after)) };
}

function canBeSelected({ status }: RepoState): boolean {
  return status !== 'cannot_be_gated' && status !== 'gate_project';
}
