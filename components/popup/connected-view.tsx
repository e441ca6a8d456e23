import { useState } from 'preact/hooks';
import type { Connection } from '../../utils/connection.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { SafeLink } from '../ui/safe-link.tsx';
import { safeText } from '../ui/safe-text.ts';
import { useStore } from '../ui/use-store.ts';
import { UserErrorAlert } from '../ui/user-error-alert.tsx';
import { Disconnect } from './disconnect.tsx';
import { Expiry } from './expiry.tsx';
import { hostOf, type PopupSession } from './session.ts';
import { ago, KIND_NAMES } from './words.ts';

/** Whose token it is, what it may do, and until when. */
export function ConnectedView({ session, connection }: { session: PopupSession; connection: Connection }) {
  const busy = useStore(session.store, (state) => state.busy);
  const error = useStore(session.store, (state) => state.error);
  const [leaving, setLeaving] = useState(false);
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
              Token refused
            </Badge>
          ) : access === 'full' ? (
            <Badge variant="success" icon="check-circle">
              Can configure
            </Badge>
          ) : (
            <Badge variant="info" icon="eye">
              Read only
            </Badge>
          )}
          <Badge>{KIND_NAMES[user.kind]}</Badge>
        </p>
        {error && (
          <UserErrorAlert
            error={error}
            baseUrl={baseUrl}
            actions={
              error.kind.startsWith('token_') && (
                <Button size="small" onClick={() => void session.update()}>
                  Update token
                </Button>
              )
            }
          />
        )}
      </div>
      <dl class="mrg-popup__facts">
        <dt>User</dt>
        <dd>
          {safeText(user.name, 80)}
          {user.username && <span class="mrg-popup__subtle"> @{safeText(user.username, 80)}</span>}
        </dd>
        <dt>Scopes</dt>
        <dd>
          {scopes.map((scope) => (
            <code key={scope}>{scope === 'granular' ? 'fine-grained' : safeText(scope, 40)}</code>
          ))}
        </dd>
        <dt>Ends</dt>
        <dd>
          <Expiry expiresAt={connection.expiresAt} />
        </dd>
        <dt>GitLab</dt>
        <dd>{version ? safeText(version, 40) : 'version not told'}</dd>
        <dt>Checked</dt>
        <dd>
          <span aria-live="polite">
            {busy === 'rechecking' ? 'checking now…' : ago(checkedAt, Date.now())}
          </span>
          <Button variant="link" disabled={busy !== null} onClick={() => void session.recheck()}>
            Check again
          </Button>
        </dd>
      </dl>
      {leaving ? (
        <Disconnect session={session} baseUrl={baseUrl} onCancel={() => setLeaving(false)} />
      ) : (
        <div class="mrg-popup__actions">
          <Button onClick={() => void session.update()} disabled={busy === 'removing'} testId="update">
            Update token
          </Button>
          <Button onClick={() => setLeaving(true)} testId="disconnect">
            Disconnect
          </Button>
        </div>
      )}
    </>
  );
}
