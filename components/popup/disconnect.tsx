import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { rich, t } from '../../utils/texts/page-texts.ts';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { SafeLink } from '../ui/safe-link.tsx';
import { useStore } from '../ui/use-store.ts';
import { hostOf } from './host-of.ts';
import { tokensUrl } from './links.ts';
import type { PopupSession } from './popup-state.ts';

interface DisconnectProps {
  session: PopupSession;
  baseUrl: string;
  version: string | null;
  onCancel: () => void;
}

/** Asks before the token is forgotten, and says what stays. */
export function Disconnect({ session, baseUrl, version, onCancel }: DisconnectProps) {
  const busy = useStore(session.store, (state) => state.busy);
  const [takeBack, setTakeBack] = useState(true);
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  // On the document: a click beside its buttons takes the focus out of it.
  useLayoutEffect(() => {
    const cancel = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      onCancel();
    };
    document.addEventListener('keydown', cancel);
    return () => document.removeEventListener('keydown', cancel);
  }, [onCancel]);
  return (
    <section class="mrg-popup__confirm" aria-labelledby="disconnect-title">
      <h2 class="mrg-popup__subtitle" id="disconnect-title" tabIndex={-1} ref={heading}>
        {t('popup.disconnect.title', { host: hostOf(baseUrl) })}
      </h2>
      <p class="mrg-popup__text">
        {rich('popup.disconnect.text', {
          link: (
            <SafeLink href={tokensUrl(baseUrl, version)} baseUrl={baseUrl}>
              {t('popup.disconnect.revoke')}
            </SafeLink>
          ),
        })}
      </p>
      <Checkbox checked={takeBack} onChange={setTakeBack} hint={t('popup.disconnect.give_back_hint')}>
        {t('popup.disconnect.give_back')}
      </Checkbox>
      <div class="mrg-popup__actions">
        <Button
          variant="danger"
          loading={busy === 'removing'}
          onClick={() => void session.disconnect(takeBack)}
          testId="disconnect-confirm"
        >
          {t('popup.disconnect')}
        </Button>
        <Button onClick={onCancel}>{t('popup.cancel')}</Button>
      </div>
    </section>
  );
}
