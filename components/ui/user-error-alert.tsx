import type { ComponentChildren } from 'preact';
import { say } from '../../utils/texts/page-texts.ts';
import type { UserError } from '../../utils/user-error.ts';
import { Alert, type AlertVariant } from './alert.tsx';
import { SafeLink } from './safe-link.tsx';
import { safeText } from './safe-text.ts';

interface UserErrorAlertProps {
  error: UserError;
  variant?: AlertVariant;
  baseUrl?: string | undefined;
  actions?: ComponentChildren;
}

/** An error as a person is told it: what happened in bold, what to do next below. */
export function UserErrorAlert({ error, variant = 'danger', baseUrl, actions }: UserErrorAlertProps) {
  return (
    <Alert variant={variant} title={safeText(say(error.what), 600)} actions={actions}>
      {safeText(say(error.next), 600)}
      {error.link && (
        <>
          {' '}
          <SafeLink href={error.link.href} baseUrl={baseUrl}>
            {safeText(say(error.link.text))}
          </SafeLink>
        </>
      )}
    </Alert>
  );
}
