import { useRef, useState } from 'preact/hooks';
import type { CardRights, IgnoreDone, IgnorePlan } from '../../utils/actions/types.ts';
import { askingOf, whyNot } from '../../utils/card-asking.ts';
import type { Finding } from '../../utils/gate/finding.ts';
import { ignoreCommand } from '../../utils/gate/ignore-command.ts';
import { POLICY_FILE } from '../../utils/gate/policy.ts';
import { send } from '../../utils/message-client.ts';
import { rich, t } from '../../utils/texts/page-texts.ts';
import type { UserError } from '../../utils/user-error.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { SafeLink } from '../ui/safe-link.tsx';
import { safeText } from '../ui/safe-text.ts';
import { TextField } from '../ui/text-field.tsx';
import { useFocusWhenLost } from '../ui/use-focus-when-lost.ts';
import { type Act, useAct } from './act.ts';
import { byPerson } from './by-person.ts';
import { CopyButton } from './copy-button.tsx';
import { Refusal } from './refusal.tsx';
import { useRunAgain } from './run-again.tsx';

type Stage =
  | { at: 'closed' }
  | { at: 'form' }
  | { at: 'plan'; plan: IgnorePlan }
  | { at: 'done'; done: IgnoreDone };

const SHORTEST_REASON = 3;

/**
 * Ignores one finding in the policy: who may not is told why, before anything is to be filled in; what would be
 * written is shown, then confirmed.
 */
export function IgnoreFinding({ finding }: { finding: Finding }) {
  const act = useAct();
  // One place for all stages: the focus stays in it when one takes the place of another.
  return (
    act && (
      <div class="mrg-finding__act">
        <Ignore act={act} finding={finding} />
      </div>
    )
  );
}

function Ignore({ act, finding }: { act: Act; finding: Finding }) {
  const { gate, place } = act;
  const [stage, setStage] = useState<Stage>({ at: 'closed' });
  const [busy, setBusy] = useState(false);
  const [why, setWhy] = useState<UserError | null>(null);
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  const close = () => {
    setStage({ at: 'closed' });
    setWhy(null);
  };
  const wish = () => ({
    ...askingOf(gate, document),
    finding: finding.fingerprint,
    reason: reason.trim(),
    ...(until && { until }),
  });

  async function go(work: () => Promise<Stage>): Promise<void> {
    setBusy(true);
    setWhy(null);
    try {
      setStage(await work());
    } catch (error) {
      setWhy(whyNot(error));
      // What was planned no longer holds: back to what was typed.
      setStage((now) => (now.at === 'plan' ? { at: 'form' } : now));
    }
    setBusy(false);
  }

  const open = () =>
    go(async () => {
      const rights: CardRights = await send('card.rights', askingOf(gate, document));
      if (rights.may) return { at: 'form' };
      setWhy(rights.why);
      return { at: 'closed' };
    });
  const review = () => go(async () => ({ at: 'plan', plan: await send('card.planIgnore', wish()) }));
  const write = ({ basis }: IgnorePlan) =>
    go(async () => ({ at: 'done', done: await send('card.ignore', { ...wish(), basis }) }));

  const refusal = why && (
    <Refusal why={why} baseUrl={place.baseUrl} onDismiss={() => setWhy(null)}>
      {stage.at === 'closed' && <ByComment finding={finding} />}
    </Refusal>
  );
  switch (stage.at) {
    case 'closed':
      return (
        <>
          {!why && (
            <Button
              variant="link"
              size="small"
              loading={busy}
              onClick={(event) => byPerson(event) && void open()}
            >
              {t('details.ignore')}
            </Button>
          )}
          {refusal}
        </>
      );
    case 'form':
      return (
        <form
          class="mrg-ignore"
          onSubmit={(event) => {
            event.preventDefault();
            if (reason.trim().length >= SHORTEST_REASON && !busy) void review();
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') close();
          }}
        >
          <TextField
            label={t('details.reason')}
            value={reason}
            onInput={setReason}
            maxLength={500}
            required
            autofocus
          />
          <TextField
            label={t('details.until')}
            type="date"
            value={until}
            onInput={setUntil}
            min={new Date().toISOString().slice(0, 10)}
            optional
            hint={t('details.until_hint')}
          />
          {refusal}
          <div class="mrg-ignore__buttons">
            <Button
              type="submit"
              size="small"
              variant="confirm"
              loading={busy}
              disabled={reason.trim().length < SHORTEST_REASON}
            >
              {t('details.review')}
            </Button>
            <Button size="small" onClick={close}>
              {t('details.cancel')}
            </Button>
          </div>
        </form>
      );
    case 'plan':
      return (
        <Planned
          plan={stage.plan}
          busy={busy}
          onWrite={(event) => byPerson(event) && void write(stage.plan)}
          onBack={() => setStage({ at: 'form' })}
        />
      );
    case 'done':
      return <Done done={stage.done} baseUrl={place.baseUrl} />;
  }
}

interface PlannedProps {
  plan: IgnorePlan;
  busy: boolean;
  onWrite: (event: Event) => void;
  onBack: () => void;
}

function Planned({ plan, busy, onWrite, onBack }: PlannedProps) {
  const start = useRef<HTMLParagraphElement>(null);
  useFocusWhenLost(start);
  const facts = {
    branch: <code>{plan.branch}</code>,
    project: safeText(plan.gatePath, 200),
    user: safeText(plan.username, 60),
    file: <code>{POLICY_FILE}</code>,
  };
  return (
    <div class="mrg-ignore">
      <p ref={start} tabIndex={-1}>
        {plan.replaces === null
          ? rich('details.plan', facts)
          : rich('details.plan_replacing', { ...facts, reason: safeText(plan.replaces, 200) })}
      </p>
      <pre class="mrg-ignore__lines">{plan.lines}</pre>
      <p class="mrg-card__hint">{t('details.plan_hint')}</p>
      <div class="mrg-ignore__buttons">
        <Button size="small" variant="confirm" loading={busy} onClick={onWrite}>
          {t('details.ignore_one')}
        </Button>
        <Button size="small" onClick={onBack}>
          {t('details.back')}
        </Button>
      </div>
    </div>
  );
}

function Done({ done, baseUrl }: { done: IgnoreDone; baseUrl: string }) {
  const again = useRunAgain();
  return (
    <>
      <Alert variant="success" actions={again.button}>
        <p>
          {rich('details.ignored_since', {
            commit: (
              <SafeLink href={done.commitUrl} baseUrl={baseUrl}>
                <code>{done.commit.slice(0, 8)}</code>
              </SafeLink>
            ),
          })}
        </p>
      </Alert>
      {again.outcome}
    </>
  );
}

/** Who may not write the policy can have the gate do it: it looks at the right itself. */
function ByComment({ finding }: { finding: Finding }) {
  return (
    <p class="mrg-ignore__comment">
      {rich('details.by_comment', {
        copy: (
          <CopyButton text={() => ignoreCommand(finding.fingerprint)}>{t('details.copy_comment')}</CopyButton>
        ),
      })}
    </p>
  );
}
