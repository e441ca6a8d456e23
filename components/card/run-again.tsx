import { useState } from 'preact/hooks';
import { askingOf, whyNot } from '../../utils/card-asking.ts';
import { send } from '../../utils/message-client.ts';
import { rich, t } from '../../utils/texts/page-texts.ts';
import type { UserError } from '../../utils/user-error.ts';
import { Button } from '../ui/button.tsx';
import { SafeLink } from '../ui/safe-link.tsx';
import { useAct } from './act.ts';
import { byPerson } from './by-person.ts';
import { Refusal } from './refusal.tsx';

type Outcome = { url: string } | { why: UserError } | null;

/** Has the gate evaluate this merge request again, and says whether it began. */
export function useRunAgain() {
  const act = useAct();
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>(null);
  if (!act) return { button: null, outcome: null };
  const { gate, place, onChanged } = act;

  async function start(): Promise<void> {
    setBusy(true);
    try {
      const asking = { ...askingOf(gate, document), mergeRequest: place.iid };
      setOutcome({ url: (await send('card.runAgain', asking)).pipelineUrl });
      onChanged();
    } catch (error) {
      setOutcome({ why: whyNot(error) });
    }
    setBusy(false);
  }

  return {
    button: (
      <Button size="small" icon="retry" loading={busy} onClick={(event) => byPerson(event) && void start()}>
        {t('details.run_again')}
      </Button>
    ),
    outcome: outcome && (
      <div class="mrg-card__outcome">
        {'why' in outcome ? (
          <Refusal why={outcome.why} baseUrl={place.baseUrl} onDismiss={() => setOutcome(null)}>
            {outcome.why.kind === 'no_role' && <p>{t('details.push_instead')}</p>}
          </Refusal>
        ) : (
          <p role="status">
            {rich('details.started', {
              pipeline: (
                <SafeLink href={outcome.url} baseUrl={place.baseUrl}>
                  {t('details.new_pipeline')}
                </SafeLink>
              ),
            })}
          </p>
        )}
      </div>
    ),
  };
}
