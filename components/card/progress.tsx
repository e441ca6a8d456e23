import { useEffect, useState } from 'preact/hooks';
import type { CardState } from '../../utils/card/card-types.ts';
import type { CardPlace } from '../../utils/card/links.ts';
import { readProgress, type Step } from '../../utils/card/progress.ts';
import { pageApi } from '../../utils/page-session.ts';
import { t } from '../../utils/texts/page-texts.ts';
import { scanTitle } from '../../utils/texts/scan-words.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Spinner } from '../ui/spinner.tsx';

const EVERY_MS = 5_000;

const ICONS: Record<Exclude<Step['state'], 'running'>, IconName> = {
  waiting: 'status-waiting',
  done: 'check-circle',
  failed: 'error',
};

/** How far the gate has come with each scan; nothing where this session may not see it. */
export function Progress({ state, place }: { state: CardState; place: CardPlace }) {
  const [steps, setSteps] = useState<Step[] | null>(null);
  const { runUrl } = state;
  useEffect(() => {
    const ended = new AbortController();
    const api = pageApi(place.baseUrl);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      try {
        const read = document.hidden ? undefined : await readProgress(api, place, runUrl, ended.signal);
        if (ended.signal.aborted || read === null) return;
        if (read) setSteps(read);
      } catch {
        // The next look tries again; the card itself says when GitLab is away.
      }
      if (!ended.signal.aborted) timer = setTimeout(look, EVERY_MS);
    };
    void look();
    return () => {
      ended.abort();
      clearTimeout(timer);
    };
  }, [runUrl]);
  if (!steps) return null;
  return (
    <ul class="mrg-gate-steps" aria-label={t('details.progress')}>
      {steps.map((step) => (
        <li key={step.of} class={`mrg-gate-step mrg-gate-step--${step.state}`}>
          <span>{step.state === 'running' ? <Spinner /> : <Icon name={ICONS[step.state]} />}</span>
          <span>
            {step.of === 'prepare' || step.of === 'gate' ? t(`details.step.${step.of}`) : scanTitle(step.of)}
          </span>
          <span class="mrg-gate-step__state">{t(`details.step_state.${step.state}`)}</span>
        </li>
      ))}
    </ul>
  );
}
