import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

interface EmptyStateProps {
  icon: IconName;
  title: string;
  children?: ComponentChildren;
  actions?: ComponentChildren;
}

export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <section class="mrg-empty">
      <span class="mrg-empty__figure">
        <Icon name={icon} size={32} />
      </span>
      <h2 class="mrg-empty__title">{title}</h2>
      {children && <div class="mrg-empty__text">{children}</div>}
      {actions && <div class="mrg-empty__actions">{actions}</div>}
    </section>
  );
}
