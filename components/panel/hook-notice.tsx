import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Progress } from '../ui/progress.tsx';
import { usePanel, usePanelActions } from './panel-context.ts';
import { countOf } from './words.ts';

/** The look at webhooks: how far it is, then what it found. */
export function HookNotice() {
  const hooks = usePanel((state) => state.hooks);
  const { stopHookCheck, setFilter } = usePanelActions();
  if (!hooks) return null;
  if (hooks.running) {
    return (
      <Alert
        title={`Looking at webhooks: ${hooks.done.toLocaleString('en')} of ${hooks.total.toLocaleString('en')}`}
        actions={
          <Button size="small" onClick={stopHookCheck}>
            Stop
          </Button>
        }
      >
        <Progress label="Webhooks looked at" done={hooks.done} total={hooks.total} />
      </Alert>
    );
  }
  const seen = countOf(hooks.done, 'webhook');
  const unseen =
    hooks.notSeen > 0 ? `The token may not see ${countOf(hooks.notSeen, 'webhook')} of them.` : undefined;
  if (hooks.wrong === 0) {
    return (
      <Alert variant={unseen ? 'info' : 'success'} title={`${seen} looked at, nothing amiss`}>
        {unseen}
      </Alert>
    );
  }
  return (
    <Alert
      variant="warning"
      title={`${seen} looked at: ${hooks.wrong.toLocaleString('en')} not as gating made ${hooks.wrong === 1 ? 'it' : 'them'}`}
      actions={
        <Button size="small" onClick={() => setFilter({ status: 'attention' })}>
          Show them
        </Button>
      }
    >
      {unseen}
    </Alert>
  );
}
