interface SkeletonProps {
  width?: string;
  height?: number;
}

/** One grey bar in the place of a text that is loading. Put them in an element with `aria-busy`. */
export function Skeleton({ width = '100%', height = 12 }: SkeletonProps) {
  return <span class="mrg-skeleton" style={{ width, height: `${height}px` }} aria-hidden />;
}
