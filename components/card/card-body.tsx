import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { CardDetails, DetailsProps } from '../../utils/card/details.ts';
import { Skeleton } from '../ui/skeleton.tsx';

/** How far loading the details has come: `null` not asked for or under way, a text: why they can't be had. */
export type DetailsState = CardDetails | string | null;

interface CardBodyProps extends DetailsProps {
  id: string;
  details: DetailsState;
  onNeeded: () => void;
}

/** The place of an open card's details, which another script renders. */
export function CardBody({ id, details, onNeeded, ...props }: CardBodyProps) {
  const place = useRef<HTMLDivElement>(null);
  const loaded = typeof details === 'object' ? details : null;
  useEffect(onNeeded, []);
  useLayoutEffect(() => {
    if (place.current) loaded?.show(place.current, props);
  });
  useLayoutEffect(() => {
    const element = place.current;
    return () => {
      if (element) loaded?.show(element, null);
    };
  }, [loaded]);
  return (
    <div class="mrg-card__body" id={id} aria-busy={details === null || undefined}>
      {details === null && (
        <div class="mrg-card__waiting">
          <Skeleton width="70%" />
        </div>
      )}
      {typeof details === 'string' && <p class="mrg-card__waiting mrg-card__stale">{details}</p>}
      <div ref={place} />
    </div>
  );
}
