interface SpinnerProps {
  size?: 'small' | 'large';
  /** Said by screen readers; without it the spinner is decoration beside a text. */
  label?: string;
}

export function Spinner({ size = 'small', label }: SpinnerProps) {
  return (
    <span
      class={size === 'large' ? 'mrg-spinner mrg-spinner--large' : 'mrg-spinner'}
      {...(label ? { role: 'status', 'aria-label': label } : { 'aria-hidden': true })}
    />
  );
}
