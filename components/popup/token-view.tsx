import { useState } from 'preact/hooks';
import { isReadableOnTheWay } from '../../utils/connect/base-url.ts';
import type { Connection } from '../../utils/connection.ts';
import { t } from '../../utils/texts/page-texts.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { RadioGroup } from '../ui/radio.tsx';
import { SafeLink } from '../ui/safe-link.tsx';
import { useStore } from '../ui/use-store.ts';
import { UserErrorAlert } from '../ui/user-error-alert.tsx';
import { hostOf } from './host-of.ts';
import { newTokenUrl, seenVersion } from './links.ts';
import type { PopupSession } from './popup-state.ts';
import { TokenField } from './token-field.tsx';
import { TokenKinds } from './token-kinds.tsx';

interface TokenViewProps {
  session: PopupSession;
  baseUrl: string;
  before: Connection | null;
}

/** Takes the token of a granted GitLab, or a new one for a connected GitLab. */
export function TokenView({ session, baseUrl, before }: TokenViewProps) {
  const busy = useStore(session.store, (state) => state.busy);
  const error = useStore(session.store, (state) => state.error);
  const [scope, setScope] = useState<'api' | 'read_api'>(before?.access === 'read_only' ? 'read_api' : 'api');
  const seen = useStore(session.store, (state) => state.seen);
  const version = before?.version ?? seenVersion(seen, baseUrl);
  const host = hostOf(baseUrl);
  return (
    <>
      <div class="mrg-popup__stack">
        <h1 class="mrg-popup__title" tabIndex={-1}>
          {before ? t('popup.token.update_title', { host }) : t('popup.token.connect_title', { host })}
        </h1>
        {!before && <p class="mrg-popup__text">{t('popup.token.who')}</p>}
        {isReadableOnTheWay(baseUrl) && (
          <Alert variant="warning" title={t('popup.token.unencrypted')}>
            {t('popup.token.unencrypted_text')}
          </Alert>
        )}
      </div>
      <div class="mrg-popup__stack">
        <RadioGroup
          legend={t('popup.token.purpose')}
          options={[
            { value: 'api', title: t('popup.token.api'), hint: t('popup.token.api_hint') },
            { value: 'read_api', title: t('popup.token.read_api'), hint: t('popup.token.read_api_hint') },
          ]}
          value={scope}
          onChange={setScope}
          cards
        />
        <SafeLink
          href={newTokenUrl(baseUrl, scope, version)}
          baseUrl={baseUrl}
          class="mrg-button mrg-button--block"
        >
          {t('popup.token.create')} <Icon name="external-link" label={t('popup.new_tab')} />
        </SafeLink>
        <TokenKinds />
      </div>
      <form
        class="mrg-popup__stack"
        onSubmit={(event) => {
          event.preventDefault();
          void session.submitToken();
        }}
      >
        <TokenField session={session} label={t('popup.token.label')} hint={t('popup.token.hint')} />
        {error && <UserErrorAlert error={error} baseUrl={baseUrl} />}
        <Button type="submit" variant="confirm" block loading={busy === 'verifying'} testId="connect">
          {busy === 'verifying'
            ? t('popup.asking')
            : before
              ? t('popup.token.verify_update')
              : t('popup.token.verify_connect')}
        </Button>
        {before && (
          <Button block disabled={busy === 'verifying'} onClick={session.cancelUpdate}>
            {t('popup.cancel')}
          </Button>
        )}
      </form>
    </>
  );
}
