import type { FailOn, Severity } from '../../utils/gate/severity.ts';
import { t } from '../../utils/texts/page-texts.ts';

/** Each severity has a shape of its own, so that colour is never the only sign. */
const SHAPES: Record<Severity, string> = {
  critical:
    'M8 .8a1 1 0 0 1 .7.3l6.2 6.2a1 1 0 0 1 0 1.4l-6.2 6.2a1 1 0 0 1-1.4 0L1.1 8.7a1 1 0 0 1 0-1.4l6.2-6.2A1 1 0 0 1 8 .8Z',
  high: 'M8 1.5c.35 0 .68.19.86.5l6 10.5a1 1 0 0 1-.86 1.5H2a1 1 0 0 1-.87-1.5l6-10.5A1 1 0 0 1 8 1.5Z',
  medium: 'M8 14.5a1 1 0 0 1-.87-.5l-6-10.5A1 1 0 0 1 2 2h12a1 1 0 0 1 .87 1.5l-6 10.5a1 1 0 0 1-.87.5Z',
  low: 'M8 3a5 5 0 1 1 0 10A5 5 0 0 1 8 3Z',
  info: 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Zm0 5.75A.75.75 0 0 0 7.25 7.5v3.75a.75.75 0 0 0 1.5 0V7.5A.75.75 0 0 0 8 6.75ZM8 3.8a1 1 0 1 0 0 2 1 1 0 0 0 0-2Z',
  unknown:
    'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Zm0 9.8a1 1 0 1 0 0 2 1 1 0 0 0 0-2Zm0-7.3c-1.5 0-2.6 1-2.6 2.3a.75.75 0 0 0 1.5 0c0-.5.4-.8 1.1-.8s1.1.3 1.1.8c0 .4-.2.6-.8.9-.8.5-1.05 1-1.05 1.9v.4a.75.75 0 0 0 1.5 0v-.4c0-.3.1-.4.5-.6.9-.5 1.35-1.2 1.35-2.2 0-1.3-1.1-2.3-2.6-2.3Z',
};

export function severityTitle(severity: Severity): string {
  return t(`common.severity.${severity}`);
}

/** A threshold in words: what fails a merge request. */
export function failOnTitle(failOn: FailOn): string {
  return t(`common.fail_on.${failOn}`);
}

interface SeverityIconProps {
  severity: Severity;
  /** Read out where the icon stands without its word. */
  label?: string;
}

export function SeverityIcon({ severity, label }: SeverityIconProps) {
  return (
    <svg
      class="mrg-icon"
      width="12"
      height="12"
      viewBox="0 0 16 16"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      <path d={SHAPES[severity]} fill-rule="evenodd" />
    </svg>
  );
}

/** A finding's severity, as icon and word. */
export function SeverityBadge({ severity }: { severity: Severity }) {
  return (
    <span class={`mrg-severity mrg-severity--${severity}`}>
      <SeverityIcon severity={severity} />
      {severityTitle(severity)}
    </span>
  );
}

/** A threshold: what fails a merge request. */
export function Threshold({ failOn }: { failOn: FailOn }) {
  if (failOn === 'never') return <span class="mrg-severity">{failOnTitle(failOn)}</span>;
  return (
    <span class={`mrg-severity mrg-severity--${failOn}`}>
      <SeverityIcon severity={failOn} />
      {failOnTitle(failOn)}
    </span>
  );
}
