import { t } from '../../utils/texts/page-texts.ts';
import { STATUS_GROUPS, type StatusGroup } from './filter.ts';
import { list, repositories } from './words.ts';

/** How the group is covered, as one bar. The tiles under it are its legend and the way to each part. */
export function Coverage({ counts }: { counts: Record<StatusGroup, number> }) {
  const total = STATUS_GROUPS.reduce((sum, group) => sum + counts[group], 0);
  if (total === 0) return null;
  const parts = STATUS_GROUPS.filter((group) => counts[group] > 0);
  const texts = parts.map((group) => t(`panel.coverage.${group}`, { count: counts[group] }));
  return (
    <div
      class="mrg-coverage"
      role="img"
      aria-label={t('panel.coverage', { repositories: repositories(total), parts: list(texts) })}
    >
      {parts.map((group) => (
        <span
          key={group}
          class={`mrg-coverage__part mrg-coverage__part--${group}`}
          style={{ flexGrow: counts[group] }}
        />
      ))}
    </div>
  );
}
