import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { usePanelActions } from './panel-context.ts';

export function NotConnected() {
  const { openConnect } = usePanelActions();
  return (
    <EmptyState
      icon="link"
      title="Connect this GitLab first"
      actions={
        <Button variant="confirm" onClick={() => void openConnect('connect')}>
          Connect with a token
        </Button>
      }
    >
      Reading and changing the settings of many repositories takes a token. It stays in the extension: this
      page never sees it. A token with the scope “read_api” shows everything; “api” can change it.
    </EmptyState>
  );
}
