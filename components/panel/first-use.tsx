import type { GroupSnapshot } from '../../utils/apply/group-snapshot.ts';
import { t } from '../../utils/texts/page-texts.ts';
import { Button } from '../ui/button.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { safeText } from '../ui/safe-text.ts';
import { usePanel, usePanelActions, usePanelEnvironment } from './panel-context.ts';

const PARTS = [
  ['project', 'project'],
  ['files', 'document'],
  ['token', 'lock'],
  ['trigger', 'link'],
  ['test', 'check-circle'],
] as const satisfies readonly (readonly [string, IconName])[];

/** The set-up of the gate project, explained before it is begun. No repository is changed by it. */
export function FirstUse({ snapshot }: { snapshot: GroupSnapshot }) {
  const { services } = usePanelEnvironment();
  const { startSetup, openConnect } = usePanelActions();
  const busy = usePanel((state) => state.jobBusy);
  const group = safeText(snapshot.group.path);
  const readOnly = snapshot.connection.access === 'read_only' ? t('panel.first.read_only') : undefined;
  return (
    <section class="mrg-first" aria-labelledby="mrg-first-title">
      <h3 class="mrg-first__title" id="mrg-first-title">
        {t('panel.first.title', { group })}
      </h3>
      <p class="mrg-first__lead">{t('panel.first.lead')}</p>
      <ol class="mrg-first__parts">
        {PARTS.map(([part, icon]) => (
          <li key={part}>
            <Icon name={icon} />
            <span>
              <strong>{t(`panel.first.${part}`)}</strong>{' '}
              {part === 'project' ? t('panel.first.project_text', { group }) : t(`panel.first.${part}_text`)}
            </span>
          </li>
        ))}
      </ol>
      <p class="mrg-first__note">{t('panel.first.note', { group })}</p>
      <div class="mrg-first__actions">
        <Button
          variant="confirm"
          loading={busy}
          disabledReason={readOnly}
          onClick={(event) => {
            if (services.isTrusted(event)) void startSetup();
          }}
        >
          {t('panel.first.title', { group })}
        </Button>
        {readOnly && <Button onClick={() => void openConnect('connect')}>{t('panel.update_token')}</Button>}
      </div>
      {readOnly && <p class="mrg-first__note">{readOnly}</p>}
    </section>
  );
}
