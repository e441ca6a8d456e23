import { useMemo } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { type StatusFilter, waitingRows } from './filter.ts';
import { usePanel, usePanelActions } from './panel-context.ts';
import type { Row } from './row.ts';
import { countOf } from './words.ts';

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
  return (
    <div class="mrg-waiting-row" data-testid="waiting">
      {decision.length > 0 && (
        <FilterLink
          status="decision"
          text={`${decision.length.toLocaleString('en')} ${decision.length === 1 ? 'needs' : 'need'} a decision`}
        />
      )}
      {fresh.length > 0 && (
        <>
          <FilterLink status="new" text={`${fresh.length.toLocaleString('en')} new since your last visit`} />
          {hasDefault && (
            <Button
              size="small"
              disabledReason={readOnly}
              testId="gate-new"
              onClick={() =>
                void reviewPlan(`Gate ${newRepositories(fresh.length)}`, {
                  mode: 'use_default',
                  projects: fresh.map((row) => row.id),
                })
              }
            >
              Gate {newRepositories(fresh.length)} with the default
            </Button>
          )}
        </>
      )}
    </div>
  );
}

function newRepositories(count: number): string {
  return countOf(count, 'new repository', 'new repositories');
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
