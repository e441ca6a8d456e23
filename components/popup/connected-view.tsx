import { useState } from 'preact/hooks';
import type { Connection } from '../../utils/connection.ts';
import { relativeTime } from '../../utils/texts/dates.ts';
import { t } from '../../utils/texts/page-texts.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { SafeLink } from '../ui/safe-link.tsx';
import { safeText } from '../ui/safe-text.ts';
import { useStore } from '../ui/use-store.ts';
import { UserErrorAlert } from '../ui/user-error-alert.tsx';
import { Disconnect } from './disconnect.tsx';
import { Expiry } from './expiry.tsx';
import { hostOf } from './host-of.ts';
import type { PopupSession } from './popup-state.ts';

/** Whose token it is, what it may do, and until when. */
export function ConnectedView({ session, connection }: { session: PopupSession; connection: Connection }) {
  const busy = useStore(session.store, (state) => state.busy);
  const error = useStore(session.store, (state) => state.error);
  /** null: it was not asked for, and there is nowhere to go back to. */
  const [leaving, setLeaving] = useState<boolean | null>(null);
  const { baseUrl, user, scopes, access, version, checkedAt } = connection;
  return (
    <>
      <div class="mrg-popup__stack">
        <h1 class="mrg-popup__title" tabIndex={-1}>
          <SafeLink href={baseUrl} baseUrl={baseUrl} class="mrg-popup__host">
            {hostOf(baseUrl)}
          </SafeLink>
        </h1>
        <p class="mrg-popup__badges">
          {error?.kind.startsWith('token_') ? (
            <Badge variant="danger" icon="error">
              {t('popup.token_refused')}
            </Badge>
          ) : access === 'full' ? (
            <Badge variant="success" icon="check-circle">
              {t('popup.can_configure')}
            </Badge>
          ) : (
            <Badge variant="info" icon="eye">
              {t('popup.read_only')}
            </Badge>
          )}
          <Badge>{t(`popup.kind.${user.kind}`)}</Badge>
        </p>
        {error && (
          <UserErrorAlert
            error={error}
            baseUrl={baseUrl}
            actions={
              error.kind.startsWith('token_') && (
                <Button size="small" onClick={() => void session.update()}>
                  {t('popup.update_token')}
                </Button>
              )
            }
          />
        )}
      </div>
      <dl class="mrg-popup__facts">
        <dt>{t('popup.user')}</dt>
        <dd>
          {user.username ? (
            <>
              {safeText(user.name, 80)}
              <span class="mrg-popup__subtle"> @{safeText(user.username, 80)}</span>
            </>
          ) : (
            t('popup.unknown_user')
          )}
        </dd>
        <dt>{t('popup.scopes')}</dt>
        <dd>
          {scopes.map((scope) => (
            <code key={scope}>{scope === 'granular' ? t('popup.scope.granular') : safeText(scope, 40)}</code>
          ))}
        </dd>
        <dt>{t('popup.ends')}</dt>
        <dd>
          <Expiry expiresAt={connection.expiresAt} />
        </dd>
        <dt>GitLab</dt>
        <dd>{version ? safeText(version, 40) : t('popup.version_unknown')}</dd>
        <dt>{t('popup.checked')}</dt>
        <dd>
          <span aria-live="polite">
            {busy === 'rechecking' ? t('popup.checking') : relativeTime(checkedAt, Date.now())}
          </span>
          <Button
            variant="link"
            loading={busy === 'rechecking'}
            disabled={busy === 'removing'}
            onClick={() => void session.recheck()}
          >
            {t('popup.check_again')}
          </Button>
        </dd>
      </dl>
      {leaving ? (
        <Disconnect
          session={session}
          baseUrl={baseUrl}
          version={version}
          onCancel={() => setLeaving(false)}
        />
      ) : (
        <div class="mrg-popup__actions">
          <Button onClick={() => void session.update()} disabled={busy === 'removing'} testId="update">
            {t('popup.update_token')}
          </Button>
          <Button autofocus={leaving === false} onClick={() => setLeaving(true)} testId="disconnect">
            {t('popup.disconnect')}
          </Button>
        </div>
      )}
    </>
  );
}
