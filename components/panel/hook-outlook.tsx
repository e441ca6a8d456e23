import { useState } from 'preact/hooks';
import type { HookOutlook } from '../../utils/apply/look-at-hooks.ts';
import type { RepoPlan } from '../../utils/apply/plan-types.ts';
import { t } from '../../utils/texts/page-texts.ts';
import type { UserError } from '../../utils/user-error.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Progress } from '../ui/progress.tsx';
import { SafeLink } from '../ui/safe-link.tsx';
import { safeText } from '../ui/safe-text.ts';
import { UserErrorAlert } from '../ui/user-error-alert.tsx';
import { usePanel, usePanelEnvironment } from './panel-context.ts';
import { toUserError } from './to-user-error.ts';
import { useStoppable } from './use-stoppable.ts';
import { sentences } from './words.ts';

/** How many repositories the worker looks at in one request. */
const AT_ONCE = 100;
const MOST_SHOWN = 200;

interface Look {
  found: HookOutlook[];
  running: boolean;
  error: UserError | null;
}

/**
 * The webhooks of repositories that are to be gated: what is in the way is told before anything is written. On demand,
 * because GitLab lists them one project at a time.
 */
export function HookOutlookView({ repos }: { repos: readonly RepoPlan[] }) {
  const { baseUrl } = usePanelEnvironment();
  const { look, start, stop } = useLook(repos);
  if (!look) {
    return (
      <div class="mrg-impact">
        <Button size="small" icon="eye" onClick={start} testId="look-at-hooks">
          {t('panel.outlook.button', { count: repos.length })}
        </Button>
      </div>
    );
  }
  const { found, running, error } = look;
  const told = found.filter(({ state }) => state !== 'free');
  return (
    <section class="mrg-plan__group" data-testid="hook-outlook">
      {error && <UserErrorAlert error={error} baseUrl={baseUrl} variant="warning" />}
      <div aria-live="polite" aria-busy={running} class="mrg-impact__head">
        <h3 class="mrg-plan__heading">
          {running
            ? t('panel.outlook.looking')
            : t('panel.outlook.found', { count: found.length, told: told.length })}
        </h3>
        {running && (
          <Button size="small" autofocus onClick={stop}>
            {t('panel.stop')}
          </Button>
        )}
        {!running && found.length < repos.length && (
          <Button size="small" onClick={start}>
            {t('panel.try_again')}
          </Button>
        )}
      </div>
      {running && <Progress label={t('panel.outlook.looking')} done={found.length} total={repos.length} />}
      {STATES.map((state) => (
        <Told key={state} outlooks={told.filter((outlook) => outlook.state === state)} repos={repos} />
      ))}
    </section>
  );
}

/** What keeps a repository from being gated first. */
const STATES = ['full', 'not_seen', 'other_gate', 'ours'] as const satisfies readonly HookOutlook['state'][];

function Told({ outlooks, repos }: { outlooks: readonly HookOutlook[]; repos: readonly RepoPlan[] }) {
  const { baseUrl } = usePanelEnvironment();
  if (outlooks.length === 0) return null;
  return (
    <ul class="mrg-plan__repos">
      {outlooks.slice(0, MOST_SHOWN).map(({ project, reason, next }) => {
        const repo = repos.find((candidate) => candidate.project === project);
        return (
          <li key={project}>
            <SafeLink href={repo ? `${repo.webUrl}/-/hooks` : ''} baseUrl={baseUrl}>
              {safeText(repo?.path ?? String(project), 300)}
            </SafeLink>
            <p class="mrg-plan__warning">
              <Icon name="alert" size={12} /> {sentences(reason, next)}
            </p>
          </li>
        );
      })}
      {outlooks.length > MOST_SHOWN && (
        <li>{t('panel.and_more', { count: outlooks.length - MOST_SHOWN })}</li>
      )}
    </ul>
  );
}

/** A hundred after the other, until all are looked at or the person stops. */
function useLook(repos: readonly RepoPlan[]): { look: Look | null; start: () => void; stop: () => void } {
  const { services } = usePanelEnvironment();
  const groupPath = usePanel((state) => state.groupPath);
  const [look, setLook] = useState<Look | null>(null);
  const { begin, stop } = useStoppable();

  const start = async () => {
    const signal = begin();
    let now: Look = { found: [], running: true, error: null };
    setLook(now);
    try {
      for (let from = 0; from < repos.length && !signal.aborted; from += AT_ONCE) {
        const projects = repos.slice(from, from + AT_ONCE).map(({ project }) => project);
        const hooks = await services.send('plan.hooks', { groupPath, projects });
        now = { ...now, found: [...now.found, ...hooks] };
        setLook(now);
      }
    } catch (error) {
      now = { ...now, error: toUserError(error) };
    }
    setLook({ ...now, running: false });
  };
  return { look, start: () => void start(), stop };
}
