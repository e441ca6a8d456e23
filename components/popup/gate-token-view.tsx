import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { SafeLink } from '../ui/safe-link.tsx';
import { safeText } from '../ui/safe-text.ts';
import { useStore } from '../ui/use-store.ts';
import { UserErrorAlert } from '../ui/user-error-alert.tsx';
import { groupTokensUrl, serviceAccountsUrl } from './links.ts';
import type { PopupSession, View } from './session.ts';
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
          Token handed over
        </h1>
        <Alert variant="success" title={`The gate of ${group} will act as ${safeText(storedFor, 80)}`}>
          Go back to the group page: the set-up goes on there. It puts the token into the gate project as a
          hidden CI/CD variable; then MR Gate forgets it.
        </Alert>
      </div>
    );
  }
  return (
    <>
      <div class="mrg-popup__stack">
        <h1 class="mrg-popup__title" tabIndex={-1}>
          The gate’s own token for {group}
        </h1>
        <p class="mrg-popup__text">
          The gate runs in GitLab, also while nobody’s browser is open, so it needs a token of its own: best
          one of a user who is not a person. GitLab did not let the set-up create it.
        </p>
        <ol class="mrg-popup__list">
          <li>
            Make a{' '}
            <SafeLink href={serviceAccountsUrl(baseUrl, groupPath)} baseUrl={baseUrl}>
              service account
            </SafeLink>{' '}
            or a{' '}
            <SafeLink href={groupTokensUrl(baseUrl, groupPath)} baseUrl={baseUrl}>
              group access token
            </SafeLink>{' '}
            (on gitlab.com: Premium).
          </li>
          <li>
            Role in {group}: <strong>Developer</strong> or higher. Scope: <code>api</code>.
          </li>
          <li>Paste it here. It is checked before it is kept.</li>
        </ol>
      </div>
      <form
        class="mrg-popup__stack"
        onSubmit={(event) => {
          event.preventDefault();
          void session.submitToken();
        }}
      >
        <TokenField
          session={session}
          label="Token of the gate"
          hint="Goes into a masked, hidden and protected variable of the gate project, and nowhere else."
        />
        {error && <UserErrorAlert error={error} baseUrl={baseUrl} />}
        <Button type="submit" variant="confirm" block loading={busy === 'verifying'} testId="connect">
          {busy === 'verifying' ? 'Asking GitLab…' : 'Verify and hand over'}
        </Button>
      </form>
    </>
  );
}
