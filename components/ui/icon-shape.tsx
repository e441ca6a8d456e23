interface IconShapeProps {
  /** One of icon-paths.ts. */
  path: string;
  size?: number | undefined;
  /** Read out where the icon stands alone; without it the icon is decoration. */
  label?: string | undefined;
}

export function IconShape({ path, size = 16, label }: IconShapeProps) {
  return (
    <svg
      class="mrg-icon"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      <path d={path} fill-rule="evenodd" clip-rule="evenodd" />
    </svg>
  );
}
