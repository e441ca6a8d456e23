import { Skeleton } from '../ui/skeleton.tsx';

const ROWS = ['58%', '44%', '66%', '51%', '39%', '62%', '47%', '55%'];

/** The shape of what comes, so that nothing jumps when it does. */
export function Loading() {
  return (
    <div class="mrg-loading" aria-busy="true">
      <span class="mrg-visually-hidden" role="status">
        Loading repositories
      </span>
      <div class="mrg-loading__tiles">
        {ROWS.slice(0, 6).map((width) => (
          <Skeleton key={width} height={60} />
        ))}
      </div>
      <Skeleton height={32} />
      {ROWS.map((width) => (
        <div class="mrg-loading__row" key={width}>
          <Skeleton width={width} />
          <Skeleton width="96px" height={20} />
          <Skeleton width="110px" />
        </div>
      ))}
    </div>
  );
}
