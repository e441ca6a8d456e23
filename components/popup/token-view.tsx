import { useState } from 'preact/hooks';
import { isReadableOnTheWay } from '../../utils/connect/base-url.ts';
import type { Connection } from '../../utils/connection.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { RadioGroup } from '../ui/radio.tsx';
import { SafeLink } from '../ui/safe-link.tsx';
import { useStore } from '../ui/use-store.ts';
import { UserErrorAlert } from '../ui/user-error-alert.tsx';
import { newTokenUrl } from './links.ts';
import { hostOf, type PopupSession } from './session.ts';
import { TokenField } from './token-field.tsx';
import { TokenKinds } from './token-kinds.tsx';

const ACCESS = [
  { value: 'api', title: 'Configure (api)', hint: 'Sets up gating, after showing you every change first.' },
  {
    value: 'read_api',
    title: 'Read only (read_api)',
    hint: 'Shows the state of all repositories. Never writes.',
  },
] as const;

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
  const host = hostOf(baseUrl);
  return (
    <>
      <div class="mrg-popup__stack">
        <h1 class="mrg-popup__title" tabIndex={-1}>
          {before ? `Update the token for ${host}` : `Connect ${host}`}
        </h1>
        {!before && (
          <p class="mrg-popup__text">
            Only people who configure gating need a token. Verdicts on merge requests show without one.
          </p>
        )}
        {isReadableOnTheWay(baseUrl) && (
          <Alert variant="warning" title="This GitLab is not encrypted">
            Over http:// a token can be read by anybody on the way. Use its https:// address if it has one.
          </Alert>
        )}
      </div>
      <div class="mrg-popup__stack">
        <RadioGroup
          legend="What MR Gate should do"
          options={ACCESS}
          value={scope}
          onChange={setScope}
          cards
        />
        <SafeLink href={newTokenUrl(baseUrl, scope)} baseUrl={baseUrl} class="mrg-button mrg-button--block">
          Create a token in GitLab <Icon name="external-link" label="(new tab)" />
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
        <TokenField
          session={session}
          label="Token"
          hint="Kept in this browser, by MR Gate alone. No page ever sees it."
        />
        {error && <UserErrorAlert error={error} baseUrl={baseUrl} />}
        <Button type="submit" variant="confirm" block loading={busy === 'verifying'} testId="connect">
          {busy === 'verifying' ? 'Asking GitLab…' : before ? 'Verify and update' : 'Verify and connect'}
        </Button>
        {before && (
          <Button block disabled={busy === 'verifying'} onClick={session.cancelUpdate}>
            Cancel
          </Button>
        )}
      </form>
    </>
  );
}
