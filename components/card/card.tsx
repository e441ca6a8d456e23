import { useId, useState } from 'preact/hooks';
import type { CardState } from '../../utils/card/card-types.ts';
import type { CardSnapshot } from '../../utils/card/follow-card.ts';
import { type CardPlace, nextUrl } from '../../utils/card/links.ts';
import { failureText, notEnforcedText } from '../../utils/card/words.ts';
import type { FailOn } from '../../utils/gate/severity.ts';
import type { Verdict } from '../../utils/gate/verdict.ts';
import { rich, say, t } from '../../utils/texts/page-texts.ts';
import { CHEVRON_DOWN, RETRY } from '../ui/icon-paths.ts';
import { SafeLink } from '../ui/safe-link.tsx';
import { safeText } from '../ui/safe-text.ts';
import { failOnTitle } from '../ui/severity.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { CardBody, type DetailsState } from './card-body.tsx';
import { GateSaid } from './gate-said.tsx';
import { HeaderBadge, HeaderButton, LinkButton } from './header-button.tsx';
import { StateIcon } from './state-icon.tsx';
import { TimeAgo } from './time-ago.tsx';
import { stateTitle } from './titles.ts';
import { useNow } from './use-now.ts';

interface GateCardProps {
  snapshot: CardSnapshot;
  place: CardPlace;
  onRefresh: () => void;
  details: DetailsState;
  /** The card is open, so that its details are needed now. */
  onDetailsNeeded: () => void;
  onFailOn: (failOn: FailOn) => void;
}

/** The gate card above GitLab's merge widget. */
export function GateCard({ snapshot, place, onRefresh, details, onDetailsNeeded, onFailOn }: GateCardProps) {
  const { state, stale, refreshing } = snapshot;
  const [chosen, setChosen] = useState<boolean | null>(null);
  const now = useNow();
  const id = useId();
  if (!state) return <LoadingCard />;
  const { verdict } = state;
  const opens = verdict !== null || state.gate !== null;
  const expanded = opens && (chosen ?? opensByItself(state));
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
          <HeaderButton icon={RETRY} label={t('card.refresh')} loading={refreshing} onClick={onRefresh} />
          {opens && (
            <HeaderButton
              icon={CHEVRON_DOWN}
              label={t(expanded ? 'card.hide' : 'card.show')}
              expanded={expanded}
              controls={expanded ? `${id}-body` : undefined}
              onClick={() => setChosen(!expanded)}
            />
          )}
        </div>
        <div class="mrg-card__summary">
          <p class="mrg-card__sentence">
            <span role="status">
              <GateSaid text={state.sentence} cap={400} />
            </span>
            {/* Not in the status, which would be read out with every minute. */}
            {state.since && (
              <span class="mrg-card__since">
                {' '}
                {rich('card.started', { when: <TimeAgo iso={state.since} now={now} /> })}
              </span>
            )}
          </p>
          <NextLine state={state} place={place} onRefresh={onRefresh} />
          {stale && <p class="mrg-card__stale">{t('card.stale', { why: failureText(stale).sentence })}</p>}
        </div>
      </div>
      {expanded && (
        <CardBody
          id={`${id}-body`}
          {...{ state, place, details, onFailOn }}
          onChanged={onRefresh}
          onNeeded={onDetailsNeeded}
        />
      )}
    </section>
  );
}

function Badges({ state, verdict }: { state: CardState; verdict: Verdict }) {
  const notEnforced = notEnforcedText(state, verdict);
  return (
    <>
      <HeaderBadge title={t('card.threshold_hint')}>{failOnTitle(verdict.failOn)}</HeaderBadge>
      {state.assurance === 'consistent' && (
        <HeaderBadge variant="muted" title={t('card.not_checked_hint')}>
          {t('card.not_checked')}
        </HeaderBadge>
      )}
      {notEnforced && state.kind !== 'report_only' && (
        <HeaderBadge variant="warning" title={safeText(say(notEnforced), 300)}>
          {t('card.not_enforced')}
        </HeaderBadge>
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
  const url = nextUrl(place, next, state.runUrl);
  return (
    <p class="mrg-card__next">
      {say(next.text)}{' '}
      {next.to && url && (
        <SafeLink href={url} baseUrl={place.baseUrl} sameTab={next.to === 'sign_in'}>
          {t(`card.to.${next.to}`)}
        </SafeLink>
      )}
      {next.action === 'refresh' && <LinkButton onClick={onRefresh}>{t('card.try_again')}</LinkButton>}
      {next.action === 'reload' && (
        <LinkButton onClick={() => location.reload()}>{t('card.reload')}</LinkButton>
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
function opensByItself({ kind, verdict, gate }: CardState): boolean {
  if (kind === 'running') return gate?.readable === true;
  return kind === 'failed' || kind === 'error' || (kind !== 'closed' && (verdict?.counts.blocking ?? 0) > 0);
}
