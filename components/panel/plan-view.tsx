import { useMemo } from 'preact/hooks';
import type { GroupSnapshot } from '../../utils/apply/group-snapshot.ts';
import type { Plan, PlanNote } from '../../utils/apply/plan-types.ts';
import { POLICY_FILE } from '../../utils/gate/policy.ts';
import { say, t } from '../../utils/texts/page-texts.ts';
import { Alert, type AlertVariant } from '../ui/alert.tsx';
import { Icon } from '../ui/icon.tsx';
import { SafeLink } from '../ui/safe-link.tsx';
import { safeText } from '../ui/safe-text.ts';
import { Changes } from './changes.tsx';
import { ExpectedCalls } from './expected-calls.tsx';
import { HookOutlookView } from './hook-outlook.tsx';
import { canPreview, Impact } from './impact.tsx';
import { OpenMergeRequests } from './open-merge-requests.tsx';
import { usePanelEnvironment } from './panel-context.ts';
import { PlanGroupView } from './plan-group.tsx';
import { changesAnything, groupPlan } from './plan-groups.ts';
import { PolicyDiff } from './policy-diff.tsx';
import { list } from './words.ts';

interface PlanViewProps {
  plan: Plan;
  snapshot: GroupSnapshot;
}

/** Everything that applying would do, before anything is done. */
export function PlanView({ plan, snapshot }: PlanViewProps) {
  const before = snapshot.policy?.ok ? (snapshot.policy.text ?? '') : '';
  const nothing = !changesAnything(plan);
  const enrolled = useMemo(() => plan.repos.filter(({ kind }) => kind === 'enrol'), [plan]);
  return (
    <div class="mrg-plan">
      {nothing ? (
        <Alert title={t('panel.plan.nothing')}>
          {plan.counts.excluded > 0 ? t('panel.plan.nothing_excluded') : t('panel.plan.nothing_text')}
        </Alert>
      ) : (
        <p class="mrg-plan__counts">
          <strong>{countsText(plan)}</strong>
          <span>
            {' '}
            · <ExpectedCalls calls={plan.calls} />
          </span>
        </p>
      )}
      {!nothing && <OpenMergeRequests planId={plan.id} />}
      {plan.notes.map((note) => (
        <Note key={`${note.kind} ${say(note.what)}`} note={note} />
      ))}
      {plan.gateChanges.length > 0 && (
        <section class="mrg-plan__group" data-testid="plan-gate">
          <h3 class="mrg-plan__heading">{t('panel.plan.gate')}</h3>
          <Changes changes={plan.gateChanges} />
        </section>
      )}
      {plan.policyChanges.length > 0 && (
        <section class="mrg-plan__group">
          <h3 class="mrg-plan__heading">{t('panel.group_default')}</h3>
          <Changes changes={plan.policyChanges} />
        </section>
      )}
      {plan.alsoAffected > 0 && (
        <Alert variant="warning" title={t('panel.plan.also_affected', { count: plan.alsoAffected })}>
          {t('panel.plan.also_affected_text')}
        </Alert>
      )}
      {enrolled.length > 0 && <HookOutlookView repos={enrolled} />}
      {!nothing && canPreview(plan.wanted) && <Impact wanted={plan.wanted} />}
      {groupPlan(plan).map((group) => (
        <PlanGroupView key={group.key} group={group} />
      ))}
      {plan.policyText !== null && (
        <details class="mrg-details">
          <summary>
            <Icon name="chevron-right" size={12} />
            {t('panel.plan.policy_file', { file: POLICY_FILE })}
          </summary>
          <PolicyDiff before={before} after={plan.policyText} />
        </details>
      )}
    </div>
  );
}

const NOTE_LOOKS: Record<PlanNote['severity'], AlertVariant> = {
  stop: 'danger',
  warning: 'warning',
  info: 'info',
};

/** Something about the whole plan, with the way out. */
function Note({ note }: { note: PlanNote }) {
  const { baseUrl } = usePanelEnvironment();
  const { severity, what, next, link } = note;
  return (
    <Alert variant={NOTE_LOOKS[severity]} title={safeText(say(what), 400)}>
      {safeText(say(next), 400)}
      {link && (
        <>
          {' '}
          <SafeLink href={link.href} baseUrl={baseUrl}>
            {safeText(say(link.text))}
          </SafeLink>
        </>
      )}
    </Alert>
  );
}

const COUNTED = ['enrol', 'change', 'restore', 'remove', 'unchanged', 'excluded'] as const;

function countsText({ counts, wanted }: Plan): string {
  const parts = COUNTED.filter((kind) => counts[kind] > 0).map((kind) =>
    t(`panel.plan.count.${kind}`, { count: counts[kind] }),
  );
  if (parts.length > 0) return list(parts);
  return t(wanted.mode === 'remove_all' ? 'panel.plan.taken_down' : 'panel.plan.policy_changes');
}
