import type { ComponentChildren } from 'preact';
import { helpsToConnect } from '../../utils/card-asking.ts';
import { send } from '../../utils/message-client.ts';
import { say, t } from '../../utils/texts/page-texts.ts';
import type { UserError } from '../../utils/user-error.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { SafeLink } from '../ui/safe-link.tsx';
import { safeText } from '../ui/safe-text.ts';
import { byPerson } from './by-person.ts';

interface RefusalProps {
  why: UserError;
  baseUrl: string;
  children?: ComponentChildren;
  onDismiss: () => void;
}

/** Why something could not be done, and the next step. */
export function Refusal({ why, baseUrl, children, onDismiss }: RefusalProps) {
  const connect = helpsToConnect(why);
  return (
    <Alert
      variant="warning"
      onDismiss={onDismiss}
      actions={
        connect && (
          <Button
            size="small"
            onClick={(event) => {
              if (!byPerson(event)) return;
              send('page.openConnect', { view: 'connect' }).catch(() => undefined);
            }}
          >
            {t(why.kind === 'not_connected' ? 'details.connect' : 'details.change_token')}
          </Button>
        )
      }
    >
      <p>
        {t('common.sentences', { first: safeText(say(why.what), 400), rest: safeText(say(why.next), 300) })}{' '}
        {why.link && (
          <SafeLink href={why.link.href} baseUrl={baseUrl}>
            {safeText(say(why.link.text), 100)}
          </SafeLink>
        )}
      </p>
      {children}
    </Alert>
  );
}
