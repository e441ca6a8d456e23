import { useStore } from '../ui/use-store.ts';
import { UserErrorAlert } from '../ui/user-error-alert.tsx';
import { AddressForm } from './address-form.tsx';
import { hostOf, type PopupSession, type Sight } from './session.ts';

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
          {sight.kind === 'other' ? 'This is not a GitLab page' : 'This page cannot be looked at'}
        </h1>
        {error && <UserErrorAlert error={error} />}
        <p class="mrg-popup__text">
          {sight.kind === 'other' ? (
            <>
              <strong>{hostOf(new URL(sight.url).origin)}</strong> does not look like GitLab. Open a page of
              your GitLab and press the MR Gate button there, or enter its address.
            </>
          ) : (
            'Browsers keep extensions out of their own pages. Open a page of your GitLab and press the MR Gate button there, or enter its address.'
          )}
        </p>
      </div>
      <AddressForm session={session} />
      {connections.length === 0 && (
        <p>
          <a href="/welcome.html" target="_blank" rel="noreferrer">
            Go through the first steps in a tab
          </a>
        </p>
      )}
    </>
  );
}
