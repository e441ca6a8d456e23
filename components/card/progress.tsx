import { useEffect, useState } from 'preact/hooks';
import type { CardState } from '../../utils/card/card-types.ts';
import type { CardPlace } from '../../utils/card/links.ts';
import { readProgress, type Step } from '../../utils/card/progress.ts';
import { scan } from '../../utils/gate/scans.ts';
import { pageApi } from '../../utils/page-session.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Spinner } from '../ui/spinner.tsx';

const EVERY_MS = 5_000;

const TITLES = { prepare: 'Reading the merge request', gate: 'Verdict' };
const STATES: Record<Exclude<Step['state'], 'running'>, { icon: IconName; text: string }> = {
  waiting: { icon: 'status-waiting', text: 'Waiting' },
  done: { icon: 'check-circle', text: 'Done' },
  failed: { icon: 'error', text: 'Failed' },
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
    <ul class="mrg-gate-steps" aria-label="Progress">
      {steps.map((step) => (
        <li key={step.of} class={`mrg-gate-step mrg-gate-step--${step.state}`}>
          <span class={`mrg-gate-step__icon mrg-gate-step__icon--${step.state}`}>
            {step.state === 'running' ? <Spinner /> : <Icon name={STATES[step.state].icon} />}
          </span>
          <span>{step.of === 'prepare' || step.of === 'gate' ? TITLES[step.of] : scan(step.of).title}</span>
          <span class="mrg-gate-step__state">
            {step.state === 'running' ? 'Running' : STATES[step.state].text}
          </span>
        </li>
      ))}
    </ul>
  );
}
