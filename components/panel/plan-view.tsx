import type { GroupSnapshot, Plan } from '../../utils/apply/types.ts';
import { POLICY_FILE } from '../../utils/gate/policy.ts';
import { Alert } from '../ui/alert.tsx';
import { Icon } from '../ui/icon.tsx';
import { Changes } from './changes.tsx';
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
          <span> · {countOf(plan.calls, 'API call')} to GitLab</span>
        </p>
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

function countsText({ counts }: Plan): string {
  const parts: string[] = [];
  if (counts.enrol > 0) parts.push(`${repositories(counts.enrol)} newly gated`);
  if (counts.change > 0) parts.push(`${counts.change.toLocaleString('en')} changed`);
  if (counts.unchanged > 0) parts.push(`${counts.unchanged.toLocaleString('en')} already as chosen`);
  if (counts.excluded > 0) parts.push(`${counts.excluded.toLocaleString('en')} left out`);
  return parts.join(', ') || 'The policy changes';
}
