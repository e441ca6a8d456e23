import type { GroupSnapshot, Plan, PlanNote } from '../../utils/apply/types.ts';
import { POLICY_FILE } from '../../utils/gate/policy.ts';
import { say } from '../../utils/texts/page-texts.ts';
import { Alert, type AlertVariant } from '../ui/alert.tsx';
import { Icon } from '../ui/icon.tsx';
import { SafeLink } from '../ui/safe-link.tsx';
import { safeText } from '../ui/safe-text.ts';
import { Changes } from './changes.tsx';
import { ExpectedTime } from './expected-time.tsx';
import { canPreview, Impact } from './impact.tsx';
import { usePanelEnvironment } from './panel-context.ts';
import { PlanGroupView } from './plan-group.tsx';
import { changesAnything, groupPlan } from './plan-groups.ts';
import { PolicyDiff } from './policy-diff.tsx';
import { countOf, repositories } from './words.ts';

interface PlanViewProps {
  plan: Plan;
  snapshot: GroupSnapshot;
}

/** Everything that applying would do, before anything is done. */
export function PlanView({ plan, snapshot }: PlanViewProps) {
  const before = snapshot.policy?.ok ? (snapshot.policy.text ?? '') : '';
  const nothing = !changesAnything(plan);
  return (
    <div class="mrg-plan">
      {nothing ? (
        <Alert title="There is nothing to change">
          {plan.counts.excluded > 0
            ? 'What could be configured already is as you chose. The rest cannot be, for the reasons below.'
            : 'Everything you selected already is as you chose.'}
        </Alert>
      ) : (
        <p class="mrg-plan__counts">
          <strong>{countsText(plan)}</strong>
          <span>
            {' '}
            · {countOf(plan.calls, 'API call')} to GitLab
            <ExpectedTime calls={plan.calls} />
          </span>
        </p>
      )}
      {plan.notes.map((note) => (
        <Note key={`${note.kind} ${say(note.what)}`} note={note} />
      ))}
      {plan.gateChanges.length > 0 && (
        <section class="mrg-plan__group" data-testid="plan-gate">
          <h3 class="mrg-plan__heading">The gate itself</h3>
          <Changes changes={plan.gateChanges} />
        </section>
      )}
      {plan.policyChanges.length > 0 && (
        <section class="mrg-plan__group">
          <h3 class="mrg-plan__heading">Group default</h3>
          <Changes changes={plan.policyChanges} />
        </section>
      )}
      {plan.alsoAffected > 0 && (
        <Alert
          variant="warning"
          title={`${countOf(plan.alsoAffected, 'more repository', 'more repositories')} will be gated differently`}
        >
          The new default also holds for gated repositories that are not selected and have no exception.
        </Alert>
      )}
      {!nothing && canPreview(plan.wanted) && <Impact wanted={plan.wanted} />}
      {groupPlan(plan).map((group) => (
        <PlanGroupView key={group.key} group={group} />
      ))}
      {plan.policyText !== null && (
        <details class="mrg-details">
          <summary>
            <Icon name="chevron-right" size={12} />
            Change to {POLICY_FILE}, in one commit
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

function countsText(plan: Plan): string {
  const { counts } = plan;
  const parts: string[] = [];
  if (counts.enrol > 0) parts.push(`${repositories(counts.enrol)} newly gated`);
  if (counts.change > 0) parts.push(`${counts.change.toLocaleString('en')} changed`);
  if (counts.restore > 0) parts.push(`${counts.restore.toLocaleString('en')} put back`);
  if (counts.remove > 0) parts.push(`${counts.remove.toLocaleString('en')} no longer gated`);
  if (counts.unchanged > 0) parts.push(`${counts.unchanged.toLocaleString('en')} already as chosen`);
  if (counts.excluded > 0) parts.push(`${counts.excluded.toLocaleString('en')} left out`);
  return (
    parts.join(', ') || (plan.wanted.mode === 'remove_all' ? 'The gate is taken down' : 'The policy changes')
  );
}
