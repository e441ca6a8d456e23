import { useEffect, useState } from 'preact/hooks';
import type { GroupSnapshot } from '../../utils/apply/group-snapshot.ts';
import type { HistoryEntry, PolicyByHand } from '../../utils/apply/history-types.ts';
import { dateTime } from '../../utils/texts/dates.ts';
import { t } from '../../utils/texts/page-texts.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { SafeLink } from '../ui/safe-link.tsx';
import { safeText } from '../ui/safe-text.ts';
import { Drift } from './drift.tsx';
import { groupDetail } from './history-groups.ts';
import { usePanel, usePanelActions, usePanelEnvironment } from './panel-context.ts';
import { list, repositories } from './words.ts';
import { readOnlyReason } from './write-access.ts';

/** Commits and repositories beyond these are in the history. */
const MOST_COMMITS = 5;
const MOST_PATHS = 10;

/** Somebody edited the policy outside MR Gate since its last apply: who, when, what differs, and both ways on. */
export function PolicyByHandNotice({ snapshot }: { snapshot: GroupSnapshot }) {
  const { reviewPlan } = usePanelActions();
  const found = usePolicyByHand(snapshot);
  if (!found) return null;
  const readOnly = readOnlyReason(snapshot);
  return (
    <div data-testid="policy-by-hand">
      <Alert
        variant="warning"
        title={t('panel.by_hand.title')}
        actions={
          <>
            <Button
              size="small"
              disabledReason={readOnly}
              testId="accept-policy"
              onClick={() => void reviewPlan(t('panel.by_hand.accept_title'), { mode: 'accept_policy' })}
            >
              {t('panel.by_hand.accept')}
            </Button>
            <Button
              size="small"
              disabledReason={readOnly}
              testId="put-policy-back"
              onClick={() =>
                void reviewPlan(t('panel.by_hand.put_back_title'), { mode: 'import', text: found.before })
              }
            >
              {t('panel.by_hand.put_back')}
            </Button>
          </>
        }
      >
        <ul>
          {found.since.slice(0, MOST_COMMITS).map((entry) => (
            <Commit key={entry.commit} entry={entry} />
          ))}
        </ul>
        <Differences found={found} />
      </Alert>
    </div>
  );
}

function Commit({ entry }: { entry: HistoryEntry }) {
  const { baseUrl } = usePanelEnvironment();
  return (
    <li>
      {safeText(entry.author, 100)} · <time dateTime={entry.at}>{dateTime(entry.at)}</time> ·{' '}
      <SafeLink href={entry.webUrl} baseUrl={baseUrl}>
        {safeText(entry.title, 160)}
      </SafeLink>
    </li>
  );
}

function Differences({ found }: { found: PolicyByHand }) {
  return (
    <details class="mrg-details">
      <summary>
        <Icon name="chevron-right" size={12} />
        {t('panel.by_hand.what')}
      </summary>
      {found.policyChanges.length > 0 && <Drift changes={found.policyChanges} />}
      {groupDetail(found).map((group) => (
        <section key={group.key}>
          <h4>{repositories(group.paths.length)}</h4>
          <Drift changes={group.changes} />
          <p class="mrg-history__paths">
            {list(group.paths.slice(0, MOST_PATHS).map((path) => safeText(path, 300)))}
          </p>
        </section>
      ))}
    </details>
  );
}

/** Asked for each state of the gate project that was loaded. Where it cannot be told, nothing is said. */
function usePolicyByHand({ policy, gateProject }: GroupSnapshot): PolicyByHand | null {
  const { services } = usePanelEnvironment();
  const groupPath = usePanel((state) => state.groupPath);
  const [found, setFound] = useState<PolicyByHand | null>(null);
  const commit = policy?.ok && gateProject ? policy.commit : null;
  useEffect(() => {
    setFound(null);
    if (commit === null) return;
    let gone = false;
    services
      .send('policy.byHand', { groupPath })
      .then((answer) => !gone && setFound(answer))
      .catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [commit, groupPath]);
  return found;
}
