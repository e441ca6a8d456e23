import type { ComponentChildren, TargetedMouseEvent } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

interface CheckboxProps {
  checked: boolean;
  indeterminate?: boolean;
  disabled?: boolean | undefined;
  /** What it said last is still being done: it can't be changed, and keeps the focus. */
  busy?: boolean | undefined;
  children?: ComponentChildren;
  hint?: ComponentChildren;
  /** Name of a box without a visible label, as in a table row. */
  label?: string | undefined;
  title?: string | undefined;
  /** The event tells whether shift was held. */
  onChange: (checked: boolean, event: TargetedMouseEvent<HTMLInputElement>) => void;
  testId?: string | undefined;
}

export function Checkbox(props: CheckboxProps) {
  const { checked, indeterminate = false, disabled = false, children, hint } = props;
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => {
    if (input.current) input.current.indeterminate = indeterminate;
  }, [indeterminate]);
  const classes = ['mrg-choice'];
  if (!children) classes.push('mrg-choice--bare');
  if (disabled) classes.push('mrg-choice--disabled');
  return (
    <label class={classes.join(' ')} title={props.title}>
      <input
        ref={input}
        type="checkbox"
        class="mrg-choice__control"
        checked={checked}
        disabled={disabled}
        aria-disabled={props.busy || undefined}
        aria-label={props.label}
        aria-labelledby={children ? id : undefined}
        aria-describedby={hint ? `${id}-hint` : undefined}
        data-testid={props.testId}
        // Clicks fire for the space key too, and they know the shift key, which change events do not.
        onClick={(event) => {
          if (props.busy) event.preventDefault();
          else props.onChange(event.currentTarget.checked, event);
        }}
      />
      {children && <span id={id}>{children}</span>}
      {hint && (
        <span class="mrg-choice__hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </label>
  );
}
