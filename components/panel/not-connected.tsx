import { t } from '../../utils/texts/page-texts.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { usePanelActions } from './panel-context.ts';

export function NotConnected() {
  const { openConnect } = usePanelActions();
  return (
    <EmptyState
      icon="link"
      title={t('panel.connect.title')}
      actions={
        <Button variant="confirm" onClick={() => void openConnect('connect')}>
          {t('panel.connect.button')}
        </Button>
      }
    >
      {t('panel.connect.text')}
    </EmptyState>
  );
}
