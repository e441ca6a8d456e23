import { t } from '../../utils/texts/page-texts.ts';
import { AddressForm } from '../popup/address-form.tsx';
import { OtherGitLabs } from '../popup/other-gitlabs.tsx';
import type { PopupSession } from '../popup/popup-state.ts';
import { Button } from '../ui/button.tsx';
import { useStore } from '../ui/use-store.ts';
import { UserErrorAlert } from '../ui/user-error-alert.tsx';

/** Which GitLab it is to be. */
export function PickGitLab({ session }: { session: PopupSession }) {
  const error = useStore(session.store, (state) => state.error);
  return (
    <>
      <div class="mrg-popup__stack">
        <h1 class="mrg-popup__title" tabIndex={-1}>
          {t('welcome.pick.title')}
        </h1>
        <p class="mrg-popup__text">{t('welcome.pick.text')}</p>
        {error && <UserErrorAlert error={error} />}
        <Button block onClick={() => void session.open('https://gitlab.com')} testId="pick-gitlab-com">
          gitlab.com
        </Button>
      </div>
      <AddressForm session={session} label={t('welcome.pick.own')} placeholder="gitlab.example.com" />
      <OtherGitLabs session={session} />
    </>
  );
}
