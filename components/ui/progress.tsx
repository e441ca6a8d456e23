import { t } from '../../utils/texts/page-texts.ts';

interface ProgressProps {
  label: string;
  done: number;
  total: number;
  variant?: 'info' | 'success' | 'danger';
}

export function Progress({ label, done, total, variant = 'info' }: ProgressProps) {
  const percent = total === 0 ? 0 : Math.round((Math.min(done, total) / total) * 100);
  return (
    <div
      class={`mrg-progress mrg-progress--${variant}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={Math.min(done, total)}
      aria-valuetext={t('common.progress', { done, total })}
    >
      <div class="mrg-progress__bar" style={{ width: `${percent}%` }} />
    </div>
  );
}
