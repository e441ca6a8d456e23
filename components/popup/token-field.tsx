import { useState } from 'preact/hooks';
import { t } from '../../utils/texts/page-texts.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useStore } from '../ui/use-store.ts';
import type { PopupSession } from './popup-state.ts';

/** Where a token is pasted: hidden until asked for, and kept while the popup is closed. */
export function TokenField({ session, label, hint }: { session: PopupSession; label: string; hint: string }) {
  const draft = useStore(session.store, (state) => state.draft);
  const busy = useStore(session.store, (state) => state.busy);
  const [revealed, reveal] = useState(false);
  return (
    <div class="mrg-token">
      <TextField
        label={label}
        type={revealed ? 'text' : 'password'}
        value={draft}
        placeholder="glpat-…"
        maxLength={1000}
        readOnly={busy === 'verifying'}
        autofocus
        hint={hint}
        onInput={session.type}
        testId="token"
      />
      <span class="mrg-token__reveal">
        <Button
          variant="tertiary"
          size="small"
          title={revealed ? t('popup.token.hide_title') : t('popup.token.show_title')}
          onClick={() => reveal(!revealed)}
        >
          {revealed ? t('popup.token.hide') : t('popup.token.show')}
        </Button>
      </span>
    </div>
  );
}
