import { useState } from 'preact/hooks';
import { t } from '../../utils/texts/page-texts.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { useStore } from '../ui/use-store.ts';
import type { Options } from './options-store.ts';
import { Section } from './section.tsx';

export function RemoveAll({ options }: { options: Options }) {
  const busy = useStore(options.store, (state) => state.busy === 'remove');
  const removed = useStore(options.store, (state) => state.removed);
  /** null: it was not asked for, and there is nowhere to go back to. */
  const [asking, ask] = useState<boolean | null>(null);
  return (
    <Section
      options={options}
      name="remove"
      title={t('options.remove.title')}
      about={t('options.remove.about')}
    >
      <div role="status">{removed && <Alert variant="success">{t('options.remove.done')}</Alert>}</div>
      <div class="mrg-options__buttons">
        {asking && !removed ? (
          <>
            <Button
              variant="danger"
              loading={busy}
              onClick={() => void options.removeEverything()}
              testId="remove-confirm"
            >
              {t('options.remove.confirm')}
            </Button>
            <Button autofocus onClick={() => ask(false)}>
              {t('options.cancel')}
            </Button>
          </>
        ) : (
          <Button
            variant="danger"
            disabled={removed}
            autofocus={asking === false}
            onClick={() => ask(true)}
            testId="remove"
          >
            {t('options.remove.ask')}
          </Button>
        )}
      </div>
    </Section>
  );
}
