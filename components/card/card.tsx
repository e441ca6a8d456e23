import { useEffect, useId, useState } from 'preact/hooks';
import type { CardState } from '../../utils/card/card-types.ts';
import type { CardSnapshot } from '../../utils/card/follow-card.ts';
import { type CardPlace, nextLink } from '../../utils/card/links.ts';
import { failureText, notEnforcedText } from '../../utils/card/words.ts';
import type { Verdict } from '../../utils/gate/verdict.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { SafeLink } from '../ui/safe-link.tsx';
import { safeText } from '../ui/safe-text.ts';
import { FAIL_ON_TITLES } from '../ui/severity.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { CardFooter } from './card-footer.tsx';
import { Blocking, OtherFindings } from './findings.tsx';
import { ScansTable } from './scans-table.tsx';
import { StateIcon } from './state-icon.tsx';
import { TimeAgo } from './time-ago.tsx';
import { stateTitle } from './titles.ts';

interface GateCardProps {
  snapshot: CardSnapshot;
  place: CardPlace;
  onRefresh: () => void;
}

/** The gate card above GitLab's merge widget. */
export function GateCard({ snapshot, place, onRefresh }: GateCardProps) {
  const { state, stale, refreshing } = snapshot;
  const [chosen, setChosen] = useState<boolean | null>(null);
  const now = useNow();
  const id = useId();
  if (!state) return <LoadingCard />;
  const { verdict } = state;
  const expanded = verdict !== null && (chosen ?? opensByItself(state));
  return (
    <section
      class={`mrg-card mrg-card--${state.tone}`}
      aria-labelledby={`${id}-title`}
      data-state={state.kind}
    >
      <div class="mrg-card__header">
        <StateIcon state={state} />
        <div class="mrg-card__title-row">
          <h2 class="mrg-card__title" id={`${id}-title`}>
            {stateTitle(state)}
          </h2>
          {verdict && <Badges state={state} verdict={verdict} />}
        </div>
        <div class="mrg-card__actions">
          <Button
            variant="tertiary"
            size="small"
            icon="retry"
            label="Refresh"
            loading={refreshing}
            onClick={onRefresh}
          />
          {verdict && (
            <Button
              variant="tertiary"
              size="small"
              icon={expanded ? 'chevron-down' : 'chevron-right'}
              label={expanded ? 'Hide details' : 'Show details'}
              expanded={expanded}
              controls={`${id}-body`}
              onClick={() => setChosen(!expanded)}
            />
          )}
        </div>
        <div class="mrg-card__summary">
          <p class="mrg-card__sentence" role="status">
            {safeText(state.sentence, 400)}
            {state.since && (
              <span class="mrg-card__since">
                {' '}
                Started <TimeAgo iso={state.since} now={now} />.
              </span>
            )}
          </p>
          <NextLine state={state} place={place} onRefresh={onRefresh} />
          {stale && <p class="mrg-card__stale">Not up to date: {failureText(stale).sentence}</p>}
        </div>
      </div>
      {verdict && (
        <div class="mrg-card__body" id={`${id}-body`} hidden={!expanded}>
          {expanded && (
            <>
              <Blocking verdict={verdict} place={place} enforced={state.enforcement === 'enforced'} />
              <div class="mrg-card__folds">
                <OtherFindings verdict={verdict} place={place} />
                <details class="mrg-card__fold" open={state.kind === 'error'}>
                  <summary class="mrg-card__fold-title">
                    Scans <span class="mrg-card__count">{verdict.scans.length}</span>
                  </summary>
                  <ScansTable scans={verdict.scans} />
                </details>
              </div>
              <CardFooter state={state} verdict={verdict} place={place} now={now} />
            </>
          )}
        </div>
      )}
    </section>
  );
}

function Badges({ state, verdict }: { state: CardState; verdict: Verdict }) {
  const notEnforced = notEnforcedText(state.enforcement, verdict);
  return (
    <>
      <Badge title="The severity from which a new finding fails the merge request">
        {FAIL_ON_TITLES[verdict.failOn]}
      </Badge>
      {state.assurance === 'consistent' && (
        <Badge variant="muted" title="You can’t read the gate project, so its user could not be checked">
          Source not checked
        </Badge>
      )}
      {notEnforced && state.kind !== 'report_only' && (
        <Badge variant="warning" title={safeText(notEnforced, 300)}>
          Shown, not enforced
        </Badge>
      )}
    </>
  );
}

function NextLine({
  state,
  place,
  onRefresh,
}: {
  state: CardState;
  place: CardPlace;
  onRefresh: () => void;
}) {
  const { next } = state;
  const link = nextLink(place, next, state.runUrl);
  return (
    <p class="mrg-card__next">
      {next.text}{' '}
      {link && (
        <SafeLink href={link.href} baseUrl={place.baseUrl} sameTab={next.to === 'sign_in'}>
          {link.text}
        </SafeLink>
      )}
      {next.action === 'refresh' && (
        <Button variant="link" onClick={onRefresh}>
          Try again
        </Button>
      )}
      {next.action === 'reload' && (
        <Button variant="link" onClick={() => location.reload()}>
          Reload
        </Button>
      )}
    </p>
  );
}

/** Holds the card's place while GitLab has not answered yet, at the height of a card with nothing to open. */
function LoadingCard() {
  return (
    <section class="mrg-card" aria-busy="true" aria-label="MR Gate" data-state="loading">
      <div class="mrg-card__header">
        <span class="mrg-card__state mrg-card__state--neutral" />
        <div class="mrg-card__title-row">
          <Skeleton width="140px" height={14} />
        </div>
        <div class="mrg-card__summary mrg-card__summary--loading">
          <Skeleton width="60%" />
          <Skeleton width="40%" />
        </div>
      </div>
    </section>
  );
}

/** Open where there is something to do; a person's own choice wins. */
function opensByItself({ kind, verdict }: CardState): boolean {
  return kind === 'failed' || kind === 'error' || (kind !== 'closed' && (verdict?.counts.blocking ?? 0) > 0);
}

/** The time, with a new look twice a minute, so that ages stay true. */
function useNow(): number {
  const [, look] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => look((times) => times + 1), 30_000);
    return () => clearInterval(timer);
  }, []);
  return Date.now();
}
