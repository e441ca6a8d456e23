import { useState } from 'preact/hooks';
import { t } from '../../utils/texts/page-texts.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { PopupSession } from './popup-state.ts';

interface AddressFormProps {
  session: PopupSession;
  label?: string;
  placeholder?: string;
}

/** Where a GitLab's address is typed. */
export function AddressForm({
  session,
  label = t('popup.address.label'),
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
        error={wrong ? t('popup.address.wrong') : undefined}
        hint={t('popup.address.hint')}
        onInput={(text) => {
          setAddress(text);
          setWrong(false);
        }}
        testId="address"
      />
      <Button type="submit" variant="confirm" block>
        {t('popup.continue')}
      </Button>
    </form>
  );
}
