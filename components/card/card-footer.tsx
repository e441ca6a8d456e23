import type { CardState } from '../../utils/card/card-types.ts';
import { type CardPlace, ownUrl, policyUrl } from '../../utils/card/links.ts';
import { notEnforcedText } from '../../utils/card/words.ts';
import type { Verdict } from '../../utils/gate/verdict.ts';
import { SafeLink } from '../ui/safe-link.tsx';
import { safeText } from '../ui/safe-text.ts';
import { TimeAgo } from './time-ago.tsx';

interface CardFooterProps {
  state: CardState;
  verdict: Verdict;
  place: CardPlace;
  now: number;
}

/** Where the verdict comes from: when, by what, under which policy, and how far that was checked. */
export function CardFooter({ state, verdict, place, now }: CardFooterProps) {
  const run = ownUrl(place, verdict.gate.pipelineUrl);
  const policy = policyUrl(place, verdict);
  const settings =
    verdict.settingsFrom === 'exception' ? 'an exception in the policy' : 'the policy’s default';
  const notEnforced = notEnforcedText(state.enforcement, verdict);
  return (
    <footer class="mrg-card__footer">
      {notEnforced && <p>Shown, not enforced. {safeText(notEnforced, 300)}</p>}
      {state.assurance === 'consistent' && (
        <p>
          Not verified against the gate project, which you can’t read: by {`@${safeText(state.by ?? '', 60)}`}
          , status and details agree.
        </p>
      )}
      <p>
        Evaluated <TimeAgo iso={verdict.evaluatedAt} now={now} /> for{' '}
        <code>{safeText(verdict.head.slice(0, 8), 8)}</code> by{' '}
        {run ? (
          <SafeLink href={run} baseUrl={place.baseUrl}>
            the gate pipeline
          </SafeLink>
        ) : (
          'the gate'
        )}
        , with{' '}
        {policy ? (
          <SafeLink href={policy} baseUrl={place.baseUrl}>
            {settings}
          </SafeLink>
        ) : (
          settings
        )}
        .
      </p>
    </footer>
  );
}
