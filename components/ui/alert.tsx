import type { ComponentChildren } from 'preact';
import { t } from '../../utils/texts/page-texts.ts';
import { Button } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';

export type AlertVariant = 'info' | 'success' | 'warning' | 'danger';

const ICONS: Record<AlertVariant, IconName> = {
  info: 'information-o',
  success: 'check-circle',
  warning: 'alert',
  danger: 'error',
};

interface AlertProps {
  variant?: AlertVariant;
  title?: string | undefined;
  children?: ComponentChildren;
  actions?: ComponentChildren;
  onDismiss?: (() => void) | undefined;
  /** Not read out by itself: it changes too often, and something else says it. */
  quiet?: boolean;
}

export function Alert({ variant = 'info', title, children, actions, onDismiss, quiet }: AlertProps) {
  return (
    <div
      class={`mrg-alert mrg-alert--${variant}`}
      role={quiet ? undefined : variant === 'danger' ? 'alert' : 'status'}
    >
      <Icon name={ICONS[variant]} />
      <div class="mrg-alert__content">
        {/* No heading: an alert may come up anywhere, and would break the order of the headings around it. */}
        {title && (
          <p class="mrg-alert__title">
            <strong>{title}</strong>
          </p>
        )}
        {children && <div>{children}</div>}
        {actions && <div class="mrg-alert__actions">{actions}</div>}
      </div>
      {onDismiss && (
        <div class="mrg-alert__dismiss">
          <Button
            variant="tertiary"
            size="small"
            icon="close"
            label={t('common.dismiss')}
            onClick={onDismiss}
          />
        </div>
      )}
    </div>
  );
}
