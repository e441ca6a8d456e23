import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { useStore } from '../ui/use-store.ts';
import { hostOf, type PopupSession } from './session.ts';

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
          Use MR Gate on {hostOf(baseUrl)}?
        </h1>
        {seen && (
          <p class="mrg-popup__meta">
            GitLab{seen.version ? ` ${seen.version}` : ''}
            {seen.signedInAs ? ` · signed in as @${seen.signedInAs}` : ' · not signed in'}
          </p>
        )}
        {refused && (
          <Alert variant="warning" title="Access was not allowed">
            Without it MR Gate can do nothing on this GitLab. Press the button again and choose “Allow” when
            the browser asks.
          </Alert>
        )}
        <p class="mrg-popup__text">MR Gate starts with access to no site at all. Allowed on this one, it</p>
        <ul class="mrg-popup__list">
          <li>shows the verdict of the gate on merge requests,</li>
          <li>adds “Configure Scans” to group pages,</li>
          <li>talks to this GitLab and to no other server.</li>
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
          Allow access to {hostname}
        </Button>
        <p class="mrg-popup__hint">The browser asks you to confirm. You can take it back later.</p>
      </div>
    </>
  );
}
