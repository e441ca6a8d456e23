import type { ComponentChildren } from 'preact';
import { IconShape } from '../ui/icon-shape.tsx';
import { Spinner } from '../ui/spinner.tsx';

interface HeaderButtonProps {
  /** One of icon-paths.ts. */
  icon: string;
  label: string;
  loading?: boolean;
  expanded?: boolean;
  controls?: string | undefined;
  onClick: () => void;
}

/** The kit's small icon button, without the kit's whole set of icons. */
export function HeaderButton({ icon, label, loading, expanded, controls, onClick }: HeaderButtonProps) {
  return (
    <button
      type="button"
      class="mrg-button mrg-button--tertiary mrg-button--small mrg-button--icon"
      aria-label={label}
      title={label}
      aria-disabled={loading || undefined}
      aria-busy={loading || undefined}
      aria-expanded={expanded}
      aria-controls={controls}
      onClick={() => {
        if (!loading) onClick();
      }}
    >
      {loading ? <Spinner /> : <IconShape path={icon} />}
    </button>
  );
}

/** The kit's button that looks like a link. */
export function LinkButton({ onClick, children }: { onClick: () => void; children: ComponentChildren }) {
  return (
    <button type="button" class="mrg-button mrg-button--link" onClick={onClick}>
      {children}
    </button>
  );
}

/** The kit's badge, in the variants that have no icon. */
export function HeaderBadge({
  variant,
  title,
  children,
}: {
  variant?: 'muted' | 'warning';
  title: string;
  children: ComponentChildren;
}) {
  return (
    <span class={variant ? `mrg-badge mrg-badge--${variant}` : 'mrg-badge'} title={title}>
      {children}
    </span>
  );
}
