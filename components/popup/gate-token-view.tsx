import { rich, t } from '../../utils/texts/page-texts.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { SafeLink } from '../ui/safe-link.tsx';
import { safeText } from '../ui/safe-text.ts';
import { useStore } from '../ui/use-store.ts';
import { UserErrorAlert } from '../ui/user-error-alert.tsx';
import { groupTokensUrl, serviceAccountsUrl } from './links.ts';
import type { PopupSession, View } from './popup-state.ts';
import { TokenField } from './token-field.tsx';

interface GateTokenViewProps {
  session: PopupSession;
  view: Extract<View, { name: 'gate-token' }>;
}

/** Takes the gate's own token, where GitLab would not let the set-up create one. */
export function GateTokenView({ session, view }: GateTokenViewProps) {
  const busy = useStore(session.store, (state) => state.busy);
  const error = useStore(session.store, (state) => state.error);
  const { baseUrl, groupPath, storedFor } = view;
  const group = safeText(groupPath, 100);
  if (storedFor !== null) {
    return (
      <div class="mrg-popup__stack">
        <h1 class="mrg-popup__title" tabIndex={-1}>
          {t('popup.gate.stored_title')}
        </h1>
        <Alert
          variant="success"
          title={t('popup.gate.stored', {
            group,
            user: storedFor === '' ? t('popup.gate.token_user') : safeText(storedFor, 80),
          })}
        >
          {t('popup.gate.stored_text')}
        </Alert>
      </div>
    );
  }
  return (
    <>
      <div class="mrg-popup__stack">
        <h1 class="mrg-popup__title" tabIndex={-1}>
          {t('popup.gate.title', { group })}
        </h1>
        <p class="mrg-popup__text">{t('popup.gate.text')}</p>
        <ol class="mrg-popup__list">
          <li>
            {rich('popup.gate.make', {
              serviceAccount: (
                <SafeLink href={serviceAccountsUrl(baseUrl, groupPath)} baseUrl={baseUrl}>
                  {t('popup.gate.service_account')}
                </SafeLink>
              ),
              groupToken: (
                <SafeLink href={groupTokensUrl(baseUrl, groupPath)} baseUrl={baseUrl}>
                  {t('popup.gate.group_token')}
                </SafeLink>
              ),
            })}
          </li>
          <li>
            {rich('popup.gate.role', { group, role: <strong>Developer</strong>, scope: <code>api</code> })}
          </li>
          <li>{t('popup.gate.paste')}</li>
        </ol>
      </div>
      <form
        class="mrg-popup__stack"
        onSubmit={(event) => {
          event.preventDefault();
          void session.submitToken();
        }}
      >
        <TokenField session={session} label={t('popup.gate.token')} hint={t('popup.gate.token_hint')} />
        {error && <UserErrorAlert error={error} baseUrl={baseUrl} />}
        <Button type="submit" variant="confirm" block loading={busy === 'verifying'} testId="connect">
          {busy === 'verifying' ? t('popup.asking') : t('popup.gate.verify')}
        </Button>
      </form>
    </>
  );
}
