import { t } from '../../utils/texts/page-texts.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { useStore } from '../ui/use-store.ts';
import { hostOf } from './host-of.ts';
import type { PopupSession } from './popup-state.ts';

interface GrantViewProps {
  session: PopupSession;
  baseUrl: string;
  refused: boolean;
}

/** The host is not granted: what for, and the one click that asks. */
export function GrantView({ session, baseUrl, refused }: GrantViewProps) {
  const busy = useStore(session.store, (state) => state.busy);
  const seen = useStore(session.store, (state) => state.seen);
  const { hostname } = new URL(baseUrl);
  return (
    <>
      <div class="mrg-popup__stack">
        <h1 class="mrg-popup__title" tabIndex={-1}>
          {t('popup.grant.title', { host: hostOf(baseUrl) })}
        </h1>
        {seen && (
          <p class="mrg-popup__meta">
            {seen.signedInAs
              ? t('popup.grant.signed_in', { version: seen.version ?? '', user: seen.signedInAs })
              : t('popup.grant.signed_out', { version: seen.version ?? '' })}
          </p>
        )}
        {refused && (
          <Alert variant="warning" title={t('popup.grant.refused')}>
            {t('popup.grant.refused_text')}
          </Alert>
        )}
        <p class="mrg-popup__text">{t('popup.grant.text')}</p>
        <ul class="mrg-popup__list">
          <li>{t('popup.grant.shows')}</li>
          <li>{t('popup.grant.adds')}</li>
          <li>{t('popup.grant.talks')}</li>
        </ul>
      </div>
      <div class="mrg-popup__stack">
        <Button
          variant="confirm"
          block
          loading={busy === 'granting'}
          onClick={() => void session.grant()}
          testId="grant"
        >
          {t('popup.grant.allow', { host: hostname })}
        </Button>
        <p class="mrg-popup__hint">{t('popup.grant.hint')}</p>
      </div>
    </>
  );
}
