import { rich, t } from '../../utils/texts/page-texts.ts';
import { useStore } from '../ui/use-store.ts';
import { UserErrorAlert } from '../ui/user-error-alert.tsx';
import { AddressForm } from './address-form.tsx';
import { hostOf } from './host-of.ts';
import type { PopupSession, Sight } from './popup-state.ts';

/** Nothing to connect in this tab: why, and the way on. */
export function NoGitLabView({
  session,
  sight,
}: {
  session: PopupSession;
  sight: Exclude<Sight, { kind: 'gitlab' }>;
}) {
  const error = useStore(session.store, (state) => state.error);
  const connections = useStore(session.store, (state) => state.connections);
  return (
    <>
      <div class="mrg-popup__stack">
        <h1 class="mrg-popup__title" tabIndex={-1}>
          {sight.kind === 'other' ? t('popup.none.other') : t('popup.none.restricted')}
        </h1>
        {error && <UserErrorAlert error={error} />}
        <p class="mrg-popup__text">
          {sight.kind === 'other'
            ? rich('popup.none.other_text', { host: <strong>{hostOf(new URL(sight.url).origin)}</strong> })
            : t('popup.none.restricted_text')}
        </p>
      </div>
      <AddressForm session={session} />
      {connections.length === 0 && (
        <p>
          <a href="/welcome.html" target="_blank" rel="noreferrer">
            {t('popup.none.first_steps')}
          </a>
        </p>
      )}
    </>
  );
}
