import type { DayOfVerdicts, GroupActivity } from '../../utils/list/group-activity.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { SafeLink } from '../ui/safe-link.tsx';
import { safeText } from '../ui/safe-text.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { usePanel, usePanelEnvironment } from './panel-context.ts';
import { useActivity } from './use-activity.ts';
import { countOf, weekday } from './words.ts';

/** Blocked ones that are named; GitLab's own list, with a badge in each row, has all. */
const NAMED = 10;
/** Pixels of the highest bar. */
const HEIGHT = 32;

/** What the gate does to the group's merge requests: how many it blocks now, and the last days' verdicts. */
export function Activity({ loadedAt }: { loadedAt: string }) {
  const { again, ...now } = useActivity(loadedAt);
  return (
    <section class="mrg-activity" aria-label="Merge requests of this group" data-state={now.state}>
      {now.state === 'loading' && (
        <div class="mrg-activity__loading" aria-busy="true">
          <span class="mrg-visually-hidden">Loading merge requests</span>
          <Skeleton width="180px" />
          <Skeleton width="200px" height={HEIGHT} />
        </div>
      )}
      {now.state === 'signed_out' && (
        <p class="mrg-activity__note">
          Sign in to GitLab in this tab to see how many merge requests are blocked now.
        </p>
      )}
      {now.state === 'failed' && (
        <p class="mrg-activity__note">
          The merge requests of this group could not be read.{' '}
          <Button variant="link" onClick={again}>
            Try again
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
      All open merge requests
    </SafeLink>
  );
  const scope = partial && (
    <p class="mrg-activity__note">
      {`Of the ${countOf(open, 'open merge request')} updated last; the group has more.`}
    </p>
  );
  if (blocked.length === 0) {
    return (
      <div class="mrg-activity__now" data-testid="blocked-now" data-count={0}>
        <p class="mrg-activity__count">
          <Icon name="check-circle" />
          No merge request is blocked now
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
          {`${countOf(blocked.length, 'merge request')} blocked now`}
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
            <li class="mrg-activity__note">{`${blocked.length - NAMED} more in GitLab’s list.`}</li>
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
  const period = `the last ${countOf(days.length, 'day')}`;
  if (blocked + passed === 0) {
    return <p class="mrg-activity__note">{`The gate gave no verdict in ${period}.`}</p>;
  }
  const highest = Math.max(...days.map((day) => day.blocked + day.passed));
  const height = (count: number) => (count === 0 ? 0 : Math.max(2, Math.round((count / highest) * HEIGHT)));
  return (
    <figure class="mrg-trend" title={WHAT_COUNTS}>
      <div class="mrg-trend__bars" role="img" aria-label={`Verdicts per day. ${days.map(told).join(' ')}`}>
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
        <span class="mrg-trend__sum mrg-trend__sum--blocked">{`${blocked.toLocaleString('en')} blocked`}</span>
        <span class="mrg-trend__sum mrg-trend__sum--passed">{`${passed.toLocaleString('en')} passed`}</span>
        <span class="mrg-activity__note">
          {partial ? `newest verdicts of ${period}, not all read` : `newest verdicts of ${period}`}
        </span>
        <span class="mrg-visually-hidden">{WHAT_COUNTS}</span>
      </figcaption>
    </figure>
  );
}

const WHAT_COUNTS =
  'Each open or merged merge request counts once, on the day of its newest verdict. Not counted: earlier verdicts, closed merge requests, and those from forks.';

function told({ day, blocked, passed }: DayOfVerdicts): string {
  return `${weekday(day, 'long')}: ${blocked.toLocaleString('en')} blocked, ${passed.toLocaleString('en')} passed.`;
}
