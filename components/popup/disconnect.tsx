import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { SafeLink } from '../ui/safe-link.tsx';
import { useStore } from '../ui/use-store.ts';
import { tokensUrl } from './links.ts';
import { hostOf, type PopupSession } from './session.ts';

interface DisconnectProps {
  session: PopupSession;
  baseUrl: string;
  onCancel: () => void;
}

/** Asks before the token is forgotten, and says what stays. */
export function Disconnect({ session, baseUrl, onCancel }: DisconnectProps) {
  const busy = useStore(session.store, (state) => state.busy);
  const [takeBack, setTakeBack] = useState(true);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  // On the document: the button that opened this is gone, and with it the focus, until the heading has it.
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
        Disconnect from {hostOf(baseUrl)}?
      </h2>
      <p class="mrg-popup__text">
        MR Gate forgets the token. Gating goes on: the gate project, its policy and the webhooks stay in
        GitLab. The token itself stays valid until you{' '}
        <SafeLink href={tokensUrl(baseUrl)} baseUrl={baseUrl}>
          revoke it there
        </SafeLink>
        .
      </p>
      <Checkbox
        checked={takeBack}
        onChange={setTakeBack}
        hint="Verdicts no longer show on merge requests there."
      >
        Also give back access to this host
      </Checkbox>
      <div class="mrg-popup__actions">
        <Button
          variant="danger"
          loading={busy === 'removing'}
          onClick={() => void session.disconnect(takeBack)}
          testId="disconnect-confirm"
        >
          Disconnect
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </section>
  );
}
