import { t } from '../../utils/texts/page-texts.ts';
import { SafeLink } from '../ui/safe-link.tsx';
import { Threshold } from '../ui/severity.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { usePanelEnvironment } from './panel-context.ts';
import type { FirstLoaded } from './panel-store.ts';
import { StateBadge } from './state-badge.tsx';
import { repositories } from './words.ts';

const ROWS = ['58%', '44%', '66%', '51%', '39%', '62%', '47%', '55%'];

/** The shape of what comes, so that nothing jumps when it does; of a big group, its first repositories. */
export function Loading({ first }: { first: FirstLoaded | null }) {
  return (
    <div class="mrg-loading" aria-busy="true">
      {!first && (
        <span class="mrg-visually-hidden" role="status">
          {t('panel.loading')}
        </span>
      )}
      <div class="mrg-loading__tiles">
        {ROWS.slice(0, 6).map((width) => (
          <Skeleton key={width} height={60} />
        ))}
      </div>
      {first ? <FirstRows {...first} /> : <Skeleton height={32} />}
      {!first &&
        ROWS.map((width) => (
          <div class="mrg-loading__row" key={width}>
            <Skeleton width={width} />
            <Skeleton width="96px" height={20} />
            <Skeleton width="110px" />
          </div>
        ))}
    </div>
  );
}

/** To be read and followed, not to be chosen from: what is chosen is chosen from all. */
function FirstRows({ rows, total }: FirstLoaded) {
  const { baseUrl } = usePanelEnvironment();
  return (
    <>
      <p class="mrg-loading__note" role="status">
        <Spinner />
        {total === null
          ? t('panel.loading.first_of_many', { shown: rows.length })
          : t('panel.loading.first', { shown: rows.length, repositories: repositories(total) })}
      </p>
      <ul class="mrg-loading__list">
        {rows.map((row) => (
          <li class="mrg-loading__row" key={row.id} data-testid="first-row">
            <SafeLink href={row.webUrl} baseUrl={baseUrl} class="mrg-repo__link">
              {row.shortPath}
            </SafeLink>
            <StateBadge status={row.status} reason={row.reason} />
            {row.settings ? <Threshold failOn={row.settings.failOn} /> : <span />}
          </li>
        ))}
      </ul>
    </>
  );
}
