import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

export type BadgeVariant = 'neutral' | 'info' | 'success' | 'warning' | 'danger' | 'muted';

interface BadgeProps {
  variant?: BadgeVariant;
  icon?: IconName | undefined;
  title?: string | undefined;
  children: ComponentChildren;
}

export function Badge({ variant = 'neutral', icon, title, children }: BadgeProps) {
  return (
    <span class={variant === 'neutral' ? 'mrg-badge' : `mrg-badge mrg-badge--${variant}`} title={title}>
      {icon && <Icon name={icon} size={12} />}
      {children}
    </span>
  );
}
