import { useState } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useStore } from '../ui/use-store.ts';
import { UserErrorAlert } from '../ui/user-error-alert.tsx';
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
    </>
  );
}

function AddressForm({ session }: { session: PopupSession }) {
  const [address, setAddress] = useState('');
  const [wrong, setWrong] = useState(false);
  return (
    <form
      class="mrg-popup__stack"
      onSubmit={(event) => {
        event.preventDefault();
        void session.openAddress(address).then((opened) => setWrong(!opened));
      }}
    >
      <TextField
        label="Address of your GitLab"
        value={address}
        placeholder="gitlab.com"
        maxLength={2000}
        error={wrong ? 'That is not an address. Enter it like gitlab.example.com.' : undefined}
        hint="With its path, if GitLab lives under one: example.com/gitlab"
        onInput={(text) => {
          setAddress(text);
          setWrong(false);
        }}
        testId="address"
      />
      <Button type="submit" variant="confirm" block>
        Continue
      </Button>
    </form>
  );
}
