import { useEffect, useState } from 'preact/hooks';
import type { OpenCount } from '../../utils/apply/count-open.ts';
import { t } from '../../utils/texts/page-texts.ts';
import { usePanelEnvironment } from './panel-context.ts';

/** How many open merge requests the gate will look at after a plan. Counted while the plan is read, and not waited for. */
export function OpenMergeRequests({ planId }: { planId: string }) {
  const { services } = usePanelEnvironment();
  const [open, setOpen] = useState<OpenCount | null>(null);
  useEffect(() => {
    setOpen(null);
    let gone = false;
    services.send('plan.countOpen', { planId }).then(
      (found) => !gone && setOpen(found),
      // Where it cannot be told, nothing is said of it.
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [planId]);
  if (!open || open.count === 0) return null;
  const { count, more } = open;
  return (
    <p class="mrg-plan__counts" data-testid="plan-open">
      {more ? t('panel.plan.open_more', { count }) : t('panel.plan.open', { count })}
    </p>
  );
}
