import { useState } from 'preact/hooks';
import type { RepoPlan } from '../../utils/apply/plan-types.ts';
import { say, t } from '../../utils/texts/page-texts.ts';
import { sameText } from '../../utils/texts/text.ts';
import type { Text } from '../../utils/texts/types.ts';
import { Badge, type BadgeVariant } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { SafeLink } from '../ui/safe-link.tsx';
import { safeText } from '../ui/safe-text.ts';
import { Changes } from './changes.tsx';
import { usePanelEnvironment } from './panel-context.ts';
import type { PlanGroup } from './plan-groups.ts';
import { repositories, sentences } from './words.ts';

const VARIANTS: Record<RepoPlan['kind'], BadgeVariant> = {
  enrol: 'success',
  change: 'info',
  restore: 'info',
  remove: 'warning',
  excluded: 'warning',
  unchanged: 'neutral',
};
/** Few names are shown at once, many on demand. */
const SHOWN_AT_ONCE = 5;
const PATH_CAP = 300;

export function PlanGroupView({ group }: { group: PlanGroup }) {
  const own = (repo: RepoPlan) =>
    repo.warnings.filter((warning) => !group.warnings.some((known) => sameText(known, warning)));
  const warned = group.repos.filter((repo) => own(repo).length > 0).length;
  return (
    <section class="mrg-plan__group" data-testid={`plan-${group.kind}`}>
      <h3 class="mrg-plan__heading">
        {repositories(group.repos.length)}{' '}
        <Badge variant={VARIANTS[group.kind]}>{t(`panel.plan.kind.${group.kind}`)}</Badge>
      </h3>
      {group.excluded && <p>{sentences(group.excluded.reason, group.excluded.next)}</p>}
      {group.changes.length > 0 && <Changes changes={group.changes} />}
      {group.warnings.map((warning) => (
        <Warning key={say(warning)} text={warning} />
      ))}
      <details class="mrg-details" open={group.repos.length <= SHOWN_AT_ONCE}>
        <summary>
          <Icon name="chevron-right" size={12} />
          {warned > 0
            ? t('panel.plan.which_warned', { count: group.repos.length, warned })
            : t('panel.plan.which', { count: group.repos.length })}
        </summary>
        <RepoList repos={group.repos} warningsOf={own} />
      </details>
    </section>
  );
}

const PAGE = 200;

interface RepoListProps {
  repos: readonly RepoPlan[];
  warningsOf: (repo: RepoPlan) => Text[];
}

function RepoList({ repos, warningsOf }: RepoListProps) {
  const { baseUrl } = usePanelEnvironment();
  const [limit, setLimit] = useState(PAGE);
  return (
    <>
      <ul class="mrg-plan__repos">
        {repos.slice(0, limit).map((repo) => (
          <li key={repo.project}>
            <SafeLink href={repo.webUrl} baseUrl={baseUrl}>
              {safeText(repo.path, PATH_CAP)}
            </SafeLink>
            {warningsOf(repo).map((warning) => (
              <Warning key={say(warning)} text={warning} />
            ))}
          </li>
        ))}
      </ul>
      {repos.length > limit && (
        <Button variant="link" onClick={() => setLimit(limit + PAGE * 5)}>
          {t('panel.plan.show_more', { count: repos.length })}
        </Button>
      )}
    </>
  );
}

function Warning({ text }: { text: Text }) {
  return (
    <p class="mrg-plan__warning">
      <Icon name="alert" size={12} /> {safeText(say(text), 400)}
    </p>
  );
}
