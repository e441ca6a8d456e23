import { useState } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { PopupSession } from './session.ts';

interface AddressFormProps {
  session: PopupSession;
  label?: string;
  placeholder?: string;
}

/** Where a GitLab's address is typed. */
export function AddressForm({
  session,
  label = 'Address of your GitLab',
  placeholder = 'gitlab.com',
}: AddressFormProps) {
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
        label={label}
        value={address}
        placeholder={placeholder}
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
