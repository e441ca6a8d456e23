import { t } from '../../utils/texts/page-texts.ts';
import { text } from '../../utils/texts/text.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Progress } from '../ui/progress.tsx';
import { usePanel, usePanelActions } from './panel-context.ts';

/** The look at webhooks: how far it is, then what it found. */
export function HookNotice() {
  const hooks = usePanel((state) => state.hooks);
  const { stopHookCheck, setFilter } = usePanelActions();
  if (!hooks) return null;
  if (hooks.running) {
    return (
      <Alert
        title={t('panel.hooks.looking', { done: hooks.done, total: hooks.total })}
        actions={
          <Button size="small" onClick={stopHookCheck}>
            {t('panel.stop')}
          </Button>
        }
      >
        <Progress label={t('panel.hooks.looked')} done={hooks.done} total={hooks.total} />
      </Alert>
    );
  }
  const webhooks = text('panel.webhooks', { count: hooks.done });
  const unseen = hooks.notSeen > 0 ? t('panel.hooks.not_seen', { count: hooks.notSeen }) : undefined;
  if (hooks.wrong === 0) {
    return (
      <Alert variant={unseen ? 'info' : 'success'} title={t('panel.hooks.fine', { webhooks })}>
        {unseen}
      </Alert>
    );
  }
  return (
    <Alert
      variant="warning"
      title={t('panel.hooks.wrong', { webhooks, count: hooks.wrong })}
      actions={
        <Button size="small" onClick={() => setFilter({ status: 'attention' })}>
          {t('panel.hooks.show')}
        </Button>
      }
    >
      {unseen}
    </Alert>
  );
}
