import { useMemo } from 'preact/hooks';
import { t } from '../../utils/texts/page-texts.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { type StatusFilter, waitingRows } from './filter.ts';
import { usePanel, usePanelActions } from './panel-context.ts';
import type { Row } from './row.ts';

interface WaitingProps {
  rows: readonly Row[];
  readOnly: string | undefined;
  hasDefault: boolean;
}

/** What waits for a person: decisions, and repositories that are new. Each is one click from its list. */
export function Waiting({ rows, readOnly, hasDefault }: WaitingProps) {
  const { reviewPlan } = usePanelActions();
  const { decision, fresh } = useMemo(() => waitingRows(rows), [rows]);
  if (decision.length === 0 && fresh.length === 0) return null;
  const newOnes = t('panel.new_repositories', { count: fresh.length });
  return (
    <div class="mrg-waiting-row" data-testid="waiting">
      {decision.length > 0 && (
        <FilterLink status="decision" text={t('panel.waiting.decision', { count: decision.length })} />
      )}
      {fresh.length > 0 && (
        <>
          <FilterLink status="new" text={t('panel.waiting.new', { count: fresh.length })} />
          {hasDefault && (
            <Button
              size="small"
              disabledReason={readOnly}
              testId="gate-new"
              onClick={() =>
                void reviewPlan(t('panel.waiting.gate_title', { repositories: newOnes }), {
                  mode: 'use_default',
                  projects: fresh.map((row) => row.id),
                })
              }
            >
              {t('panel.waiting.gate', { repositories: newOnes })}
            </Button>
          )}
        </>
      )}
    </div>
  );
}

function FilterLink({ status, text }: { status: StatusFilter; text: string }) {
  const active = usePanel((state) => state.filter.status === status);
  const { setFilter } = usePanelActions();
  return (
    <button
      type="button"
      class={`mrg-waiting-row__link mrg-waiting-row__link--${status}`}
      aria-pressed={active}
      onClick={() => setFilter({ status: active ? 'all' : status })}
    >
      <Icon name={status === 'decision' ? 'alert' : 'project'} />
      {text}
    </button>
  );
}
