import type { ComponentChildren, TargetedMouseEvent } from 'preact';
import { useRef } from 'preact/hooks';
import { Icon, type IconName } from './icon.tsx';
import { Spinner } from './spinner.tsx';
import { useFocusWhenLost } from './use-focus-when-lost.ts';

interface ButtonProps {
  children?: ComponentChildren;
  variant?: 'default' | 'confirm' | 'danger' | 'tertiary' | 'link';
  size?: 'medium' | 'small';
  icon?: IconName | undefined;
  /** Name of a button that is an icon only. */
  label?: string | undefined;
  title?: string | undefined;
  type?: 'button' | 'submit';
  /** Id of the form that a submit button outside it sends. */
  form?: string | undefined;
  block?: boolean;
  loading?: boolean | undefined;
  disabled?: boolean | undefined;
  /** Disabled, and why: the button stays focusable, so that its title, the reason, can be read out. */
  disabledReason?: string | undefined;
  onClick?: ((event: TargetedMouseEvent<HTMLButtonElement>) => void) | undefined;
  /** Takes the focus as it appears, in the place of what had it. */
  autofocus?: boolean | undefined;
  expanded?: boolean | undefined;
  controls?: string | undefined;
  class?: string | undefined;
  testId?: string | undefined;
}

export function Button(props: ButtonProps) {
  const { variant = 'default', size = 'medium', icon, label, children, loading, disabledReason } = props;
  const button = useRef<HTMLButtonElement>(null);
  useFocusWhenLost(button, props.autofocus ?? false);
  const blocked = Boolean(disabledReason) || Boolean(loading);
  const classes = ['mrg-button'];
  if (variant !== 'default') classes.push(`mrg-button--${variant}`);
  if (size === 'small') classes.push('mrg-button--small');
  if (icon && !children) classes.push('mrg-button--icon');
  if (props.block) classes.push('mrg-button--block');
  if (props.class) classes.push(props.class);
  return (
    <button
      ref={button}
      type={props.type ?? 'button'}
      form={props.form}
      class={classes.join(' ')}
      disabled={props.disabled ?? false}
      aria-disabled={blocked || undefined}
      aria-busy={loading || undefined}
      aria-label={label}
      aria-expanded={props.expanded}
      aria-controls={props.controls}
      title={disabledReason ?? props.title ?? (children ? undefined : label)}
      data-testid={props.testId}
      onClick={(event) => {
        if (blocked) event.preventDefault();
        else props.onClick?.(event);
      }}
    >
      {loading ? <Spinner /> : icon && <Icon name={icon} />}
      {children}
    </button>
  );
}
