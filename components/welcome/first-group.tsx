import { useEffect, useState } from 'preact/hooks';
import type { FirstGroup as Group } from '../../utils/connect/first-groups.ts';
import type { Connection } from '../../utils/connection.ts';
import { RequestFailed, type send } from '../../utils/message-client.ts';
import { t } from '../../utils/texts/page-texts.ts';
import type { UserError } from '../../utils/user-error.ts';
import { hostOf } from '../popup/host-of.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { SafeLink } from '../ui/safe-link.tsx';
import { safeText } from '../ui/safe-text.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { UserErrorAlert } from '../ui/user-error-alert.tsx';

/** The groups to begin with; the choice opens the group's page, where gating is set up. */
export function FirstGroup({ connection, send: ask }: { connection: Connection; send: typeof send }) {
  const { baseUrl, access } = connection;
  const [groups, setGroups] = useState<Group[] | UserError | null>(null);

  const load = async (): Promise<void> => {
    setGroups(null);
    try {
      setGroups(await ask('connect.firstGroups', { baseUrl }));
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      setGroups(error.error);
    }
  };
  useEffect(() => void load(), [baseUrl]);

  return (
    <div class="mrg-popup__stack">
      <h1 class="mrg-popup__title" tabIndex={-1}>
        {t('welcome.group.title')}
      </h1>
      <p class="mrg-popup__text">
        {t(access === 'full' ? 'welcome.group.text' : 'welcome.group.text_read_only', {
          host: hostOf(baseUrl),
        })}
      </p>
      {groups === null ? (
        <div aria-busy="true" class="mrg-popup__stack">
          <span class="mrg-visually-hidden">{t('welcome.group.loading')}</span>
          <Skeleton />
          <Skeleton />
        </div>
      ) : !Array.isArray(groups) ? (
        <UserErrorAlert
          error={groups}
          baseUrl={baseUrl}
          actions={
            <Button size="small" onClick={() => void load()}>
              {t('welcome.group.try_again')}
            </Button>
          }
        />
      ) : groups.length === 0 ? (
        <Alert variant="info" title={t('welcome.group.none')}>
          {t(access === 'full' ? 'welcome.group.none_text' : 'welcome.group.none_text_read_only')}
        </Alert>
      ) : (
        <ul class="mrg-welcome__groups" aria-label={t('welcome.groups')}>
          {groups.map(({ name, fullPath }) => (
            <li key={fullPath}>
              <SafeLink href={`${baseUrl}/${fullPath}`} baseUrl={baseUrl} class="mrg-popup__other">
                <span class="mrg-popup__other-text">
                  <span>{safeText(name, 100)}</span>
                  <span class="mrg-popup__subtle">{safeText(fullPath, 100)}</span>
                </span>
                <Icon name="chevron-right" />
              </SafeLink>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
