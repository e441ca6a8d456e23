import type { DayOfVerdicts, GroupActivity } from '../../utils/list/group-activity.ts';
import { t } from '../../utils/texts/page-texts.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { SafeLink } from '../ui/safe-link.tsx';
import { safeText } from '../ui/safe-text.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { usePanel, usePanelEnvironment } from './panel-context.ts';
import { useActivity } from './use-activity.ts';
import { weekday } from './words.ts';

/** Blocked ones that are named; GitLab's own list, with a badge in each row, has all. */
const NAMED = 10;
/** Pixels of the highest bar. */
const HEIGHT = 32;

/** What the gate does to the group's merge requests: how many it blocks now, and the last days' verdicts. */
export function Activity({ loadedAt }: { loadedAt: string }) {
  const { again, ...now } = useActivity(loadedAt);
  return (
    <section class="mrg-activity" aria-label={t('panel.activity.label')} data-state={now.state}>
      {now.state === 'loading' && (
        <div class="mrg-activity__loading" aria-busy="true">
          <span class="mrg-visually-hidden">{t('panel.activity.loading')}</span>
          <Skeleton width="180px" />
          <Skeleton width="200px" height={HEIGHT} />
        </div>
      )}
      {now.state === 'signed_out' && <p class="mrg-activity__note">{t('panel.activity.signed_out')}</p>}
      {now.state === 'failed' && (
        <p class="mrg-activity__note">
          {t('panel.activity.failed')}{' '}
          <Button variant="link" onClick={again}>
            {t('panel.try_again')}
          </Button>
        </p>
      )}
      {now.state === 'ready' && (
        <>
          <BlockedNow activity={now.activity} />
          <Trend days={now.activity.days} partial={now.activity.partial} />
        </>
      )}
    </section>
  );
}

function BlockedNow({ activity: { blocked, open, partial } }: { activity: GroupActivity }) {
  const { baseUrl } = usePanelEnvironment();
  const groupPath = usePanel((state) => state.groupPath);
  const all = (
    <SafeLink
      href={`${baseUrl}/groups/${groupPath}/-/merge_requests?state=opened&sort=updated_desc`}
      baseUrl={baseUrl}
    >
      {t('panel.activity.all')}
    </SafeLink>
  );
  const scope = partial && <p class="mrg-activity__note">{t('panel.activity.partial', { count: open })}</p>;
  if (blocked.length === 0) {
    return (
      <div class="mrg-activity__now" data-testid="blocked-now" data-count={0}>
        <p class="mrg-activity__count">
          <Icon name="check-circle" />
          {t('panel.activity.none')}
        </p>
        {scope}
        <p class="mrg-activity__note">{all}</p>
      </div>
    );
  }
  return (
    <div class="mrg-activity__now" data-testid="blocked-now" data-count={blocked.length}>
      <details class="mrg-activity__details">
        <summary class="mrg-activity__count mrg-activity__count--blocked">
          <Icon name="chevron-right" />
          {t('panel.activity.blocked', { count: blocked.length })}
        </summary>
        <ul class="mrg-activity__list">
          {blocked.slice(0, NAMED).map(({ reference, title, webUrl }) => (
            <li key={reference}>
              <SafeLink href={webUrl} baseUrl={baseUrl}>
                {safeText(title, 120)}
              </SafeLink>{' '}
              <span class="mrg-activity__note">{safeText(reference, 160)}</span>
            </li>
          ))}
          {blocked.length > NAMED && (
            <li class="mrg-activity__note">{t('panel.activity.more', { count: blocked.length - NAMED })}</li>
          )}
        </ul>
      </details>
      {scope}
      <p class="mrg-activity__note">{all}</p>
    </div>
  );
}

function Trend({ days, partial }: { days: readonly DayOfVerdicts[]; partial: boolean }) {
  const sum = (part: 'blocked' | 'passed') => days.reduce((total, day) => total + day[part], 0);
  const [blocked, passed] = [sum('blocked'), sum('passed')];
  const count = days.length;
  const whatCounts = t('panel.trend.what_counts');
  if (blocked + passed === 0) {
    return <p class="mrg-activity__note">{t('panel.trend.none', { count })}</p>;
  }
  const highest = Math.max(...days.map((day) => day.blocked + day.passed));
  const height = (count: number) => (count === 0 ? 0 : Math.max(2, Math.round((count / highest) * HEIGHT)));
  return (
    <figure class="mrg-trend" title={whatCounts}>
      <div
        class="mrg-trend__bars"
        role="img"
        aria-label={t('panel.trend.label', { days: days.map(told).join(' ') })}
      >
        {days.map((day) => (
          <span key={day.day} class="mrg-trend__day" title={told(day)}>
            <span
              class="mrg-trend__bar mrg-trend__bar--passed"
              style={{ height: `${height(day.passed)}px` }}
            />
            <span
              class="mrg-trend__bar mrg-trend__bar--blocked"
              style={{ height: `${height(day.blocked)}px` }}
            />
            <span class="mrg-trend__name">{weekday(day.day, 'narrow')}</span>
          </span>
        ))}
      </div>
      <figcaption class="mrg-trend__legend">
        <span class="mrg-trend__sum mrg-trend__sum--blocked">
          {t('panel.trend.blocked', { count: blocked })}
        </span>
        <span class="mrg-trend__sum mrg-trend__sum--passed">
          {t('panel.trend.passed', { count: passed })}
        </span>
        <span class="mrg-activity__note">
          {t(partial ? 'panel.trend.period_partial' : 'panel.trend.period', { count })}
        </span>
        <span class="mrg-visually-hidden">{whatCounts}</span>
      </figcaption>
    </figure>
  );
}

function told({ day, blocked, passed }: DayOfVerdicts): string {
  return t('panel.trend.day', { day: weekday(day, 'long'), blocked, passed });
}
