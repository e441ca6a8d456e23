import type { RepoStatus } from '../../utils/gate/repo.ts';
import { Badge, type BadgeVariant } from '../ui/badge.tsx';
import type { IconName } from '../ui/icon.tsx';

const LOOKS: Record<RepoStatus, { text: string; variant: BadgeVariant; icon: IconName }> = {
  gated: { text: 'Gated', variant: 'success', icon: 'check-circle' },
  exception: { text: 'Exception', variant: 'info', icon: 'settings' },
  report_only: { text: 'Report only', variant: 'neutral', icon: 'eye' },
  enrolling: { text: 'Not finished', variant: 'warning', icon: 'status-waiting' },
  not_configured: { text: 'Not configured', variant: 'muted', icon: 'dash' },
  drifted: { text: 'Drifted', variant: 'warning', icon: 'alert' },
  needs_decision: { text: 'Needs a decision', variant: 'warning', icon: 'alert' },
  cannot_be_gated: { text: 'Cannot be gated', variant: 'neutral', icon: 'lock' },
  gate_project: { text: 'Gate project', variant: 'neutral', icon: 'shield' },
};

export function StateBadge({ status, reason }: { status: RepoStatus; reason: string }) {
  const { text, variant, icon } = LOOKS[status];
  return (
    <Badge variant={variant} icon={icon} title={reason}>
      {text}
    </Badge>
  );
}
