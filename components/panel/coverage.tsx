import { STATUS_GROUP_TITLES, STATUS_GROUPS, type StatusGroup } from './filter.ts';
import { repositories } from './words.ts';

/** How the group is covered, as one bar. The tiles under it are its legend and the way to each part. */
export function Coverage({ counts }: { counts: Record<StatusGroup, number> }) {
  const total = STATUS_GROUPS.reduce((sum, group) => sum + counts[group], 0);
  if (total === 0) return null;
  const parts = STATUS_GROUPS.filter((group) => counts[group] > 0);
  const text = parts.map((group) => `${counts[group].toLocaleString('en')} ${STATUS_GROUP_TITLES[group]}`);
  return (
    <div
      class="mrg-coverage"
      role="img"
      aria-label={`Coverage of ${repositories(total)}: ${text.join(', ').toLowerCase()}`}
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
