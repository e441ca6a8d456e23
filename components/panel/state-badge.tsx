import type { RepoStatus } from '../../utils/gate/repo.ts';
import { t } from '../../utils/texts/page-texts.ts';
import { Badge, type BadgeVariant } from '../ui/badge.tsx';
import type { IconName } from '../ui/icon.tsx';

const LOOKS: Record<RepoStatus, { variant: BadgeVariant; icon: IconName }> = {
  gated: { variant: 'success', icon: 'check-circle' },
  exception: { variant: 'info', icon: 'settings' },
  report_only: { variant: 'neutral', icon: 'eye' },
  enrolling: { variant: 'warning', icon: 'status-waiting' },
  not_configured: { variant: 'muted', icon: 'dash' },
  drifted: { variant: 'warning', icon: 'alert' },
  needs_decision: { variant: 'warning', icon: 'alert' },
  cannot_be_gated: { variant: 'neutral', icon: 'lock' },
  gate_project: { variant: 'neutral', icon: 'shield' },
};

export function StateBadge({ status, reason }: { status: RepoStatus; reason: string }) {
  const { variant, icon } = LOOKS[status];
  return (
    <Badge variant={variant} icon={icon} title={reason}>
      {t(`panel.state.${status}`)}
    </Badge>
  );
}
